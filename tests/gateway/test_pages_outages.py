"""Pages while a part of the town is away: what can be shown is shown, the rest is said."""

import asyncio
from contextlib import asynccontextmanager
from uuid import uuid4

import httpx
import msgspec

from contracts.challenges import PUBLISH_CHALLENGE, BudgetStage, PublishChallenge
from contracts.profiles import OrganizationKind
from deploy import parts
from deploy.town import services
from gateway.server import serve
from gateway.settings import GatewaySettings
from tests.conftest import free_port
from tests.eventually import eventually
from tests.gateway.browsing import Visitor
from tests.needs import of_a_need
from tests.platform import open_platform, staff_of


@asynccontextmanager
async def without(settings, keys, missing):
    """A town whose service ``missing`` does not run, with one challenge that was published."""
    port = free_port()
    known = GatewaySettings(
        **{**msgspec.structs.asdict(settings), "port": port, "operation_seconds": 60}
    )
    async with (
        services(settings, parts.SERVICES),
        open_platform(settings, keys) as platform,
    ):
        path = await _publish(platform)
    running = tuple(name for name in parts.SERVICES if name != missing)
    async with services(settings, running):
        ready = asyncio.Event()
        serving = asyncio.create_task(serve(known, ready))
        await ready.wait()
        headers = {"Accept": "text/html", "Accept-Language": "ja"}
        url = f"http://127.0.0.1:{port}"
        async with httpx.AsyncClient(base_url=url, headers=headers, timeout=60) as http:
            yield Visitor(http), path
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)


async def _publish(platform):
    kind = OrganizationKind.MUNICIPALITY
    organization = await platform.organization("見本市", kind, "福岡県")
    asked = PublishChallenge(
        id=uuid4(),
        title="空き家の片付けを進めたい",
        problem="空き家に家財が残り、片付けと修繕と借り手さがしが進みません。",
        budget_stage=BudgetStage.INFORMATION,
        **of_a_need(),
    )

    async def published():
        try:
            return await platform.web.call(PUBLISH_CHALLENGE, asked, staff_of(organization))
        except Exception as error:
            raise AssertionError(error) from error

    return f"/challenges/{(await eventually(published)).id}"


async def test_a_challenge_is_shown_while_nobody_can_match_it(settings, keys):
    async with without(settings, keys, "matching") as (visitor, path):
        seen = await visitor.see(path)
        assert (seen.status, seen.heading) == (200, "空き家の片付けを進めたい")
        assert "いまは候補を出せません" in seen.text
        assert (await visitor.see("/")).status == 200


async def test_what_cannot_be_shown_is_said_with_when_to_come_back(settings, keys):
    async with without(settings, keys, "challenges") as (visitor, path):
        for where in ("/challenges", path, "/"):
            seen = await visitor.see(where)
            assert (seen.status, seen.heading) == (503, "いま、つながりにくくなっています")
            assert seen.answer.headers["retry-after"]
            assert "<code>" in seen.text  # the number to tell the operator
        assert (await visitor.see("/about")).status == 200
        assert (await visitor.see("/offers")).status == 200
