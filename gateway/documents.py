"""GraphQL documents, judged before they are run: read, limited, validated, and kept.

The order matters: what is cheap to refuse is refused before what is dear to check. A
document that stood is kept, so it is judged once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSyntaxError,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    parse,
    validate,
)

from gateway.errors import Refused
from gateway.schema.root import CORE

TOKENS = 1_000
DEPTH, ALIASES, DIRECTIVES, COST = 8, 15, 50, 5_000
SAME_NAME = 50
"""How often one name may be asked for: validation compares each with each."""
FIRST = 20
"""Rows of a list that says nothing else."""
SENSITIVE = frozenset({"signIn"})
"""At most one of these in a document: more is guessing."""
WRAPPERS = frozenset({"nodes", "edges", "node", "pageInfo"})
"""Say how a page is written and not what is asked for: neither deep nor dear."""
KEPT = 500
SUGGESTION = re.compile(r" Did you mean .*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document that may be run, with what its cost depends on."""

    document: DocumentNode
    has_variable_first: bool
    cost: int

    def check_cost(self, operation_name: str | None, variables: Mapping[str, Any]) -> None:
        """Raises ``Refused`` when it would fetch more than one document may."""
        cost = self.cost
        if self.has_variable_first:
            cost = _cost(self.document, operation_name, variables)
        if cost > COST:
            raise Refused(400, "COST", "the query asks for too much at once")


@lru_cache(KEPT)
def prepare(text: str, *, introspection: bool) -> Prepared:
    """Raises ``Refused`` 400; what is refused is not kept."""
    document = _read(text)
    _check_shape(document, introspection=introspection)
    errors = validate(CORE, document, max_errors=3)
    if errors:
        raise Refused(400, "BAD_REQUEST", SUGGESTION.sub("", errors[0].message))
    variable = any(
        isinstance(argument.value, VariableNode)
        for field in _fields(document)
        for argument in field.arguments or ()
        if argument.name.value == "first"
    )
    return Prepared(document, variable, 0 if variable else _cost(document, None, {}))


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
        raise Refused(400, "BAD_REQUEST", error.message) from None
    except RecursionError:
        raise Refused(400, "BAD_REQUEST", "the query is too deep") from None


def _check_shape(document: DocumentNode, *, introspection: bool) -> None:
    fields = list(_fields(document))
    if not introspection and any(field.name.value in {"__schema", "__type"} for field in fields):
        raise Refused(400, "BAD_REQUEST", "introspection is off; see gateway/schema.graphql")
    if sum(field.alias is not None for field in fields) > ALIASES:
        raise Refused(400, "BAD_REQUEST", f"more than {ALIASES} aliases")
    if sum(len(field.directives or ()) for field in fields) > DIRECTIVES:
        raise Refused(400, "BAD_REQUEST", f"more than {DIRECTIVES} directives")
    if sum(field.name.value in SENSITIVE for field in fields) > 1:
        raise Refused(400, "BAD_REQUEST", "sign in once in a document")
    names = Counter(field.alias.value if field.alias else field.name.value for field in fields)
    if names and max(names.values()) > SAME_NAME:
        raise Refused(400, "QUERY_TOO_LARGE", f"one field more than {SAME_NAME} times")
    for operation in _operations(document):
        if _depth(operation.selection_set, _fragments(document), frozenset()) > DEPTH:
            raise Refused(400, "BAD_REQUEST", f"deeper than {DEPTH} levels")


def _operations(document: DocumentNode) -> list[OperationDefinitionNode]:
    return [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]


def _fragments(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    return {
        node.name.value: node
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }


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


def _inside(
    selections: SelectionSetNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    opened: frozenset[str],
) -> Iterator[tuple[FieldNode, frozenset[str]]]:
    """The fields of a selection, fragments followed but never into themselves."""
    for selection in selections.selections:
        if isinstance(selection, FieldNode):
            yield selection, opened
        elif isinstance(selection, FragmentSpreadNode):
            name = selection.name.value
            if name in fragments and name not in opened:
                yield from _inside(fragments[name].selection_set, fragments, opened | {name})
        elif isinstance(selection, InlineFragmentNode):
            yield from _inside(selection.selection_set, fragments, opened)


def _depth(
    selections: SelectionSetNode | None,
    fragments: Mapping[str, FragmentDefinitionNode],
    opened: frozenset[str],
) -> int:
    if selections is None:
        return 0
    return max(
        (
            (field.name.value not in WRAPPERS) + _depth(field.selection_set, fragments, inner)
            for field, inner in _inside(selections, fragments, opened)
        ),
        default=0,
    )


def _cost(document: DocumentNode, operation_name: str | None, variables: Mapping[str, Any]) -> int:
    """Fields that an answer would hold, if every list were full; of the dearest operation."""
    fragments = _fragments(document)
    operations = [
        operation
        for operation in _operations(document)
        if operation_name is None or (operation.name and operation.name.value == operation_name)
    ]
    return max(
        (_cost_of(one.selection_set, fragments, frozenset(), variables) for one in operations),
        default=0,
    )


def _cost_of(
    selections: SelectionSetNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    opened: frozenset[str],
    variables: Mapping[str, Any],
) -> int:
    total = 0
    for field, inner in _inside(selections, fragments, opened):
        total += field.name.value not in WRAPPERS
        if field.selection_set is not None:
            below = _cost_of(field.selection_set, fragments, inner, variables)
            total += below * _rows(field, variables)
    return total


def _rows(field: FieldNode, variables: Mapping[str, Any]) -> int:
    names = {selection.name.value for selection in _direct(field)}
    if not names & {"nodes", "edges"}:
        return 1
    for argument in field.arguments or ():
        if argument.name.value == "first":
            if isinstance(argument.value, IntValueNode):
                return max(1, int(argument.value.value[:9]))
            if isinstance(argument.value, VariableNode):
                given = variables.get(argument.value.name.value, FIRST)
                return max(1, given) if isinstance(given, int) else FIRST
    return FIRST


def _direct(field: FieldNode) -> list[FieldNode]:
    selections = field.selection_set.selections if field.selection_set else ()
    return [selection for selection in selections if isinstance(selection, FieldNode)]
