"""Who may ask ``matching`` what."""

from __future__ import annotations

from contracts.rights.groups import (
    CURATORS,
    EVERYBODY,
    INSPECTORS,
    OPERATOR,
    POSTERS,
    SIGNED_IN,
    Roles,
)

METHODS: dict[str, Roles | None] = {
    "rpc.matching.v1.match.of_challenge": EVERYBODY,
    "rpc.matching.v1.match.of_offer": EVERYBODY,
    "rpc.matching.v1.match.for_organization": SIGNED_IN,
    "rpc.matching.v1.match.best_partners": POSTERS,
    "rpc.matching.v1.match.of_words": POSTERS,
    "rpc.matching.v1.challenge.similar": EVERYBODY,
    "rpc.matching.v1.run.make": INSPECTORS,
    "rpc.matching.v1.run.get": INSPECTORS,
    "rpc.matching.v1.run.list": INSPECTORS,
    "rpc.matching.v1.run.making": INSPECTORS,
    "rpc.matching.v1.exposure.make": INSPECTORS | OPERATOR,
    "rpc.matching.v1.exposure.get": EVERYBODY,
    "rpc.matching.v1.need_group.list": EVERYBODY,
    "rpc.matching.v1.strengths.fit": OPERATOR,
    "rpc.matching.v1.strengths.get": EVERYBODY,
    "rpc.matching.v1.strengths.change": CURATORS,
    "rpc.matching.v1.pair.choose": CURATORS,
    "rpc.matching.v1.pair.release": CURATORS,
    "rpc.matching.v1.pair.list": CURATORS | INSPECTORS,
    "rpc.matching.v1.run.lists": INSPECTORS,
    "rpc.matching.v1.run.recompute": INSPECTORS,
    "rpc.matching.v1.run.diff": INSPECTORS,
}
