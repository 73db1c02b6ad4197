"""What is here of oneself, taken away and erased on the page and through GraphQL."""

import io
import json
import zipfile
from uuid import uuid4

from tests.gateway.browsing import visiting
from tests.gateway.securing import owner
from tests.gateway.test_pages_security import age

EVERYTHING = "query { ownData { service name rows } }"
ERASE = "mutation { eraseAccount { done } }"


async def test_all_of_oneself_comes_in_one_file_to_read_and_for_programs(town):
    async with owner(town) as me:
        seen = await me.visitor.see("/own-data")
        got = await me.visitor.http.post("/own-data/download", data=seen.form("/own-data/download"))

        assert got.status_code == 200, got.text
        assert got.headers["content-type"] == "application/zip"
        assert got.headers["cache-control"] == "no-store"
        with zipfile.ZipFile(io.BytesIO(got.content)) as file:
            whole = json.loads(file.read("own-data.json"))
            text = file.read("own-data.html").decode()
        found = {f"{part['service']}.{part['name']}": part["rows"] for part in whole["parts"]}
        assert [row["email"] for row in found["accounts.account"]] == [me.email]
        assert me.email in text
        assert "<h2>アカウント</h2>" in text
        assert "password_hash" not in got.text

        data = (await me.ask(EVERYTHING))["data"]["ownData"]
        assert {part["service"] for part in data} >= {"accounts", "profiles", "ledger", "notify"}


async def test_it_is_asked_for_once_more_who_one_is(town):
    async with owner(town) as me:
        seen = await me.visitor.see("/own-data")
        await age(me)
        for action in ("/own-data/download", "/own-data/erase"):
            asked = await me.visitor.send(action, {**seen.form(action), "understood": "true"})
            assert asked.status == 403
            assert "/security/confirm" in asked.text
        for query in (EVERYTHING, ERASE):
            errors = (await me.ask(query))["errors"]
            assert errors[0]["extensions"]["reason"] == "STEP_UP"


async def test_an_account_is_erased_once_it_is_understood(town):
    async with owner(town) as me:
        seen = await me.visitor.see("/own-data")
        refused = await me.visitor.send("/own-data/erase", seen.form("/own-data/erase"))
        assert refused.status == 422
        assert "取り消せない" in refused.text
        form = {**seen.form("/own-data/erase"), "understood": "true"}
        done = await me.visitor.send("/own-data/erase", form)
        assert (done.status, done.to) == (303, "/")
        assert (await me.visitor.see("/own-data")).status in {302, 303, 401}


async def test_a_stranger_is_asked_to_sign_in_and_a_foreign_form_is_refused(town):
    async with visiting(town) as stranger:
        assert (await stranger.see("/own-data")).status in {302, 303, 401}
        posted = await stranger.http.post("/own-data/erase", data={"understood": "true"})
        assert posted.status_code in {303, 401, 403}
    async with owner(town) as me:
        posted = await me.visitor.http.post(
            "/own-data/erase", data={"understood": "true", "csrf": uuid4().hex}
        )
        assert posted.status_code == 403
        assert (await me.visitor.see("/own-data")).status == 200
