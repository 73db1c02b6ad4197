"""How often one is written to, and the way out of letters, over HTTP."""

import msgspec

from chassis.keys import Keyring
from services.notify.links import Links
from tests.eventually import eventually
from tests.gateway.browsing import MEMBER, OTHER_CLERK, signed_in, visiting
from tests.outside import rows

HOME, STOP = "/notifications/letters", "/letters/stop"


async def link_for(town, email):
    """The link in the letters of that person, as notify writes it."""
    note = msgspec.json.decode((town.home / "run.json").read_bytes())
    there = msgspec.structs.replace(town.settings, database_url=note["database_url"])
    look = "SELECT person_id FROM notify.addresses WHERE email = $1"
    [(person,)] = await eventually(lambda: rows(there, look, email))
    return Links(Keyring(town.settings.keys_path).secret("notify")).stop_path(person)


async def rhythm_of(somebody):
    return (await somebody.see(HOME)).form(HOME)["rhythm"]


async def test_how_often_letters_come_is_chosen(town):
    async with visiting(town) as visitor:
        assert "/sign-in" in (await visitor.see(HOME)).text
    async with signed_in(town, OTHER_CLERK) as clerk:
        assert HOME in (await clerk.see("/notifications")).text
        for wrong in ("hourly", "", "長" * 5_000):
            seen = await clerk.fill(HOME, rhythm=wrong)
            assert (seen.status, list(seen.errors)) == (422, ["rhythm"])
        done = await clerk.fill(HOME, rhythm="weekly")
        assert (done.status, done.to) == (303, HOME)
        assert await rhythm_of(clerk) == "weekly"
        await clerk.fill(HOME, rhythm="at_once")
        assert await rhythm_of(clerk) == "at_once"


async def test_a_link_asks_before_it_ends_letters_and_the_button_of_mail_programs_does_not(town):
    link = await link_for(town, MEMBER)
    async with visiting(town) as visitor, signed_in(town, MEMBER) as member:
        followed = await visitor.see(link)
        assert (followed.status, followed.to) == (303, STOP)
        asked = await visitor.see(STOP)
        assert link.rpartition("/")[2] not in asked.text
        assert await rhythm_of(member) == "at_once"
        done = await visitor.send(STOP, asked.form(STOP))
        assert (done.status, await rhythm_of(member)) == (303, "never")
        assert (await visitor.see(STOP)).status == 404

        await member.fill(HOME, rhythm="daily")
        async with visiting(town) as program:
            del program.http.headers["origin"]
            once = await program.send(link, {"List-Unsubscribe": "One-Click"})
            assert (once.status, await rhythm_of(member)) == (200, "never")
            for wrong in ("A" * 64, "A" * 63, "%2e%2e"):
                gone = await program.send(f"{STOP}/{wrong}", {"List-Unsubscribe": "One-Click"})
                assert gone.status == 404
        await member.fill(HOME, rhythm="at_once")
