"""A one-sided yes or no changes nothing that the other side can ask: every door, byte for byte.

The doors are read from the schema itself: each field of Query, with every field below it that
needs no argument, asked as the other side's liaison and as a third, before and after each grade.
"""

from __future__ import annotations

import json
from uuid import UUID

import msgspec
from graphql import GraphQLObjectType

from gateway.schema.root import CORE
from tests.gateway.asking import Asker, all_read, changed_by, different
from tests.gateway.browsing import LIAISON, MEMBER, OTHER_CLERK, signed_in
from tests.gateway.doors import NOT_ASKED, bare, doors, doors_about
from tests.told import everybody_told

RECORD = ("ledger", "ownData")
"""Looking into the record is itself recorded, and is of one's own data from then on: these two are
compared by what they tell of wishes."""
LEDGER = "{ ledger(first: 100) { nodes { operation organizationId objectKind } } }"
WISH = """
mutation Wish($input: SetPreferenceInput!) {
  setPreference(input: $input) { grade introductionId }
}
"""


async def wish(visitor, on, grade):
    asked = {"query": WISH, "variables": {"input": {"organizationId": on, "grade": grade}}}
    answer = await visitor.http.post("/graphql", json=asked, headers={"Accept": "application/json"})
    found = msgspec.json.decode(answer.content)
    assert "errors" not in found, json.dumps(found, ensure_ascii=False)
    return found["data"]["setPreference"]


KEEP = "mutation Keep($id: ID!) { keepThing(input: { id: $id }) { entries { id } } }"
DROP = "mutation Drop($ids: [ID!]!) { dropThings(input: { ids: $ids }) { entries { id } } }"
OF_TOWN = """query Of($id: ID!) {
  challenges(first: 1, state: OPEN, owner: { organizationId: $id }) { nodes { id } } }"""


async def of_town(visitor, town):
    found = await _asked(visitor, OF_TOWN, id=town)
    return found["challenges"]["nodes"][0]["id"]


async def keep(visitor, town):
    """A challenge of the other side, on the own shortlist: as little theirs to know as a wish."""
    await _asked(visitor, KEEP, id=await of_town(visitor, town))


async def drop(visitor, town):
    await _asked(visitor, DROP, ids=[await of_town(visitor, town)])


async def _asked(visitor, query, **variables):
    asked = {"query": query, "variables": variables}
    answer = await visitor.http.post("/graphql", json=asked, headers={"Accept": "application/json"})
    found = msgspec.json.decode(answer.content)
    assert "errors" not in found, json.dumps(found, ensure_ascii=False)
    return found["data"]


async def recorded_wishes(visitor):
    """Whose wishes the record tells of to this visitor."""
    answer = await visitor.http.post(
        "/graphql", json={"query": LEDGER}, headers={"Accept": "application/json"}
    )
    nodes = answer.json()["data"]["ledger"]["nodes"]
    return {one["organizationId"] for one in nodes if one["objectKind"] == "preference"}


async def organization(visitor):
    asked = {"query": "{ viewer { organization { id } } }"}
    answer = await visitor.http.post("/graphql", json=asked, headers={"Accept": "application/json"})
    return answer.json()["data"]["viewer"]["organization"]["id"]


PAGES = ("/", "/interests", "/introductions", "/wishes", "/notifications", "/for-you")
WRITTEN_OUT = (
    *("/challenges.atom", "/dialogues", "/dialogues/print", "/exposure", "/same-needs"),
    *("/searches", "/shortlist", "/notifications/letters", "/proposals", "/assessments", "/card"),
)
"""Lists, feeds and papers, which are written of what the schema answers, or of more."""
GRADES = ("MUST", "MEET", "NO")
OWN_DOORS = ("preference.", "preferences.", "shortlist.")


