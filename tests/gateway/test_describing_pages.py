"""How organizations describe themselves, and their pages worth linking to, over HTTP."""

import re

from tests.gateway.browsing import CLERK, LIAISON, MEMBER, published, signed_in, visiting


async def own_page(visitor):
    """The path of the organization that somebody acts for."""
    return re.search(r'href="(/organizations/[0-9a-f-]{36})"', (await visitor.see("/")).text)[1]


async def test_who_manages_an_organization_describes_it_and_nobody_else(town):
    async with (
        signed_in(town, LIAISON) as liaison,
        signed_in(town, CLERK) as clerk,
        signed_in(town, MEMBER) as member,
        visiting(town) as visitor,
    ):
        home = await own_page(liaison)
        form = f"{home}/edit"
        before = (await liaison.see(form)).form(form)
        assert form in (await liaison.see(home)).text
        for other in (clerk, member):
            assert form not in (await other.see(home)).text
            assert (await other.see(form)).status in {403, 404}
        assert "/sign-in" in (await visitor.see(form)).text

        for typed, wrong in (
            ({"founded": "2200"}, ["founded"]),
            ({"founded": "2090"}, ["founded"]),
            ({"founded": "きょねん"}, ["founded"]),
            ({"url": "javascript:alert(1)"}, ["url"]),
            ({"url": "だれでも", "founded": "9"}, ["founded"]),
            ({"description": "長" * 4_001}, ["description"]),
        ):
            seen = await liaison.fill(form, **typed)
            assert (seen.status, sorted(seen.errors)) == (422, wrong), typed
            assert all(seen.form(form)[name] == value for name, value in typed.items())
        done = await liaison.fill(
            form,
            description="<b>潮見原</b>のまち",
            url="https://www.example.jp",
            founded="１９５５年",
        )
        assert (done.status, done.to) == (303, home)
        seen = await visitor.see(home)
        assert "1955年" in seen.text
        assert "&lt;b&gt;潮見原" in seen.text
        late = await liaison.send(form, {**before, "description": "あとから"})
        assert late.status == 409
        assert "あとから" in late.text
        assert "&lt;b&gt;潮見原" in late.text
        await liaison.fill(form, description=before["description"], url=before["url"], founded="")
        assert "1955年" not in (await visitor.see(home)).text


async def test_a_page_leads_to_what_one_came_for_and_fits_on_one_sheet(town):
    async with signed_in(town, CLERK) as clerk, visiting(town, "en") as visitor:
        path = await published(clerk, title="一枚に載せる課題のしるし")
        home = await own_page(clerk)
        page = await visitor.see(home)
        for there in (f"{home}/sheet", f"{home}/people"):
            assert there in page.text
        sheet = await visitor.see(f"{home}/sheet")
        assert sheet.status == 200
        assert "一枚に載せる課題のしるし" in sheet.text
        assert f"{town.url}{home}" in sheet.text
        place = re.search(r'href="(/municipalities/[0-9]{6})"', page.text)[1]
        municipality = await visitor.see(place)
        assert home in municipality.text
        assert path in municipality.text
        gone = await visitor.see("/organizations/00000000-0000-4000-8000-000000000000/sheet")
        assert gone.status == 404
