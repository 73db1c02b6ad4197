"""S16 on the pages: set up, linked and signed in with, through a real provider over HTTP."""

import asyncio
import re
import sys
from contextlib import asynccontextmanager, suppress
from uuid import uuid4

import httpx
import pytest

from tests.conftest import free_port
from tests.eventually import eventually
from tests.gateway.browsing import CLERK, LIAISON, Visitor
from tests.gateway.test_member_pages import link_in

HERE, CHOOSE, LINK = "/members/sign-in/provider", "/sign-in/organization", "/security/organization"
DOMAIN = "town.example"


@pytest.fixture(scope="module")
async def provider():
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.provider", str(port)),
        env={"AUTHLIB_INSECURE_TRANSPORT": "1", "PATH": ""},
        stdout=quiet,
        stderr=quiet,
    )

    async def up():
        with suppress(httpx.HTTPError):
            async with httpx.AsyncClient(timeout=60) as http:
                return (await http.get(f"{url}/keys")).status_code == 200
        return False

    await eventually(up)
    yield url
    process.terminate()
    await process.wait()


@pytest.fixture(scope="module")
async def town(towns, provider):
    async with towns(providers_inside=provider) as found:
        yield found


@asynccontextmanager
async def visiting(town, language="ja"):
    async with town.client() as http:
        http.headers.update({"Accept": "text/html", "Accept-Language": language})
        yield Visitor(http)


async def there_and_back(visitor, seen, who="aoi"):
    """The page leads to the provider, whose answer leads the browser back."""
    assert seen.status == 200, seen.text
    [url] = re.findall(r'http-equiv="refresh" content="0;url=([^"]*)"', seen.text)
    url = url.replace("&amp;", "&")
    async with httpx.AsyncClient(timeout=60) as http:
        answer = await http.get(f"{url}&who={who}%20{who}@{DOMAIN}")
    path = answer.headers["location"].partition("/sign-in/")[2]
    return await visitor.see(f"/sign-in/{path}")


async def choose(visitor, path=CHOOSE):
    seen = await visitor.see(path)
    [organization] = re.findall(r'name="organization" value="([^"]+)"', seen.text)
    return await visitor.send(path, {**seen.form(path), "organization": organization})


async def test_s16_set_up_linked_and_signed_in_with(town, provider):
    async with visiting(town) as liaison, visiting(town) as clerk, visiting(town) as later:
        await liaison.sign_in(LIAISON)
        given = {"issuer": "http://10.0.0.1", "clientId": "enishi", "domains": DOMAIN}
        wrong = await liaison.fill(HERE, **given, clientSecret="a-secret-of-the-provider")
        assert (wrong.status, list(wrong.errors)) == (422, ["issuer"])
        assert "a-secret-of-the-provider" not in wrong.text
        given["issuer"] = provider
        done = await liaison.fill(HERE, **given, clientSecret="a-secret-of-the-provider")
        assert (done.status, done.to) == (303, HERE), done.text
        assert "a-secret-of-the-provider" not in (await liaison.see(HERE)).text

        lost = await there_and_back(later, await choose(later))
        assert lost.status == 401
        assert "結びつけられていません" in lost.said[0]

        await clerk.sign_in(CLERK)
        linked = await there_and_back(clerk, await choose(clerk, LINK))
        assert (linked.status, linked.to) == (303, "/security"), linked.text

        signed = await there_and_back(later, await choose(later))
        assert (signed.status, signed.to) == (303, "/"), signed.text
        assert (await later.see("/challenges/new")).status == 200
        assert (await later.see("/security/totp")).status == 403  # asks first who one is

        # Another browser, with what was meant for this one: somebody else's sign-in.
        async with visiting(town) as victim:
            begun = await choose(later)
            stolen = await there_and_back(victim, begun)
            assert stolen.status == 401
            assert (await victim.see("/notifications")).status == 401

        removed = await liaison.send(
            f"{HERE}/remove", (await liaison.see(HERE)).form(f"{HERE}/remove")
        )
        assert removed.to == HERE
        assert (await later.see("/notifications")).status == 401
        assert "まだありません" in (await later.see(CHOOSE)).text


async def test_what_cannot_be_begun_or_ended_is_said(town):
    async with visiting(town, "en") as visitor:
        for query in ("", "?state=x", "?state=" + "x" * 43 + "&code=y", "?error=access_denied"):
            seen = await visitor.see(f"/sign-in/organization/back{query}")
            assert seen.status == 401, query
            assert "begin" in seen.said[0].lower() or "start" in seen.said[0].lower()
        seen = await visitor.see(CHOOSE)
        assert "No organization uses this yet." in seen.text
        assert (await visitor.see(HERE)).status == 401


async def test_s16_an_invitation_is_taken_up_with_the_account_that_the_organization_gave(
    town, provider
):
    async with visiting(town) as liaison, visiting(town) as newcomer:
        await liaison.sign_in(LIAISON)
        given = {"issuer": provider, "clientId": "enishi", "domains": DOMAIN}
        done = await liaison.fill(HERE, **given, clientSecret="a-secret-of-the-provider")
        assert done.status == 303
        who = f"new{uuid4().hex[:8]}"
        asked = await liaison.fill("/members/invite", email=f"{who}@{DOMAIN}", role="staff")
        assert (asked.status, asked.to) == (303, "/members")
        path = await link_in(town, f"{who}@{DOMAIN}")
        seen = await newcomer.see(path)
        to = f"{path}/organization"
        [organization] = re.findall(r'name="organization" value="([^"]+)"', seen.text)

        sent = await newcomer.send(to, {**seen.form(to), "organization": organization})
        back = await there_and_back(newcomer, sent, who)

        assert (back.status, back.to) == (303, "/")
        assert "ようこそ。参加しました。" in (await newcomer.see("/")).text
        again = await newcomer.see(path)
        assert again.status == 410  # taken up, once
        await liaison.send(f"{HERE}/remove", (await liaison.see(HERE)).form(f"{HERE}/remove"))