async def test_a_one_sided_wish_changes_no_answer_of_any_door_to_the_other_side(town):
    async with (
        signed_in(town, MEMBER) as company,
        signed_in(town, LIAISON) as liaison,
        signed_in(town, OTHER_CLERK) as third,
    ):
        own, other = await organization(company), await organization(liaison)
        await wish(company, other, None)
        await drop(company, other)
        askers = _askers(own, other, company=company, liaison=liaison, third=third)
        assert len(askers["liaison"].doors) > 100
        await everybody_told(town)
        before = await all_read(askers)
        for grade in GRADES:
            await _changes_nothing(town, company, (own, other), grade, askers, before)
            assert own not in await recorded_wishes(liaison)
            seen = await askers["company"].read()
            assert grade in seen[f"preference.id {other}"]
            assert await of_town(company, other) in seen["shortlist.kind"]
        await wish(company, other, None)


def _askers(own, other, *, company, liaison, third):
    """The company is asked for what is its own only: what the comparison has to notice."""
    every = doors_about(own, other)
    mine = {name: door for name, door in every.items() if name.startswith(OWN_DOORS)}
    of_company = (f"/organizations/{own}", f"/organizations/{own}/sheet", f"/wishes/{own}")
    shown = (*PAGES, *WRITTEN_OUT, *of_company)
    return {
        "company": Asker(company, mine),
        "liaison": Asker(liaison, every, shown),
        "third": Asker(third, every),
    }


async def _changes_nothing(town, company, whose, grade, askers, before):
    own, other = whose

    async def undo():
        await drop(company, other)
        await wish(company, other, None)

    async def act():
        done = await wish(company, other, grade)
        await keep(company, other)
        assert done["introductionId"] is None
        await everybody_told(town)

    await act()
    after = await all_read(askers)
    for who, asker in askers.items():
        doors = {one for one in different(before[who], after[who]) if not one.startswith(RECORD)}
        leaking = await changed_by(asker, doors, undo, act)
        if who == "company":  # which does see its own wish: the comparison notices
            assert {f"preference.id {other}", "shortlist.kind"} <= leaking
            continue
        assert leaking == set(), (who, grade, leaking)
        # What moved by itself, or is a record of one's own questions, names the company no oftener.
        for door in different(before[who], after[who]):
            if not door.startswith("ledger"):
                assert after[who][door].count(own) <= before[who][door].count(own), (who, door)


def test_the_doors_are_all_of_the_schema():
    asked = {door.root for door in doors(UUID(int=1))}
    every = set(CORE.query_type.fields)
    assert every - asked == {name.split(".")[1] for name in NOT_ASKED}


def test_nothing_in_the_schema_holds_a_wish_but_one_s_own_questions():
    """Grade stands in Preference and in the answer of setting one, and nowhere else."""
    holding = {
        f"{name}.{field}"
        for name, kind in CORE.type_map.items()
        if isinstance(kind, GraphQLObjectType) and not name.startswith("__")
        for field, what in kind.fields.items()
        if str(bare(what.type)) in {"Grade", "Preference"}
    }
    assert holding == {
        "Preference.grade",
        "EventPreference.grade",  # one's own at an event: kept and tested by itself
        "Query.preference",
        "SetPreferencePayload.grade",
        "PreferenceConnection.nodes",
        "PreferenceEdge.node",
    }


class _Moving:
    """One door that a wish changes, one that moves by itself for a while, one that never does."""

    def __init__(self):
        self.wishes = self.readings = 0

    async def read(self, only):
        self.readings += 1
        every = {"leak": self.wishes % 2, "learned": min(self.readings, 3), "still": 1}
        return {one: every[one] for one in only}


async def test_what_moves_with_each_wish_is_told_from_what_moved_meanwhile():
    asker = _Moving()

    async def turn():
        asker.wishes += 1

    assert await changed_by(asker, {"leak", "learned", "still"}, turn, turn) == {"leak"}
    asker = _Moving()
    assert await changed_by(asker, {"learned", "still"}, turn, turn) == set()
