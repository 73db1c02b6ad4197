"""What one participant wishes or says of a meeting changes no door of the other side or organizer.

The doors are those that lead to an event by an id. Of all others ``test_preference_secrecy`` knows
that no wish stands in them.
"""

from uuid import UUID

from gateway.schema.root import CORE
from tests.gateway.asking import Asker, all_read, changed_by, different
from tests.gateway.browsing import LIAISON, OTHER_CLERK, signed_in
from tests.gateway.doors import doors
from tests.gateway.test_after_pages import COMPANY, held_day
from tests.gateway.test_pages_timetables import own, sql
from tests.told import everybody_told

COUNTED = ("preferenceCounts", "eventReport")
"""What the organizer sees of wishes and ratings: counts."""
PAGES = ("/", "/interests", "/introductions", "/wishes", "/notifications", "/for-you")
OF_EVENT = ("/bookings", "/agenda", "/timetable", "/report", "/report.csv")
MINE = ("eventPreferences", "meetingRatings")
FORGET = (
    "DELETE FROM sessions.preferences WHERE participant_id = $1",
    "DELETE FROM sessions.ratings WHERE participant_id = $1",
)
STATE = "UPDATE sessions.events SET state = $2 WHERE id = $1"
WISH = """
mutation ($input: SetEventPreferencesInput!) {
  setEventPreferences(input: $input) { preferences { grade } }
}
"""
RATE = "mutation ($input: RateMeetingInput!) { rateMeeting(input: $input) { meeting { goOn } } }"


def leading(event, people):
    """Of the event by its id, of participants by theirs."""
    found = {}
    for known in (event, *people):
        for door in doors(known):
            given = CORE.query_type.fields[door.root].args.keys()
            of_event = "eventId" in given or door.name.startswith("matchingEvent.")
            if of_event if known == event else "participantId" in given:
                found[f"{door.name} {known}"] = door
    return found


async def asked(visitor, query, **variables):
    sent = {"query": query, "variables": variables}
    return await visitor.http.post("/graphql", json=sent, headers={"Accept": "application/json"})


async def done(visitor, query, given):
    answer = await asked(visitor, query, input=given)
    assert "errors" not in answer.json(), answer.text
    return answer.text


async def test_neither_a_wish_nor_a_rating_changes_what_others_are_answered_at_an_event(town):
    async with (
        signed_in(town, LIAISON) as liaison,
        signed_in(town, OTHER_CLERK) as clerk,
        signed_in(town, COMPANY) as company,
    ):
        whose = [await own(one) for one in (liaison, clerk, company)]
        path, (theirs, ours) = await held_day(town, *whose)
        found = leading(path.rpartition("/")[2], (str(theirs), str(ours)))
        assert len(found) > 20
        steps = (
            ("preferences", WISH, ("MUST", "NO"), f"{path}/preferences"),
            ("reporting", RATE, ("YES", "NO"), f"{path}/ratings"),
        )
        for state, query, answers, page in steps:
            await sql(town, STATE, UUID(path.rpartition("/")[2]), state)
            asked_by = {
                "company": Asker(company, {n: d for n, d in found.items() if n.startswith(MINE)}),
                "clerk": Asker(
                    clerk, found, (*PAGES, path, page, *(path + one for one in OF_EVENT))
                ),
                "liaison": Asker(liaison, found),
            }
            given = [_given(query, answer, str(ours), str(theirs)) for answer in answers]
            await _told_to_nobody(town, asked_by, query, given)


async def _told_to_nobody(town, asked_by, query, given):
    company, liaison = asked_by["company"], asked_by["liaison"]
    turn = iter(given * 5)

    async def act():
        text = await done(company.visitor, query, given_now := next(turn))
        assert any(word in text for word in ("MUST", "NO", "YES")), given_now
        await everybody_told(town)

    async def undo():
        """As if nothing had been said: that one has spoken is as little theirs to know."""
        for statement in FORGET:
            await sql(town, statement, UUID(given[0]["participantId"]))

    await everybody_told(town)
    before = await all_read(asked_by)
    counted = {one for one in liaison.doors if one.startswith(COUNTED)}
    assert {one.split(".")[0] for one in counted} == set(COUNTED)
    await act()
    counts = await liaison.read(counted)
    await act()
    after = await all_read(asked_by)
    assert {one: after["liaison"][one] for one in counted} == counts, "that one spoke, never what"
    for who, asker in asked_by.items():
        doors = {one for one in different(before[who], after[who]) if not one.startswith(COUNTED)}
        leaking = await changed_by(asker, doors, undo, act)
        assert bool(leaking) == (who == "company"), (who, leaking)


def _given(query, answer, ours, theirs):
    if query is WISH:
        return {"participantId": ours, "grades": [{"otherId": theirs, "grade": answer}]}
    return {"participantId": ours, "otherId": theirs, "goOn": answer, "line": "秘密の一行"}
