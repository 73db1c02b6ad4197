"""Documents that are short to write and dear to judge or to run: each is weighed before."""

import tracemalloc

import pytest
from graphql import get_named_type, is_leaf_type

from gateway import documents
from gateway.documents import COST, KEPT, LONGEST_KEPT, prepare
from gateway.errors import Refused
from gateway.graphql import read
from gateway.schema.root import CORE
from gateway.weights import MOST, Scales, lists_of


def refusal(query, **variables):
    """Code of the refusal; none when it may be run."""
    try:
        prepare(query, introspection=False).checked_cost(None, variables)
    except Refused as refused:
        return refused.code
    return None


def cost(query, **variables):
    document = prepare(query, introspection=False).document
    return Scales(document, documents.LISTS, variables).heaviest().cost


def doubling(kind, levels, last):
    """Fragments that spread the next one twice: 2 to the power of ``levels`` in the end."""
    made = [f"fragment f{n} on {kind} {{ ...f{n + 1} ...f{n + 1} }}" for n in range(levels)]
    return " ".join([*made, f"fragment f{levels} on {kind} {{ {last} }}"])


def test_doubling_fragments_are_weighed_once_each():
    """Walked through one by one they would take years."""
    assert refusal("{ ...f0 } " + doubling("Query", 60, "viewer { id }")) == "COST"


def test_doubling_fragments_that_go_deep_are_refused():
    step = "organization { challenges { nodes { ...f%d ...f%d } } }"
    made = [f"fragment f{n} on Challenge {{ {step % (n + 1, n + 1)} }}" for n in range(25)]
    query = "{ challenge(id: 1) { ...f0 } } " + " ".join(
        [*made, "fragment f25 on Challenge { id }"]
    )

    assert refusal(query) == "BAD_REQUEST"


@pytest.mark.parametrize(
    "query",
    [
        "{ ...A } fragment A on Query { ...A }",
        (
            "{ ...A } fragment A on Query { ...B } fragment B on Query { ...C ...A }"
            " fragment C on Query { ...B }"
        ),
        (
            "{ viewer { ...A } } fragment A on Viewer { organization { ...B } }"
            " fragment B on Organization { challenges { nodes { organization { ...B } } } }"
        ),
    ],
)
def test_fragments_in_circles_are_refused(query):
    assert refusal(query) == "BAD_REQUEST"


@pytest.mark.parametrize(
    "query",
    [
        "{ challenges(first: 100) { nodes { matches(first: 100) { nodes { score } } } } }",
        (
            "{ challenges(first: 100) { edges { node { matches(first: 100) { edges {"
            " node { score } } } } } } }"
        ),
        (
            "{ challenges(first: 100) { ...A } } fragment A on ChallengeConnection {"
            " nodes { matches(first: 100) { ...B } } } fragment B on MatchConnection {"
            " nodes { score } }"
        ),
        (
            "query ($n: Int! = 100) { challenges(first: $n) { nodes {"
            " matches(first: $n) { nodes { score } } } } }"
        ),
        (
            "{ challenges(first: 100) { nodes { ... on Challenge { ... @include(if: true) {"
            " matches(first: 100) { nodes { score } } } } } } }"
        ),
        (
            "query A { viewer { id } } query B { challenges(first: 100) { nodes {"
            " matches(first: 100) { nodes { score } } } } }"
        ),
    ],
)
def test_a_list_in_a_list_is_dear_however_it_is_written(query):
    assert refusal(query) == "COST"


def test_what_a_variable_says_counts():
    query = """query ($n: Int!) { challenges(first: $n) { nodes { matches(first: $n) {
      nodes { score } } } } }"""

    assert refusal(query, n=10) is None
    assert refusal(query, n=100) == "COST"
    assert refusal(query, n=100.0) == "COST"
    assert refusal(query, n=None) == "COST"


