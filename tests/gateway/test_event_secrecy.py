"""What one participant wishes or says of a meeting changes no door of the other side or organizer.

The doors are those of ``test_preference_secrecy`` that lead to an event by an id. Of all others
that test knows that no wish stands in them.
"""

import re
from uuid import UUID

from gateway.schema.root import CORE
from tests.eventually import eventually
from tests.gateway.browsing import LIAISON, OTHER_CLERK, signed_in
from tests.gateway.test_after_pages import COMPANY, held_day
from tests.gateway.test_pages_timetables import own, sql
from tests.gateway.test_preference_secrecy import CHANGES, doors, pages
from tests.told import everybody_told

NOT_NOW = ("TIMEOUT", "BUSY", "INTERNAL")
"""Says nothing but that the machine is slow: asked again."""
COUNTED = ("preferenceCounts", "eventReport")
"""What the organizer sees of wishes and ratings: counts."""
CLOCK = re.compile(r'"(?:now|madeAt)":\s*"[^"]*"|\.\d{4}(?=")')
"""Times, and the minute at the end of what changes with it."""
STATE = "UPDATE sessions.events SET state = $2 WHERE id = $1"
WISH = """
mutation ($input: SetEventPreferencesInput!) {
  setEventPreferences(input: $input) { preferences { grade } }
}
"""
RATE = "mutation ($input: RateMeetingInput!) { rateMeeting(input: $input) { meeting { goOn } } }"


def leading(event, people):
    """(door, document): of the event by its id, of participants by theirs."""
    for known in (event, *people):
        for name, document in doors(known):
            given = CORE.query_type.fields[name.split(".")[0]].args.keys()
            of_event = "eventId" in given or name.startswith("matchingEvent.")
            if of_event if known == event else "participantId" in given:
                yield f"{name} {known}", document


async def asked(visitor, query, **variables):
    sent = {"query": query, "variables": variables}
    return await visitor.http.post("/graphql", json=sent, headers={"Accept": "application/json"})


async def answered(visitor, document):
    answer = await asked(visitor, document)
    assert not any(code in answer.text for code in NOT_NOW), answer.text
    return answer.status_code, CLOCK.sub("", CHANGES.sub("", answer.text))


async def seen(visitor, event, people):
    """Door -> its answer."""
    return {
        door: await eventually(lambda document=document: answered(visitor, document), within=30)
        for door, document in leading(event, people)
    }


async def counted(organizer, event, people):
    """Each answer with counts, as their organizer is given it."""
    return {
        door: await eventually(lambda document=document: answered(organizer, document), within=30)
        for door, document in leading(event, people)
        if door.startswith(COUNTED)
    }


def different(before, after):
    return {door for door in before if before[door] != after[door] and not door.startswith(COUNTED)}


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
        event = UUID(path.rpartition("/")[2])
        ids = str(event), (str(theirs), str(ours))
        steps = (
            ("preferences", WISH, ("MUST", "NO"), f"{path}/preferences"),
            ("reporting", RATE, ("YES", "NO"), f"{path}/ratings"),
        )
        for state, query, answers, page in steps:
            await sql(town, STATE, event, state)
            await everybody_told(town)
            before = {who: await seen(one, *ids) for who, one in _sides(clerk, liaison)}
            shown = await pages(clerk, path, page)
            counts = []
            for answer in answers:
                text = await done(company, query, _given(query, answer, str(ours), str(theirs)))
                assert answer in text
                counts.append(await counted(liaison, *ids))
            assert counts[0] == counts[1], "a count tells that somebody spoke, never what"
            assert {door.split(".")[0] for door in counts[0]} == set(COUNTED)
            for who, one in _sides(clerk, liaison):
                after = await seen(one, *ids)
                assert different(before[who], after) == set(), (state, who)
            assert await pages(clerk, path, page) == shown
            assert len(before["clerk"]) > 20


def _sides(clerk, liaison):
    return ("clerk", clerk), ("liaison", liaison)


def _given(query, answer, ours, theirs):
    if query is WISH:
        return {"participantId": ours, "grades": [{"otherId": theirs, "grade": answer}]}
    return {"participantId": ours, "otherId": theirs, "goOn": answer, "line": "秘密の一行"}
