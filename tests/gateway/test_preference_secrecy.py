"""A one-sided yes or no changes nothing that the other side can ask: every door, byte for byte.

The doors are read from the schema itself: each field of Query, with every field below it that
needs no argument, asked as the other side's liaison and as its colleague, before and after.
"""

from __future__ import annotations

import json
import re
from uuid import UUID

import msgspec
import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    is_leaf_type,
)

from gateway.schema.root import CORE
from tests.gateway.browsing import LIAISON, MEMBER, OTHER_CLERK, signed_in
from tests.told import everybody_told

NOT_ASKED = {
    "Query.invitation": "wants the token of a letter",
    "Query.registration": "wants the token of a letter",
    "Query.importCheck": "looks at the rows that are given, and at nothing else",
}
RECORD = ("ledger", "ownData")
"""Looking into the record is itself recorded, and is of one's own data from then on: these two are
compared by what they tell of wishes."""
LEDGER = "{ ledger(first: 100) { nodes { operation organizationId objectKind } } }"
WISH = """
mutation Wish($input: SetPreferenceInput!) {
  setPreference(input: $input) { grade introductionId }
}
"""


def bare(kind):
    while isinstance(kind, GraphQLNonNull | GraphQLList):
        kind = kind.of_type
    return kind


def value_of(argument, known):
    """Something to ask with; none where nothing fits."""
    kind = bare(argument.type)
    name = str(kind)
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    return {
        "ID": f'"{known}"',
        "Int": "20",
        "Boolean": "true",
        "String": '"x"',
        "Float": "0.5",
        "Date": '"2026-01-01"',
        "DateTime": '"2026-01-01T00:00:00Z"',
    }.get(name)


def arguments(field, known):
    """Required ones filled in; none where that is not possible."""
    found = []
    for name, argument in field.args.items():
        if not isinstance(argument.type, GraphQLNonNull):
            continue
        if argument.default_value is not None and str(argument.default_value) != "Undefined":
            continue
        value = value_of(argument, known)
        if value is None:
            return None
        found.append(f"{name}: {value}")
    return f"({', '.join(found)})" if found else ""


def selection(kind, depth, seen=()):
    """Leaves of a type, and below it as far as ``depth``; what needs arguments is left out."""
    parts = []
    for name, field in kind.fields.items():
        below = bare(field.type)
        if any(isinstance(one.type, GraphQLNonNull) for one in field.args.values()):
            continue
        if is_leaf_type(below):
            parts.append(name)
        elif isinstance(below, GraphQLObjectType) and depth > 0 and below.name not in seen:
            inner = selection(below, depth - 1, (*seen, below.name))
            if inner:
                parts.append(f"{name} {{ {inner} }}")
    return " ".join(parts)


def doors(known):
    """(name, document) of every field of Query that can be asked about ``known``.

    One document for each field below, so that none is too deep or too dear to be answered.
    """
    for name, field in CORE.query_type.fields.items():
        if f"Query.{name}" in NOT_ASKED:
            continue
        given = arguments(field, known)
        kind = bare(field.type)
        if given is None:
            raise AssertionError(f"nothing to ask Query.{name} with: say why in NOT_ASKED")
        if is_leaf_type(kind):
            yield name, f"{{ {name}{given} }}"
            continue
        for part in parts_of(kind):
            yield f"{name}.{part.split(' ', 1)[0]}", f"{{ {name}{given} {{ {part} }} }}"


def parts_of(kind):
    leaves = []
    for name, field in kind.fields.items():
        if any(isinstance(one.type, GraphQLNonNull) for one in field.args.values()):
            continue
        below = bare(field.type)
        if is_leaf_type(below):
            leaves.append(name)
            continue
        inner = selection(below, 1, (kind.name, below.name)) or "__typename"
        yield f"{name} {{ {inner} }}"
    if leaves:
        yield " ".join(leaves)


CHANGES = re.compile(r'"(?:requestId|expiresAt|seenAt|endCursor|startCursor|cursor)":\s*"[^"]*"')
"""What is new by and by: numbers of requests, sealed places of lists, when a session was used."""


async def answers(visitor, *known):
    """Door -> its answer, whatever it is."""
    found = {}
    for one in known:
        for name, document in doors(one):
            answer = await visitor.http.post(
                "/graphql", json={"query": document}, headers={"Accept": "application/json"}
            )
            text = CHANGES.sub("", answer.text)
            found[f"{name} {one}"] = (answer.status_code, text)
    return found


async def wish(visitor, on, grade):
    asked = {"query": WISH, "variables": {"input": {"organizationId": on, "grade": grade}}}
    answer = await visitor.http.post("/graphql", json=asked, headers={"Accept": "application/json"})
    found = msgspec.json.decode(answer.content)
    assert "errors" not in found, json.dumps(found, ensure_ascii=False)
    return found["data"]["setPreference"]


KEEP = "mutation Keep($id: ID!) { keepThing(input: { id: $id }) { entries { id } } }"
OF_TOWN = """query Of($id: ID!) {
  challenges(first: 1, state: OPEN, owner: { organizationId: $id }) { nodes { id } } }"""


async def keep(visitor, town):
    """A challenge of the other side, on the own shortlist: as little theirs to know as a wish."""
    found = await _asked(visitor, OF_TOWN, id=town)
    thing = found["challenges"]["nodes"][0]["id"]
    await _asked(visitor, KEEP, id=thing)
    return thing


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


async def pages(visitor, *more):
    hidden = re.compile(r'(?:value|id|for|href)="[^"]{20,}"|[0-9a-f]{32}')
    found = {}
    for path in (*PAGES, *more):
        seen = await visitor.see(path)
        found[path] = (seen.status, hidden.sub("", seen.text))
    return found


@pytest.mark.parametrize("grade", ["MUST", "MEET", "NO"])
async def test_a_one_sided_wish_changes_no_answer_of_any_door_to_the_other_side(town, grade):
    async with (
        signed_in(town, MEMBER) as company,
        signed_in(town, LIAISON) as liaison,
        signed_in(town, OTHER_CLERK) as third,
    ):
        own, other = await organization(company), await organization(liaison)
        sides = {"liaison": liaison, "third": third}
        known = (own, other)
        await everybody_told(town)
        before = {who: await answers(one, *known) for who, one in sides.items()}
        shown = await pages(liaison, f"/organizations/{own}", f"/wishes/{own}")

        done = await wish(company, other, grade)
        kept = await keep(company, other)

        after = {who: await answers(one, *known) for who, one in sides.items()}
        for who in sides:
            different = {
                door
                for door in before[who]
                if before[who][door] != after[who][door] and not door.startswith(RECORD)
            }
            assert different == set(), (who, different)
        assert await pages(liaison, f"/organizations/{own}", f"/wishes/{own}") == shown
        assert done["introductionId"] is None
        assert own not in await recorded_wishes(liaison)
        for door in (door for door in before["liaison"] if door.startswith("ownData")):
            one, other_one = before["liaison"][door][1], after["liaison"][door][1]
            assert one.count(own) == other_one.count(own)
        # The one who wishes does see it: the comparison would notice.
        mine = await answers(company, other)
        assert kept in mine[f"shortlist.kind {other}"][1]
        assert grade in mine[f"preference.id {other}"][1]
        assert len(before["liaison"]) > 100
        await wish(company, other, None)


def test_the_doors_are_all_of_the_schema():
    asked = {name.split(".")[0] for name, _ in doors(UUID(int=1))}
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
