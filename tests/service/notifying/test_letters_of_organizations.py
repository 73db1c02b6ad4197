"""Letters when an organization is suspended, let in again or closed; and none about its work."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from contracts.profiles import MEMBERSHIP_KEPT
from contracts.standing import Standing
from contracts.wire import Role
from tests.eventually import eventually
from tests.outside import rows
from tests.service.notifying.people import (
    COMPANY,
    WHY,
    files,
    match,
    membership,
    sent,
    somebody,
    stand,
    tell,
    text,
)


async def letters(settings, count):
    async def there():
        return len(files(settings)) == count

    await eventually(there)
    return sorted((str(one["To"]), str(one["Subject"])) for one in files(settings))


async def test_who_manages_a_suspended_organization_is_written_to_and_its_people_of_nothing_else(
    platform, settings, teller
):
    await somebody(settings, teller, "boss@company.example", role=Role.COMPANY_ADMIN)
    await somebody(settings, teller, "aoi@company.example")
    elsewhere = uuid4()
    await somebody(settings, teller, "other@company.example", organization=elsewhere)

    await stand(settings, teller, Standing.SUSPENDED, 1)
    await tell(settings, teller, match(), match(organization=elsewhere))
    await sent(settings, sent=1, waiting=2)

    first = [("boss@company.example", "団体の停止のお知らせ：架空社")]
    assert [one for one in await letters(settings, 2) if "other" not in one[0]] == first
    [letter] = [one for one in files(settings) if one["To"] == "boss@company.example"]
    assert WHY in text(letter)

    await stand(settings, teller, Standing.ACTIVE, 2)
    await sent(settings, sent=3)
    found = await letters(settings, 5)
    assert ("boss@company.example", "団体の停止が解かれました：架空社") in found
    assert sum(one[0] == "aoi@company.example" for one in found) == 1

    await stand(settings, teller, Standing.SUSPENDED, 1, organization=elsewhere)
    there = ("other@company.example", "団体の停止のお知らせ：架空社")  # nobody manages it
    assert there in await letters(settings, 6)


async def test_who_managed_an_organization_until_it_closed_is_written_to_and_nobody_before(
    platform, settings, teller
):
    boss = await somebody(settings, teller)
    now = datetime.now(UTC)
    before = membership(
        boss, role=Role.COMPANY_ADMIN, until=now - timedelta(hours=1), organization=COMPANY
    )
    await teller.tell(MEMBERSHIP_KEPT, before)
    addresses = {
        "last@company.example": timedelta(seconds=60),
        "old@company.example": -timedelta(1),
    }
    for email, later in addresses.items():
        more = {"since": now - timedelta(days=9), "until": now + later}
        await somebody(settings, teller, email, role=Role.COMPANY_ADMIN, **more)

    await stand(settings, teller, Standing.CLOSED, 1)

    assert await letters(settings, 1) == [("last@company.example", "団体の終了のお知らせ：架空社")]
    await stand(settings, teller, Standing.CLOSED, 2, organization=uuid4())
    assert len(await rows(settings, "SELECT FROM notify.mailings")) == 1
