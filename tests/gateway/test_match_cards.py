"""Cards of matches: the ways to the other side for whose list it is, and what little speaks for."""

from services.matching.explaining import ONE_WORD
from services.matching.matches import WEAK
from tests.gateway.browsing import CLERK, MEMBER, signed_in, visiting

MATCHES = """{ viewer { organization { matchesForYou(first: 50) { nodes {
  score isWeak notes challenge { id } offer { id } } } } } }"""


async def test_a_card_leads_to_an_interest_and_a_wish_for_whose_list_it_is_alone(town):
    async with signed_in(town, MEMBER) as member, signed_in(town, CLERK) as clerk:
        for person, about in ((member, "challenge"), (clerk, "offer")):
            text = (await person.see("/for-you")).text
            assert f'href="/interests/new?{about}=' in text
            assert 'href="/wishes/' in text
            form = text.partition('href="/interests/new?')[2].partition('"')[0]
            assert (await person.see(f"/interests/new?{form}")).status == 200
        answer = await member.http.post("/graphql", json={"query": MATCHES})
        found = answer.json()["data"]["viewer"]["organization"]["matchesForYou"]["nodes"]
        assert found
        weak = [one["score"] < WEAK or ONE_WORD in one["notes"] for one in found]
        assert [one["isWeak"] for one in found] == weak
        path = f"/challenges/{found[0]['challenge']['id']}"
        assert "/interests/new?offer=" not in (await member.see(path)).text
        async with visiting(town) as anybody:
            assert "/interests/new?" not in (await anybody.see(path)).text
