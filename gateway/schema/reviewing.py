"""Publishing, as a second person, what a colleague has written."""

from __future__ import annotations

import strawberry

from contracts import challenges as challenge_contract
from gateway.schema import member_inputs as inputs
from gateway.schema.connections import Info
from gateway.schema.inputs import request_of
from gateway.schema.nouns import Challenge


@strawberry.type
class ChallengePayload:
    challenge: Challenge


@strawberry.type
class Reviewing:
    @strawberry.mutation(description="Publish what a colleague has written.")
    async def approve_challenge(
        self,
        info: Info,
        input: inputs.ApproveChallengeInput,  # noqa: A002 -- Relay's word
    ) -> ChallengePayload:
        asked = request_of(challenge_contract.ApproveChallenge, input)
        found = await info.context.ask(challenge_contract.APPROVE_CHALLENGE, asked)
        return ChallengePayload(challenge=Challenge.of(found))

    @strawberry.mutation(description="Give it back to be written again, with a reason.")
    async def return_challenge(
        self,
        info: Info,
        input: inputs.ReturnChallengeInput,  # noqa: A002 -- likewise
    ) -> ChallengePayload:
        asked = request_of(challenge_contract.ReturnChallenge, input)
        found = await info.context.ask(challenge_contract.RETURN_CHALLENGE, asked)
        return ChallengePayload(challenge=Challenge.of(found))
