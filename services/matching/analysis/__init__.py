"""From a text to its terms, each with its places: the same for challenges, offers and queries.

Three kinds of term live side by side: words (Sudachi's shortest units in normalized
form, Latin words stemmed), runs of one and two characters, and names and concepts an
operator can extend. Nothing here knows weights or documents.
"""

from services.matching.analysis.analyzer import KINDS, Analysis, Analyzer

__all__ = ["KINDS", "Analysis", "Analyzer"]
