"""Whatever is sent is read, judged and refused in order; nothing else is ever raised."""

import random
from contextlib import suppress
from uuid import UUID

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contracts.faults import NotFound
from gateway.cursors import Cursors
from gateway.documents import prepare
from gateway.errors import Refused
from gateway.graphql import read
from gateway.schema.connections import uuid_of

JSON = {"content-type": "application/json"}
WORDS = [
    *("{", "}", "(", ")", "[", "]", ":", "!", "=", "@", "...", "$", "|", "&", ",", "#", "\n", " "),
    *("query", "mutation", "subscription", "fragment", "on", "true", "null", "1", "-1", "1e9"),
    *('"', '"""', '"a"', "\\", "\\u0000", "\ufeff", "\x00", "\ud800", "💥"),
    *("challenges", "nodes", "matches", "first", "after", "viewer", "id", "title", "organization"),
    *("Query", "Challenge", "Int", "ID", "a", "b", "include", "if", "__typename", "__schema"),
]


def outcome(judge):
    """Code of the refusal; none for what may go on."""
    try:
        judge()
    except Refused as refused:
        found = refused
    else:
        return None
    assert found.status in {400, 413, 415}
    assert len(found.message) <= 300
    return found.code


@given(st.binary(max_size=2_000))
@example(b"\xff" * 2_000)
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_an_operation_or_refused(body):
    outcome(lambda: read(JSON, body))


@given(st.recursive(st.none() | st.floats() | st.text(), st.lists))
@settings(max_examples=200, deadline=None)
def test_any_json_is_an_operation_or_refused(value):
    for given_ in (value, {"query": value}, {"query": "{a}", "variables": {"a": value}}):
        body = msgspec.json.encode(given_)
        outcome(lambda body=body: read(JSON, body))


@given(st.lists(st.sampled_from(WORDS), max_size=120))
@settings(max_examples=500, deadline=None)
def test_any_words_are_a_document_or_refused(words):
    outcome(lambda: prepare(" ".join(words), introspection=False))


@given(st.text(max_size=500))
@settings(max_examples=200, deadline=None)
def test_any_text_is_a_document_or_refused(text):
    outcome(lambda: prepare(text, introspection=False))


FIELDS = {
    "Query": {
        "challenges": "ChallengeConnection",
        "challenge": "Challenge",
        "viewer": "Viewer",
        "offers": "OfferConnection",
    },
    "ChallengeConnection": {"nodes": "Challenge", "totalCount": None},
    "OfferConnection": {"nodes": "Offer", "totalCount": None},
    "MatchConnection": {"nodes": "Match", "totalCount": None},
    "Match": {"challenge": "Challenge", "offer": "Offer", "score": None, "rank": None},
    "Challenge": {"matches": "MatchConnection", "organization": "Organization", "id": None},
    "Offer": {"matches": "MatchConnection", "organization": "Organization", "id": None},
    "Organization": {"challenges": "ChallengeConnection", "name": None, "id": None},
    "Viewer": {"organization": "Organization", "email": None},
}
ARGUMENTS = {
    "challenges": ["", "(first: 100)", "(first: $n)", "(first: -5)"],
    "challenge": ['(id: "1")'],
    "offers": ["", "(first: 3)"],
    "matches": ["", "(first: 50)", "(first: $n)"],
}


def selection(chance, kind, depth, names):
    parts = []
    for _ in range(chance.randint(1, 4)):
        name, inner = chance.choice(list(FIELDS[kind].items()))
        what = chance.random()
        if what < 0.2 and names.get(kind):
            parts.append(f"...{chance.choice(names[kind])}")
        elif what < 0.3:
            parts.append(f"... on {kind} {{ {selection(chance, kind, depth - 1, names)} }}")
        elif inner is None or depth <= 0:
            parts.append("__typename" if inner else name)
        else:
            arguments = chance.choice(ARGUMENTS.get(name, [""]))
            below = selection(chance, inner, depth - 1, names)
            parts.append(f"{name}{arguments} {{ {below} }}")
    return " ".join(parts)


@pytest.mark.parametrize("seed", range(200))
def test_any_fitting_document_is_judged_the_same_twice(seed):
    chance = random.Random(seed)
    names = {kind: [f"{kind}{n}" for n in range(3)] for kind in FIELDS}
    query = f"query ($n: Int!) {{ {selection(chance, 'Query', 6, names)} }} " + " ".join(
        f"fragment {name} on {kind} {{ {selection(chance, kind, 2, names)} }}"
        for kind, those in names.items()
        for name in those
    )

    def judge():
        prepare(query, introspection=False).checked_cost(None, {"n": chance.randint(1, 100)})

    assert outcome(judge) in {None, "BAD_REQUEST", "QUERY_TOO_LARGE", "COST"}


@given(st.text(max_size=200))
@example("A")
@example("=" * 50)
@example("é" * 16)
@settings(max_examples=300, deadline=None)
def test_no_made_up_cursor_opens(text):
    with pytest.raises(Exception, match="cursor"):
        Cursors(b"secret", "visitor").open("list", text, int)


@given(st.text(max_size=64))
@example("0" * 31 + "٣")
@settings(max_examples=200, deadline=None)
def test_any_text_is_an_id_or_not_there(text):
    with suppress(NotFound):
        assert isinstance(uuid_of(text, "thing"), UUID)
