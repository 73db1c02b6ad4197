"""Matching: who sees and changes what."""

from __future__ import annotations

from contracts.rights import CURATORS, EVERYBODY, INSPECTORS, SIGNED_IN, Roles

NOUNS = frozenset(
    {
        *("Change", "ChangeStrengthsPayload", "ChangedInput", "ChosenOffer"),
        *("CountExposurePayload", "Exposure", "ExposureGroup", "ListDiff", "Match", "MatchRun"),
        *("MatchRunPayload", "Moved", "NeedGroup", "PairPayload", "Part", "Pin", "Reason"),
        *("Recomputation", "RunDiff", "RunInMaking", "RunList", "RunOffer", "SimilarChallenge"),
        *("Strengths",),
    }
)

FIELDS: dict[str, Roles | None] = {
    "Query.matchRun": INSPECTORS,
    "Query.matchRuns": INSPECTORS,
    "Query.matchRunsInMaking": INSPECTORS,
    "Query.strengths": EVERYBODY,
    "Query.exposure": EVERYBODY,
    "Query.needGroups": EVERYBODY,
    "Query.choices": CURATORS | INSPECTORS,
    "Query.matchRunRecomputed": INSPECTORS,
    "Query.matchRunDiff": INSPECTORS,
    "Organization.matchesForYou": SIGNED_IN,
    "Mutation.runMatches": INSPECTORS,
    "Mutation.changeStrengths": CURATORS,
    "Mutation.choosePair": CURATORS,
    "Mutation.releasePair": CURATORS,
    "Mutation.countExposure": INSPECTORS,
}
