"""The ledger through the door: who may look, what they see, and that looking is seen."""

import asyncio
import os
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from tests.eventually import eventually
from tests.gateway.test_graphql_bad_input import SIGNING_IN, ask, first
from tests.platform import DEMO_PASSWORD

ROOT = Path(__file__).parents[2]
ENTRIES = """
query ($object: String, $operation: String, $result: LedgerResult, $first: Int, $after: String,
       $since: DateTime) {
  ledger(object: $object, operation: $operation, result: $result, first: $first, after: $after,
         since: $since) {
    totalCount
    nodes {
      seq hash previous at tenantId personName role operation objectKind objectId result reason
      fields address userAgent trace
    }
    pageInfo { endCursor hasNextPage }
  }
}"""
EXPORT = "{ ledgerExport(first: 5) { totalCount nodes { hash } } }"
VERIFY = """
{ ledgerVerification { whole complete checked heads { tenantId seq hash } flaw { seq problem } } }
"""
PUBLISH = """
mutation ($input: PublishOfferInput!) { publishOffer(input: $input) { offer { id } } }
"""
WITHDRAW = """
mutation ($input: WithdrawOfferInput!) { withdrawOffer(input: $input) { offer { id } } }
"""


async def token_of(town, email):
    answer = await ask(town, SIGNING_IN, e=email, p=DEMO_PASSWORD)
    return answer.json()["data"]["signIn"]["token"]


@pytest.fixture
async def auditor(town):
    return await token_of(town, "auditor@enishi.example")


async def entries(town, token, number=None, **asked):
    """``ledger``, once it holds so many."""

    async def look():
        found = (await ask(town, ENTRIES, token=token, **asked)).json()
        assert "errors" not in found, found
        page = found["data"]["ledger"]
        assert number is None or page["totalCount"] == number, page
        return page

    return await eventually(look)


async def entry_of(town, token, refused, **asked):
    """Of what was refused, once it is there, whatever else is."""

    async def look():
        page = await entries(town, token, **asked)
        trace = first(refused)["extensions"]["requestId"]
        return [one for one in page["nodes"] if one["trace"] == trace]

    [found] = await eventually(look)
    return found


async def test_an_auditor_sees_who_did_what_from_where(town, auditor):
    member = await token_of(town, "member@katazuke.example")
    made = {"id": str(uuid4()), "title": "草刈りの機械を貸し出します(架空)"}
    made["text"] = "斜面でも使える草刈りの機械を、使い方の講習と一緒に貸し出します。"
    await ask(town, PUBLISH, token=member, input=made)

    # Looks for the object are entries of it, too: so by what was done.
    asked = {"object": made["id"], "operation": "rpc.profiles.v1.offer.publish"}
    [found] = (await entries(town, auditor, 1, **asked))["nodes"]

    assert found["operation"] == "rpc.profiles.v1.offer.publish"
    assert (found["personName"], found["role"]) == ("見本 大輔", "COMPANY_MEMBER")
    assert (found["result"], found["objectKind"]) == ("DONE", "offer")
    assert found["address"] == "127.0.0.1"
    assert found["userAgent"].startswith("python-httpx")
    assert made["text"] not in repr(found)


async def test_what_another_may_not_do_is_denied_and_seen(town, auditor):
    member = await token_of(town, "member@katazuke.example")
    other = await token_of(town, "member@kotobashi.example")
    made = {"id": str(uuid4()), "title": "草刈りの機械を貸し出します(架空)"}
    made["text"] = "斜面でも使える草刈りの機械を、使い方の講習と一緒に貸し出します。"
    await ask(town, PUBLISH, token=member, input=made)

    refused = await ask(town, WITHDRAW, token=other, input={"id": made["id"], "revision": 1})

    assert first(refused)["extensions"]["code"] == "NOT_FOUND"
    page = await entries(town, auditor, 1, object=made["id"], result="DENIED")
    assert page["nodes"][0]["reason"].startswith("not_found")
    assert page["nodes"][0]["trace"] == first(refused)["extensions"]["requestId"]


async def test_signing_in_is_seen_with_the_address(town, auditor):
    refused = await ask(town, SIGNING_IN, e="nobody@enishi.example", p="wrong " * 4)

    asked = {"operation": "rpc.accounts.v1.session.open", "result": "DENIED"}
    found = await entry_of(town, auditor, refused, **asked)

    assert found["objectId"].startswith("sha256:")
    assert found["address"] == "127.0.0.1"
    assert "nobody" not in repr(found)


