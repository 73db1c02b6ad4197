"""What becomes of a pair is kept with the rank and the factors that it had."""

from uuid import uuid4

from contracts.challenges import PUBLISH_CHALLENGE
from contracts.faults import Fault
from contracts.introductions import SEND_INTEREST, Cause, SendInterest
from tests.databases import fetch
from tests.eventually import eventually
from tests.service.test_challenges import clerk_of, publishing
from tests.service.test_matching import BUS, of_challenge, offering

KEPT = """
SELECT kind, challenge_id, offer_id, rank, score, text_score, factors FROM matching.outcomes
"""


async def test_an_interest_is_kept_with_the_rank_and_score_that_the_pair_had(platform):
    clerk = await clerk_of(platform, "架空市")
    challenge = await platform.web.call(PUBLISH_CHALLENGE, publishing(), clerk)
    member, offer = await offering(platform, "架空交通", "予約制の乗合バス", BUS)

    async def listed():
        return [one.offer_id for one in (await of_challenge(platform, challenge.id)).matches]

    await eventually(lambda: _holds(listed, [offer.id]))
    learned = platform.settings.home_path / "matching" / "index"
    await eventually(learned.exists)  # scores move once, when the potentials are learned
    asked = SendInterest(
        id=uuid4(), cause=Cause.CHALLENGE, cause_id=challenge.id, line="ぜひ話を聞かせてください。"
    )

    async def sent():
        try:
            return await platform.web.call(SEND_INTEREST, asked, member)
        except Fault:  # introductions has not heard of everybody yet
            return None

    await eventually(sent)

    async def kept():
        return await fetch(platform.settings.database_url, KEPT)

    await eventually(kept)
    (row,) = await kept()
    match = (await of_challenge(platform, challenge.id)).matches[0]
    assert (row["kind"], row["challenge_id"], row["offer_id"], row["rank"]) == (
        "sent",
        challenge.id,
        offer.id,
        1,
    )
    assert abs(row["score"] - match.score) < 1e-9
    assert 0.0 < row["text_score"] <= row["score"]
    assert "area" in row["factors"]


async def _holds(found, wanted):
    return await found() == wanted
