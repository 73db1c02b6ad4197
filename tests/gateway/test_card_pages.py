"""Cards on the pages: written, shown to whom they are for, and looked at on record."""

from uuid import uuid4

from tests.eventually import eventually
from tests.gateway.browsing import CLERK, LIAISON, signed_in, visiting
from tests.gateway.newcomers import newcomer
from tests.gateway.test_graphql_bad_input import ask
from tests.gateway.test_ledger_graphql import entries, token_of

OWN = "query { viewer { organization { id } } ownCard { revision emailShown keptUntil } }"
CARDS = "query ($id: ID!) { cards(organizationId: $id) { name position email phone } }"


async def test_a_card_is_written_kept_through_errors_and_shown_to_whom_it_is_for(town):
    address = f"{uuid4().hex}@city.example"
    async with signed_in(town, CLERK) as clerk:
        seen = await clerk.see("/card")
        form = {**seen.form("/card"), "position": "主任", "email": address, "phone": "<b>"}
        wrong = await clerk.send("/card", form)
        assert wrong.status == 422
        assert "連絡用の電話番号" in wrong.errors["phone"]
        assert address in wrong.text
        done = await clerk.send("/card", {**wrong.form("/card"), "phone": "0940-00-0000"})
        assert (done.status, done.to) == (303, "/card")
        foreign = await clerk.send("/card", {**form, "phone": "", "emailShown": "everybody"})
        assert foreign.status == 422
        odd = await clerk.send("/card", {**form, "positionShown": "?", "keepMonths": "999"})
        assert odd.status == 422
        token = await token_of(town, CLERK)
        mine = (await ask(town, OWN, token=token)).json()["data"]
        home = f"/organizations/{mine['viewer']['organization']['id']}/people"
        assert mine["ownCard"]["keptUntil"]
    async with signed_in(town, LIAISON) as colleague:
        assert address in (await colleague.see(home)).text
    async with signed_in(town, await newcomer(town)) as other, visiting(town) as stranger:
        for visitor in (other, stranger):
            page = await visitor.see(home)
            assert (page.status, "主任" in page.text, address in page.text) == (200, True, False)
        assert (await stranger.see("/card")).status == 401
        assert (await stranger.see(f"/organizations/{uuid4()}/people")).status == 404
    auditor = await token_of(town, "auditor@enishi.example")

    async def recorded():
        found = await entries(town, auditor, operation="rpc.profiles.v1.card.get")
        return found["nodes"] and found["nodes"][0]["fields"] == ["email", "phone"]

    await eventually(recorded)


async def test_through_graphql_no_more_is_seen_than_on_the_page(town):
    member = await token_of(town, await newcomer(town))
    own = (await ask(town, OWN, token=await token_of(town, CLERK))).json()["data"]
    asked = await ask(town, CARDS, token=member, id=own["viewer"]["organization"]["id"])
    for card in asked.json()["data"]["cards"]:
        assert (card["email"], card["phone"]) == ("", "")
    assert (await ask(town, "{ ownCard { revision } }")).json()["errors"]
