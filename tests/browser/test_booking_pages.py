"""Pages on which participants arrange meetings, and ratings from paper, are for everybody."""

import pytest

from tests.browser.test_introduction_pages import _looked_at
from tests.browser.walking import walking
from tests.gateway.browsing import LIAISON, OTHER_CLERK, signed_in
from tests.gateway.test_after_pages import COMPANY, held_day
from tests.gateway.test_booking_pages import opened
from tests.gateway.test_pages_timetables import own

pytestmark = pytest.mark.browser


async def arranged(town):
    """An event in which one has booked, one in which one asks; and one to be rated from paper."""
    async with (
        signed_in(town, LIAISON) as liaison,
        signed_in(town, OTHER_CLERK) as clerk,
        signed_in(town, COMPANY) as company,
    ):
        paths = [(await opened(mode, liaison, clerk, company))[0] for mode in ("self", "hybrid")]
        booked, asked = (path + "/bookings" for path in paths)
        await company.fill_at(asked, asked + "/ask", line="とても長い文です。" * 30)
        seen = [(COMPANY, (booked, asked)), (OTHER_CLERK, (booked, asked))]
        held, _ = await held_day(town, *[await own(one) for one in (liaison, clerk, company)])
        return [*seen, (LIAISON, (f"{held}/ratings-sheet",))]


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_pages_of_arranging_meetings_are_for_everybody(town, browser, language):
    found = []
    for email, paths in await arranged(town):
        async with walking(browser, town, email, locale=language) as page:
            for one in paths:
                found += await _looked_at(page, one, language)
    assert found == []