def test_a_list_without_first_counts_as_twenty():
    few = cost("{ challenges(first: 20) { nodes { id title } } }")

    assert cost("{ challenges { nodes { id title } } }") == few
    assert cost("query ($n: Int = 20) { challenges(first: $n) { nodes { id title } } }") == few


def test_more_rows_than_a_list_has_are_left_to_the_list_to_refuse():
    most = cost(f"{{ challenges(first: {MOST}) {{ nodes {{ id }} }} }}")

    assert cost("{ challenges(first: 1000000000) { nodes { id } } }") == most
    assert most < COST


def test_every_paged_field_is_known_as_a_list():
    """And by that name alone: the scales go by names. A plain list of rows weighs like a page, a
    number or a word of that name nothing more than any other."""
    lists = lists_of(CORE)
    for kind in CORE.type_map.values():
        for name, field in getattr(kind, "fields", {}).items():
            is_page = str(field.type).removesuffix("!").endswith("Connection")
            is_page |= name in {"sameNeed", "precedents"}  # short lists, and a call all the same
            if name in lists and not is_page:
                assert "[" in str(field.type) or is_leaf_type(get_named_type(field.type)), name
            assert is_page <= (name in lists), f"{kind}.{name}"

    assert {"challenges", "offers", "matches", "matchesForYou", "notifications"} < lists


def test_a_number_that_is_called_like_a_list_weighs_like_a_number():
    assert cost("{ exposure { challenges } }") == cost("{ exposure { madeAt } }")


@pytest.mark.parametrize("place", ["query %s { viewer { id } }", "{ ...A } fragment A on Query %s"])
def test_directives_count_wherever_they_stand(place):
    query = place % ("@a " * 60) + (" { viewer { id } }" if "fragment" in place else "")

    with pytest.raises(Refused, match="directives"):
        prepare(query, introspection=False)


@pytest.mark.parametrize(
    "query",
    [
        "{" + "a" * 90_000 + "}",
        '{ challenge(id: "' + "a" * 90_000 + '", x: 1) { id } }',
        "{ challenges(first: " + "9" * 90_000 + ") { totalCount } }",
    ],
)
def test_a_refusal_does_not_repeat_what_was_sent(query):
    with pytest.raises(Refused) as refused:
        prepare(query, introspection=False)

    assert len(refused.value.message) <= 300


@pytest.mark.parametrize(
    "body",
    [
        b'{"query": "' + b'\\"' * 49_000,
        b'"' + b'\\\\\\"' * 24_000 + b"\\",
        b'"' * 99_999,
        b'"' + b"\\" * 99_999,
    ],
    ids=["quotes that are escaped", "with backslashes", "quotes", "backslashes"],
)
def test_a_string_that_never_ends_is_read_once(body):
    """Looked at again from each quote, these would take minutes."""
    with pytest.raises(Refused):
        read({"content-type": "application/json"}, body)


def test_brackets_in_a_string_are_no_depth():
    body = '{{"query": "{}", "variables": {{"a": "\\"{}"}}}}'.format("[" * 90, "{" * 90)

    assert read({"content-type": "application/json"}, body.encode()).query == "[" * 90


def test_documents_that_are_kept_do_not_fill_the_memory():
    """As many different ones as are kept, each as large as may be."""
    documents._kept.cache_clear()
    tags, long = '"a" ' * 960, "a" * LONGEST_KEPT
    made = 'publishOffer(input: { id: "1", title: "", text: "", tags: [%s] }) { offer { id } }'
    tracemalloc.start()
    for number in range(30):
        query = f"mutation Q{number} {{ {made % tags} }}"
        assert len(query) <= LONGEST_KEPT
        assert refusal(query) is None
        assert refusal(f'query Q{number} {{ challenge(id: "{long}") {{ id }} }}') is None
    each = tracemalloc.get_traced_memory()[0] / 30
    tracemalloc.stop()

    assert documents._kept.cache_info().currsize == 30
    assert each * KEPT < 100_000_000
    documents._kept.cache_clear()
