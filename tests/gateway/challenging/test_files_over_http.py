"""Files of challenges over HTTP: sent as a form, served as a sealed download."""

import asyncio
from base64 import b64encode
from uuid import uuid4

from contracts.attachments import LARGEST
from tests.gateway.browsing import CLERK, MEMBER, OTHER_CLERK, published, signed_in, visiting
from tests.gateway.challenging.behind import key_of
from tests.gateway.challenging.test_j1 import token_of
from tests.gateway.test_graphql_bad_input import ask, first

PDF = b"%PDF-1.7\n/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"


async def send(visitor, path, name, content, description="空き家の地図", **more):
    there = f"{path}/attachments"
    fields = {**(await visitor.see(there)).form(there), "description": description, **more}
    return await visitor.send(there, fields, files={"content": (name, content)})


async def links(visitor, path):
    text = (await visitor.see(path)).text
    return [
        part.partition('"')[0]
        for part in text.split('href="')[1:]
        if part.startswith("/attachments/")
    ]


async def test_a_file_is_downloaded_and_never_shown(town):
    """C08, C09."""
    async with signed_in(town, CLERK) as clerk, visiting(town) as anybody:
        path = await published(clerk)
        done = await send(clerk, path, '../か\u3099き"\r\n.pdf', PDF)
        assert done.status == 303, done.errors
        [link] = await links(anybody, path)
        got = await anybody.http.get(link)
        assert got.content == PDF
        assert got.headers["content-type"] == "application/pdf"
        assert got.headers["content-disposition"].startswith('attachment; filename="')
        assert "filename*=UTF-8''%E3%81%8C%E3%81%8D" in got.headers["content-disposition"]
        assert got.headers["x-content-type-options"] == "nosniff"
        assert got.headers["content-security-policy"].startswith("default-src 'none'; sandbox")
        assert got.headers["cache-control"] == "private, no-store"
        text = (await anybody.see(path)).text
        assert "空き家の地図" in text


async def test_a_file_of_a_draft_is_seen_by_its_own_organization_alone(town):
    async with (
        signed_in(town, CLERK) as clerk,
        signed_in(town, OTHER_CLERK) as other,
        visiting(town) as anybody,
    ):
        made = await clerk.fill("/challenges/new", title="下書きの資料", do="save")
        path = made.to.removesuffix("/edit")
        await send(clerk, path, "a.pdf", PDF)
        [link] = await links(clerk, path)
        assert (await clerk.http.get(link)).status_code == 200
        for one in (other, anybody):
            assert (await one.see(link)).status == 404
        add = """mutation ($input: AddAttachmentInput!) {
          addAttachment(input: $input) { attachment { id } } }"""
        given = {"id": str(uuid4()), "challengeId": key_of(path), "name": "a.pdf"}
        given |= {"description": "x", "content": b64encode(PDF).decode()}
        answer = await ask(town, add, token=await token_of(town, OTHER_CLERK), input=given)
        assert first(answer)["extensions"]["code"] == "NOT_FOUND"
        answer = await ask(town, add, token=await token_of(town, MEMBER), input=given)
        assert first(answer)["extensions"]["code"] == "NOT_FOUND"


async def test_what_is_not_taken_is_said_beside_its_field_and_the_description_stays(town):
    async with signed_in(town, CLERK) as clerk:
        path = await published(clerk)
        wrong = await send(clerk, path, "a.pdf", b"<!doctype html><script>alert(1)</script>")
        assert wrong.status == 422
        assert "種類が合いません" in wrong.errors["content"]
        assert wrong.form(f"{path}/attachments")["description"] == "空き家の地図"
        none = await send(clerk, path, "a.pdf", PDF, description="")
        assert set(none.errors) == {"description"}
        nothing = await clerk.fill(f"{path}/attachments", description="x")
        assert "content" in nothing.errors
        assert await links(clerk, path) == []


async def test_a_file_that_is_too_large_is_refused_and_leaves_nothing(town):
    """C10."""
    async with signed_in(town, CLERK) as clerk:
        path = await published(clerk)
        fits = await send(clerk, path, "a.pdf", PDF.ljust(LARGEST, b" "))
        assert fits.status == 303, fits.errors
        over = await send(clerk, path, "a.pdf", PDF.ljust(LARGEST + 1, b" "))
        assert over.status == 422
        assert "content" in over.errors
        huge = await send(clerk, path, "a.pdf", PDF.ljust(10_000_001, b" "))
        assert huge.status == 413
        assert len(await links(clerk, path)) == 1


async def test_ten_files_are_enough_also_when_twenty_come_at_once(town):
    """C10, A07."""
    async with signed_in(town, CLERK) as clerk:
        path = await published(clerk)
        there = f"{path}/attachments"
        fields = {**(await clerk.see(there)).form(there), "description": "地図"}
        answers = await asyncio.gather(
            *(
                clerk.send(
                    there,
                    {**fields, "id": str(uuid4()), "key": str(uuid4())},
                    files={"content": ("a.pdf", PDF + bytes([n]))},
                )
                for n in range(20)
            )
        )
        taken = [one for one in answers if one.status == 303]
        assert {one.status for one in answers} <= {303, 422, 429}
        assert len(await links(clerk, path)) == len(taken) <= 10


async def test_a_file_is_removed_with_a_reason_and_gone(town):
    async with signed_in(town, CLERK) as clerk, signed_in(town, OTHER_CLERK) as other:
        path = await published(clerk)
        await send(clerk, path, "a.pdf", PDF)
        [link] = await links(clerk, path)
        remove = f"{path}/attachments/{link.rpartition('/')[2]}/remove"
        page = await clerk.see(f"{path}/attachments")
        fields = page.form(remove)
        assert (await clerk.send(remove, fields)).status == 422
        theirs = (await other.see("/challenges/new")).form("/challenges/new")
        refused = await other.send(remove, {"csrf": theirs["csrf"], "reason": "じゃまなので"})
        assert refused.status == 404
        done = await clerk.send(remove, {**fields, "reason": "個人の名前が写っていたため"})
        assert done.status == 303
        assert (await clerk.see(link)).status == 404
        assert await links(clerk, path) == []
