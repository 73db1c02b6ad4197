"""How an organization describes itself."""

from __future__ import annotations

import strawberry

from contracts import descriptions
from gateway.schema.connections import Info, uuid_of
from gateway.schema.inputs import KEY, REVISION
from gateway.schema.nouns import Organization


@strawberry.input(description="Of the organization that one manages.")
class DescribeOrganizationInput:
    organization_id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    description: str = ""
    url: str = ""
    founded: int | None = strawberry.field(default=None, description="The year.")
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.type
class DescribeOrganizationPayload:
    organization: Organization


@strawberry.type
class Describing:
    @strawberry.mutation(description="What it does, its site, and when it was founded.")
    async def describe_organization(
        self,
        info: Info,
        input: DescribeOrganizationInput,  # noqa: A002 -- Relay's word
    ) -> DescribeOrganizationPayload:
        asked = descriptions.DescribeOrganization(
            organization_id=uuid_of(input.organization_id, "organization"),
            revision=input.revision,
            description=input.description,
            url=input.url,
            founded=input.founded,
            idempotency_key=input.idempotency_key,
        )
        found = await info.context.ask(descriptions.DESCRIBE_ORGANIZATION, asked)
        return DescribeOrganizationPayload(organization=Organization.of(found))
