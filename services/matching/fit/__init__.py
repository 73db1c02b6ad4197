"""What fits or not besides words: area, field, goals, budget, track record, exposure.

Each is a visible part of the score: a factor on its odds. 1 says nothing, so what is unknown
never counts against anybody, and a score stays between 0 and 1 whatever the parts.
"""

from services.matching.fit.facts import UNKNOWN, Facts
from services.matching.fit.notes import notes
from services.matching.fit.pair import Pair
from services.matching.fit.parts import parts
from services.matching.fit.weights import USUAL, WEIGHTS, Strengths, Weights

__all__ = ["UNKNOWN", "USUAL", "WEIGHTS", "Facts", "Pair", "Strengths", "Weights", "notes", "parts"]
