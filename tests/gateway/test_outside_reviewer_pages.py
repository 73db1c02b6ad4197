"""Another organization is asked to review on the page, accepts there, and reads blind."""

from tests.eventually import eventually
from tests.gateway.browsing import CLERK, LIAISON, OTHER_CLERK, published, signed_in
from tests.gateway.proposing import COMPANY_ADMIN, OTHER_MEMBER, looking, press, proposed

NAME = "鈴懸町（架空）"


async def test_another_town_reviews_on_the_page_until_it_is_dismissed(town):
    async with (
        signed_in(town, CLERK) as clerk,
        signed_in(town, LIAISON) as liaison,
        signed_in(town, COMPANY_ADMIN) as member,
        signed_in(town, OTHER_CLERK) as outside,
        signed_in(town, OTHER_MEMBER) as stranger,
    ):
        challenge = await published(clerk)
        path = await proposed(member, challenge)
        page, asking = f"{challenge}/assessment", f"{challenge}/outside-reviewers"
        await looking(liaison, challenge)
        wrong = await press(liaison, page, asking, organization="だれも知らない団体")
        assert (wrong.status, wrong.form(asking)["organization"]) == (422, "だれも知らない団体")
        assert "登録されている団体の名前" in wrong.errors["organization"]
        own = await press(liaison, page, asking, organization="汐見原市（架空）")
        assert (own.status, list(own.errors)) == (422, ["organization"])
        assert (await press(liaison, page, asking, organization=NAME)).to == page
        seen = await liaison.see(page)
        assert "審査をお願いしました。" in seen.said[0]
        assert "返事を待っています" in seen.text

        async def heard():
            return "提案書の審査をお願いされました。" in (await outside.see("/notifications")).text

        await eventually(heard)
        answer = f"{challenge}/review-invitation"
        for one in (stranger, member):
            assert answer not in (await one.see("/assessments")).text
            mark = (await one.see("/about")).form("/settings")
            assert (await one.send(answer, {"csrf": mark["csrf"], "do": "accept"})).status == 404
        assert (await outside.see(path)).status == 404
        form = (await outside.see("/assessments")).form(answer)
        assert (await outside.send(answer, {**form, "do": "x"})).status == 400
        done = await outside.send(answer, {**form, "do": "accept"})
        assert done.to == f"{challenge}/proposals"
        await looking(outside, challenge)
        assert (await outside.see(path)).status == 200
        assert "外部の審査員として" in (await outside.see("/assessments")).text
        assert (await outside.see(page)).status == 403

        await press(liaison, page, f"{asking}/dismiss")
        assert (await outside.see(path)).status == 404
        assert path not in (await outside.see("/assessments")).text
