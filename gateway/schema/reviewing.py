"""Publishing, as a second person, what a colleague has written."""

from __future__ import annotations

import strawberry

from contracts import challenges as challenge_contract
from gateway.schema import member_inputs as inputs
from gateway.schema.nouns import Challenge
from gateway.schema.passing import passing


@strawberry.type
class ChallengePayload:
    challenge: Challenge

    @classmethod
    def of(cls, record: challenge_contract.Challenge) -> ChallengePayload:
        return cls(challenge=Challenge.of(record))


_challenge = passing(ChallengePayload)


@strawberry.type
class Reviewing:
    approve_challenge = _challenge(
        challenge_contract.APPROVE_CHALLENGE,
        inputs.ApproveChallengeInput,
        "Publish what a colleague has written.",
    )
    return_challenge = _challenge(
        challenge_contract.RETURN_CHALLENGE,
        inputs.ReturnChallengeInput,
        "Give it back to be written again, with a reason.",
    )
