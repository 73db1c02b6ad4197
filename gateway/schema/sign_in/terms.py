"""Accepting the terms of use."""

from __future__ import annotations

import strawberry

from contracts import terms
from gateway.schema.connections import Info
from gateway.schema.sign_in.securing import DonePayload, own_token


@strawberry.input(description="Of who has read that version of the terms of use.")
class AcceptTermsInput:
    version: str


@strawberry.type
class TermsAccepting:
    @strawberry.mutation(
        description="Accept the terms of use in force; until then a new session acts in no role."
    )
    async def accept_terms(self, info: Info, input: AcceptTermsInput) -> DonePayload:  # noqa: A002 -- GraphQL's word
        asked = terms.AcceptTerms(token=own_token(info.context), version=input.version)
        await info.context.ask(terms.ACCEPT_TERMS, asked)
        return DonePayload(done=True)