async def test_a_liaison_sees_its_own_town_alone(town, auditor):
    liaison = await token_of(town, "liaison@shiomihara.example")

    page = await entries(town, liaison, first=100)

    own = "03c9db25-324c-5640-a6fc-c06db2b9bbba"
    assert {entry["tenantId"] for entry in page["nodes"]} == {own}
    everything = await entries(town, auditor, first=100)
    assert everything["totalCount"] > page["totalCount"]


@pytest.mark.parametrize("email", ["clerk@shiomihara.example", "member@katazuke.example"])
async def test_nobody_else_looks_into_it(town, email):
    token = await token_of(town, email)
    for query in (ENTRIES, EXPORT, VERIFY):
        assert first(await ask(town, query, token=token))["extensions"]["code"] == "FORBIDDEN"
        assert first(await ask(town, query))["extensions"]["code"] == "UNAUTHENTICATED"


async def test_an_administrator_looks_and_takes_nothing_away(town):
    admin = await token_of(town, "admin@enishi.example")

    assert (await entries(town, admin))["totalCount"]
    assert first(await ask(town, EXPORT, token=admin))["extensions"]["code"] == "FORBIDDEN"


async def test_an_export_is_seen(town, auditor):
    before = await entries(town, auditor, operation="rpc.ledger.v1.entry.export")

    await ask(town, EXPORT, token=auditor)

    after = before["totalCount"] + 1
    page = await entries(town, auditor, after, operation="rpc.ledger.v1.entry.export")
    assert page["nodes"][0]["personName"] == "見本 監査"
    assert page["nodes"][0]["reason"].startswith("5 of ")


async def test_pages_follow_each_other(town, auditor):
    whole = await entries(town, auditor, operation="rpc.profiles.v1.person.keep", first=9)
    start = await entries(town, auditor, operation="rpc.profiles.v1.person.keep", first=4)
    cursor = start["pageInfo"]["endCursor"]
    asked = {"operation": "rpc.profiles.v1.person.keep", "first": 5, "after": cursor}
    rest = await entries(town, auditor, **asked)

    assert [entry["hash"] for entry in start["nodes"] + rest["nodes"]] == [
        entry["hash"] for entry in whole["nodes"]
    ]


async def test_wrong_filters_are_named(town, auditor):
    naive = await ask(town, ENTRIES, token=auditor, since="2026-01-01T00:00:00")
    long = await ask(town, ENTRIES, token=auditor, object="x" * 101)

    assert first(naive)["extensions"]["fields"][0]["field"] == "since"
    assert first(long)["extensions"]["fields"][0]["problem"] == "too_long"


async def test_the_chains_are_whole_for_the_page_and_for_the_command(town, auditor, monkeypatch):
    monkeypatch.setattr("services.ledger.chains.SECONDS", 60.0)  # all in one step
    found = (await ask(town, VERIFY, token=auditor)).json()["data"]["ledgerVerification"]

    assert (found["whole"], found["complete"], found["flaw"]) == (True, True, None)
    assert found["checked"] >= sum(head["seq"] for head in found["heads"]) > 0
    code, told = await command(town, "verify-ledger")
    assert code == 0
    assert told.splitlines()[-1].startswith("whole: ")
    own = "03c9db25-324c-5640-a6fc-c06db2b9bbba"
    code, told = await command(town, "verify-ledger", "--tenant", own)
    assert code == 0
    assert told.splitlines()[-1].endswith("in 1 chains")
    assert await command(town, "verify-ledger", "--tenant", "x") == (2, "")


async def command(town, *words):
    """Exit code and what it printed."""
    there = {"ENISHI_HOME": str(town.home), "ENISHI_KEYS": str(town.settings.keys_path)}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        "from deploy.cli import main; main()",
        *words,
        env={**os.environ, "PYTHONPATH": str(ROOT), **there},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    told, _ = await process.communicate()
    return process.returncode, told.decode()


async def test_what_a_role_is_refused_at_the_door_is_recorded(town, auditor):
    clerk = await token_of(town, "clerk@shiomihara.example")
    query = "mutation ($input: RunMatchesInput!) { runMatches(input: $input) { run { id } } }"
    refused = await ask(town, query, token=clerk, input={"id": str(uuid4())})
    assert first(refused)["extensions"]["code"] == "FORBIDDEN"

    found = await entry_of(town, auditor, refused, operation="rpc.ledger.v1.refusal.note")
    assert found["objectId"] == "Mutation.runMatches"
    assert found["result"] == "DENIED"
