"""A town and its counterparts, that the challenges service has heard of."""

from uuid import uuid4

from contracts.challenges import PUBLISH_CHALLENGE, BudgetStage, PublishChallenge
from contracts.profiles import OrganizationKind
from contracts.wire import Role
from tests.eventually import eventually
from tests.members import member
from tests.needs import of_a_need
from tests.outside import rows

PROBLEM = "空き家に家財が残り、片付けと修繕と借り手さがしが進みません。"
TOWN, COMPANY = OrganizationKind.MUNICIPALITY, OrganizationKind.COMPANY


def need(**more):
    given = {"title": "空き家の片付けを進めたい", "problem": PROBLEM, **of_a_need(), **more}
    return PublishChallenge(
        **{"id": uuid4(), "budget_stage": BudgetStage.INFORMATION, **given},
    )


async def place(platform, settings, name="架空市", kind=TOWN, role=None, **flags):
    """Somebody who acts for a new organization; ``flags``: columns of its copy, set at once."""
    own = await platform.organization(name, kind, "福岡県")
    role = role or (Role.STAFF if kind is TOWN else Role.COMPANY_MEMBER)
    somebody = (await member(platform, own, role)).actor
    known = "SELECT FROM challenges.organizations WHERE id = $1"
    await eventually(lambda: rows(settings, known, own))
    told = "SELECT FROM notify.memberships WHERE organization_id = $1"
    await eventually(lambda: rows(settings, told, own))
    if flags.get("two_people"):
        change = "UPDATE challenges.organizations SET review_before_publishing = true WHERE id = $1"
        await rows(settings, change, own)
    return somebody


async def opened(platform, clerk, **more):
    return await platform.web.call(PUBLISH_CHALLENGE, need(**more), clerk)
