"""The handover pack (引継ぎ書): partners, promises, decisions and days of one unit (J6 AC6)."""

import re
from uuid import uuid4

import pypdfium2

from tests.eventually import eventually
from tests.gateway.browsing import LIAISON, published, signed_in, visiting
from tests.gateway.newcomers import newcomer
from tests.gateway.proposing import proposed
from tests.gateway.test_member_pages import PASSWORD, address, come_in, invite, link_in

SAID = "片付けのあとの借り手さがしまで、ごいっしょできそうです"
QUESTION = "家財の量は、一軒あたりどのくらいですか。"


async def new_unit(liaison, name):
    """Its id."""
    form = (await liaison.see("/members")).form("/members/units")
    await liaison.send("/members/units", {**form, "name": name})
    seen = await liaison.see("/members/invite")
    return re.search(rf'value="([\w-]{{36}})">{name}<', seen.text)[1]


async def test_j6_ac6_the_pack_says_whom_one_talks_to_what_is_promised_and_what_comes(town):
    mark, email = uuid4().hex[:6], address()
    async with (
        signed_in(town, LIAISON) as liaison,
        signed_in(town, await newcomer(town)) as member,
        visiting(town) as clerk,
        visiting(town, "en") as reader,
    ):
        unit = await new_unit(liaison, f"引継課{mark}")
        await invite(liaison, email, unit=unit)
        await come_in(town, await link_in(town, email), email, f"去る {mark}")
        await clerk.fill("/sign-in", email=email, password=PASSWORD)
        path = await published(clerk, title=f"引き継ぐ課題 {mark}")
        ended = await published(clerk, title=f"終えた課題 {mark}")
        closing = await clerk.fill(f"{ended}/close", reason="no_fit", note="")
        assert closing.status == 303, closing.errors

        async def asked():
            return (await member.fill(f"{path}/ask", text=QUESTION)).status == 303

        await eventually(asked)  # once challenges has heard of the company
        await proposed(member, path)
        form = f"/interests/new?challenge={path.removeprefix('/challenges/')}"

        async def sent():
            return (await member.fill_at(form, "/interests/new", line=SAID)).to

        interest = await eventually(sent)

        async def seen():
            page = await clerk.see("/handover")
            return page if f"/interests/{interest.removeprefix('/interests/')}" in page.text else ""

        page = await eventually(seen)
        parts = {
            name: page.text.split(f'aria-labelledby="{name}"')[1].split("</section>")[0]
            for name in ("dates", "partners", "promises", "decided")
        }
        assert "返事を待たせている関心" in parts["partners"]
        assert "架空新顔社" in parts["partners"]
        assert "提案書への返事" in parts["promises"]
        assert QUESTION in parts["promises"]
        assert f"終えた課題 {mark}" in parts["decided"]
        assert "合う相手がいなかった" in parts["decided"] or "row-meta" in parts["decided"]
        for what in ("募集期限", "関心への返事の期限", "提案書への返事の期限"):
            assert what in parts["dates"]
        # Nobody learns from it who proposes or asks.
        assert "架空新顔社" not in parts["promises"]
        # The same on paper, on two pages, in the language that is read.
        await reader.fill("/sign-in", email=email, password=PASSWORD)
        for one, heading in ((clerk, "約束していること"), (reader, "Promises, and answers")):
            pdf = pypdfium2.PdfDocument((await one.http.get("/handover.pdf")).content)
            text = "".join(pdf[n].get_textpage().get_text_range() for n in range(len(pdf)))
            assert len(pdf) <= 2
            assert heading in text
            assert f"引き継ぐ課題 {mark}" in text
            pdf.close()
        # The contact point reads it too; a unit of the same town does not.
        assert QUESTION in (await liaison.see(f"/handover?unit={unit}")).text
        other = await new_unit(liaison, f"別の課{mark}")
        assert (await clerk.see(f"/handover?unit={other}")).status == 404
        assert QUESTION not in (await liaison.see(f"/handover?unit={other}")).text
        # Without anybody there it is a task on the list of members: challenges, partners, promises.
        listed = (await liaison.see("/members")).text
        gone = re.search(rf'去る {mark}.*?href="(/members/[0-9a-f-]{{36}})"', listed, re.DOTALL)[1]
        assert (await liaison.fill_at(gone, f"{gone}/end")).status == 303
        left = (await liaison.see("/members")).text.split('aria-labelledby="ownerless"')[1]
        row = left.split(f"引継課{mark}")[1].split("</li>")[0]
        assert all(f"件の{what}" in row for what in ("課題", "相手", "約束"))
        await member.fill_at(interest, f"{interest}/cancel")
