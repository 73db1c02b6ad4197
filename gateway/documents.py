"""GraphQL documents, judged before they are run: read, limited, validated, and kept.

The order matters: what is cheap to refuse is refused before what is dear to check. A
document that stood is kept, so it is judged once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLSyntaxError,
    InlineFragmentNode,
    OperationDefinitionNode,
    parse,
    validate,
)

from gateway.errors import Refused, plain
from gateway.schema.root import CORE
from gateway.weights import Scales, has_variable_first, lists_of

TOKENS = 1_000
DEPTH, ALIASES, DIRECTIVES, COST = 8, 15, 50, 5_000
SAME_NAME = 30
"""How often one name may be asked for: validation compares each with each."""
SENSITIVE = frozenset(
    {
        *("beginAtProvider", "endAtProvider"),
        *("signIn", "completeSignIn", "signInWithPasskey", "beginPasskeySignIn"),
        *("confirmSession", "changePassword", "confirmTotp", "beginPasskey", "addPasskey"),
        *("askPasswordReset", "resetPassword", "passwordReset", "changeEmail", "emailChange"),
        *("confirmEmail", "undoEmail", "askRecovery", "stopRecovery", "recovery"),
    }
)
"""At most one of these in a document: more is guessing."""
LISTS = lists_of(CORE)
KEPT, LONGEST_KEPT = 300, 10_000
"""Documents, and characters of one: whoever writes the texts must not choose our memory."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document that may be run, with what its cost depends on."""

    document: DocumentNode
    has_variable_first: bool
    cost: int

    def checked_cost(self, operation_name: str | None, variables: Mapping[str, Any]) -> int:
        """What it costs. Raises ``Refused`` when it would fetch more than one document may."""
        cost = self.cost
        if self.has_variable_first:
            cost = Scales(self.document, LISTS, variables).heaviest(operation_name).cost
        if cost > COST:
            raise Refused(400, "COST", "the query asks for too much at once")
        return cost


def prepare(text: str, *, introspection: bool) -> Prepared:
    """Raises ``Refused`` 400; what is refused is not kept."""
    make = _kept if len(text) <= LONGEST_KEPT else _prepare
    return make(text, introspection=introspection)


def _prepare(text: str, *, introspection: bool) -> Prepared:
    document = _read(text)
    fields = list(_fields(document))
    _check_shape(document, fields, introspection=introspection)
    weight = Scales(document, LISTS, {}).heaviest()
    if weight.depth > DEPTH:
        raise Refused(400, "BAD_REQUEST", f"deeper than {DEPTH} levels")
    errors = validate(CORE, document, max_errors=3)
    if errors:
        raise Refused(400, "BAD_REQUEST", plain(errors[0].message))
    return Prepared(document, has_variable_first(fields), weight.cost)


_kept = lru_cache(KEPT)(_prepare)


@lru_cache(KEPT)
def prepare_own(text: str) -> DocumentNode:
    """A document of ours: validated, not limited."""
    document = parse(text)
    errors = validate(CORE, document)
    if errors:
        raise ValueError("; ".join(error.message for error in errors))
    return document


def _read(text: str) -> DocumentNode:
    try:
        return parse(text, max_tokens=TOKENS, no_location=True)
    except GraphQLSyntaxError as error:
        if "token" in error.message and str(TOKENS) in error.message:
            raise Refused(400, "QUERY_TOO_LARGE", "the query is too large") from None
        raise Refused(400, "BAD_REQUEST", plain(error.message)) from None
    except RecursionError:
        raise Refused(400, "BAD_REQUEST", "the query is too deep") from None


def _check_shape(document: DocumentNode, fields: list[FieldNode], *, introspection: bool) -> None:
    if not introspection and any(field.name.value in {"__schema", "__type"} for field in fields):
        raise Refused(400, "BAD_REQUEST", "introspection is off; see gateway/schema.graphql")
    if sum(field.alias is not None for field in fields) > ALIASES:
        raise Refused(400, "BAD_REQUEST", f"more than {ALIASES} aliases")
    if sum(_directives(document, fields)) > DIRECTIVES:
        raise Refused(400, "BAD_REQUEST", f"more than {DIRECTIVES} directives")
    if sum(field.name.value in SENSITIVE for field in fields) > 1:
        raise Refused(400, "BAD_REQUEST", "sign in once in a document")
    names = Counter(field.alias.value if field.alias else field.name.value for field in fields)
    if names and max(names.values()) > SAME_NAME:
        raise Refused(400, "QUERY_TOO_LARGE", f"one field more than {SAME_NAME} times")


def _directives(document: DocumentNode, fields: list[FieldNode]) -> Iterator[int]:
    for node in (*fields, *document.definitions):
        yield len(getattr(node, "directives", None) or ())


def _fields(document: DocumentNode) -> Iterator[FieldNode]:
    """Every field that is written, each once."""
    waiting = [
        node.selection_set
        for node in document.definitions
        if isinstance(node, OperationDefinitionNode | FragmentDefinitionNode)
    ]
    while waiting:
        for selection in waiting.pop().selections:
            if isinstance(selection, FieldNode):
                yield selection
            if isinstance(selection, FieldNode | InlineFragmentNode) and selection.selection_set:
                waiting.append(selection.selection_set)
