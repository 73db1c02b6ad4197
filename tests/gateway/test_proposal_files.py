"""Files on a proposal, on its pages: a form that keeps what was typed, and a sealed download."""

from tests.gateway.browsing import CLERK, MEMBER, OTHER_CLERK, published, signed_in
from tests.gateway.challenging.test_files_over_http import PDF, links
from tests.gateway.proposing import drafted, looking, press


async def test_a_file_is_put_to_a_draft_read_by_the_town_later_and_by_nobody_else(town):
    async with (
        signed_in(town, CLERK) as clerk,
        signed_in(town, MEMBER) as member,
        signed_in(town, OTHER_CLERK) as other,
    ):
        challenge = await published(clerk)
        path = await drafted(member, challenge)
        there = f"{path}/attachments"
        fields = (await member.see(there)).form(there)
        wrong = await member.send(there, {**fields, "description": "計画の図", "level": "named"})
        assert set(wrong.errors) == {"content", "level"}
        assert wrong.form(there)["description"] == "計画の図"
        given = {**fields, "description": "計画の図", "level": "interest"}
        page = b"<!doctype html><script>alert(1)</script>"
        wrong = await member.send(there, given, files={"content": ("a.pdf", page)})
        assert "content" in wrong.errors
        done = await member.send(there, given, files={"content": ("a.pdf", PDF)})
        assert (done.status, done.to) == (303, there)
        [link] = await links(member, path)
        await member.fill(f"{path}/submit", acceptTerms="true")

        assert (await clerk.see(link)).status == 403
        await looking(clerk, challenge)
        assert (await clerk.see(link)).status == 404
        await press(clerk, path, f"{path}/take-in")
        assert await links(clerk, path) == [link]
        assert (await clerk.http.get(link)).content == PDF
        assert (await other.see(link)).status == 404
        assert "a.pdf" in (await member.see(f"{path}/receipts")).text
        assert (await clerk.see(there)).status == 404
        remove = f"{there}/{link.rpartition('/')[2]}/remove"
        late = await member.send(remove, {"csrf": fields["csrf"], "reason": "古い"})
        assert late.to is None or "file_removed" not in late.to
        assert await links(member, path) == [link]
