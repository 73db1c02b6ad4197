"""Documents of one side, in memory: added, amended and withdrawn, visible to the next query.

Two implementations of one interface are held against each other by property tests:
``plain`` (numpy and scipy) and ``blocks`` (numba). A document's impacts hold no idf and
counters are live, so nothing is ever refitted.
"""

from services.matching.index.index import Index
from services.matching.index.passages import Passages
from services.matching.index.plain import PlainIndex
from services.matching.index.query import Query, query
from services.matching.index.row import Row, bag, row
from services.matching.index.rows import Rows
from services.matching.index.statistics import Statistics
from services.matching.index.vocabulary import Vocabulary

__all__ = [
    "Index",
    "Passages",
    "PlainIndex",
    "Query",
    "Row",
    "Rows",
    "Statistics",
    "Vocabulary",
    "bag",
    "query",
    "row",
]
