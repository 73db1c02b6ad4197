"""How deep a document goes and what it would cost, each fragment weighed once.

A fragment that spreads another twice, which does the same, and so on, is short to write and
would take for ever to walk through: what was weighed is remembered by its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
)

CALL = 10
"""A page of a list is a question to a service, whatever is picked from its rows."""
FIRST = 20
"""Rows of a list that says nothing else."""
MOST = 100
"""Rows that any list gives at once; who asks for more is refused by the list itself."""
WRAPPERS = frozenset({"nodes", "edges", "node", "pageInfo"})
"""Say how a page is written and not what is asked for: neither deep nor dear."""


class Weight(NamedTuple):
    depth: int
    cost: int
    """Fields that an answer would hold if every list were full, and the calls to get them."""


NOTHING = Weight(0, 0)


def lists_of(schema: GraphQLSchema) -> frozenset[str]:
    """Names of the fields that are read page by page."""
    return frozenset(
        name
        for kind in schema.type_map.values()
        if isinstance(kind, GraphQLObjectType)
        for name, field in kind.fields.items()
        if "first" in field.args
    )


class Scales:
    """Weighs the operations of one document, with the variables that it is sent with."""

    def __init__(
        self, document: DocumentNode, lists: frozenset[str], variables: Mapping[str, Any]
    ) -> None:
        self._operations = [
            node for node in document.definitions if isinstance(node, OperationDefinitionNode)
        ]
        self._fragments: dict[str, FragmentDefinitionNode] = {
            node.name.value: node
            for node in document.definitions
            if isinstance(node, FragmentDefinitionNode)
        }
        self._lists = lists
        self._variables = _defaults(document) | dict(variables)
        self._known: dict[str, Weight] = {}

    def heaviest(self, operation_name: str | None = None) -> Weight:
        """Of the deepest and of the dearest operation, or of the one that is named."""
        weights = [
            self._of(node.selection_set)
            for node in self._operations
            if operation_name is None or (node.name and node.name.value == operation_name)
        ]
        depth = max((weight.depth for weight in weights), default=0)
        return Weight(depth, max((weight.cost for weight in weights), default=0))

    def _of(self, selections: SelectionSetNode | None) -> Weight:
        depth = cost = 0
        for selection in selections.selections if selections else ():
            weight = self._one(selection)
            depth, cost = max(depth, weight.depth), cost + weight.cost
        return Weight(depth, cost)

    def _one(self, selection: SelectionNode) -> Weight:
        if isinstance(selection, FragmentSpreadNode):
            return self._fragment(selection.name.value)
        if isinstance(selection, InlineFragmentNode):
            return self._of(selection.selection_set)
        if not isinstance(selection, FieldNode):
            return NOTHING
        below = self._of(selection.selection_set)
        own = 0 if selection.name.value in WRAPPERS else 1
        if selection.name.value in self._lists and selection.selection_set:
            return Weight(own + below.depth, own + CALL + below.cost * self._rows(selection))
        return Weight(own + below.depth, own + below.cost)

    def _fragment(self, name: str) -> Weight:
        if name not in self._known:
            self._known[name] = NOTHING  # one inside itself is refused by validation
            found = self._fragments.get(name)
            self._known[name] = self._of(found.selection_set) if found else NOTHING
        return self._known[name]

    def _rows(self, field: FieldNode) -> int:
        for argument in field.arguments or ():
            if argument.name.value == "first":
                return _number(argument.value, self._variables)
        return FIRST


def has_variable_first(fields: list[FieldNode]) -> bool:
    """Whether the weight depends on the variables."""
    return any(
        isinstance(argument.value, VariableNode)
        for field in fields
        for argument in field.arguments or ()
        if argument.name.value == "first"
    )


def _number(node: Any, variables: Mapping[str, Any]) -> int:
    if isinstance(node, VariableNode):
        given = variables.get(node.name.value, FIRST)
        return max(1, min(given, MOST)) if type(given) is int else MOST
    if isinstance(node, IntValueNode):
        return max(1, min(int(node.value[:9]), MOST))
    return MOST


def _defaults(document: DocumentNode) -> dict[str, Any]:
    """The most that a variable may be when it is not given, over all operations."""
    found: dict[str, Any] = {}
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode):
            for one in node.variable_definitions or ():
                if one.default_value is not None:
                    name = one.variable.name.value
                    found[name] = max(found.get(name, 0), _number(one.default_value, {}))
    return found
