"""Each side at each page: whoever is refused what a page asks for is not shown it.

Pages of one thing are asked with another's in ``test_not_there``; these are the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import FieldNode, OperationDefinitionNode, parse
from litestar import Litestar
from litestar.di import Provide

from contracts.wire import Role
from gateway import executor, pages
from gateway.context import open_context
from gateway.permission import right_of
from gateway.schema.root import CORE
from tests.matrix.askers import VISITOR, Asker
from tests.matrix.tally import TALLY

WHO = (
    *(VISITOR, Role.STAFF, Role.COMPANY_MEMBER, Role.ORGANIZER),
    *(Role.MODERATOR, Role.PLATFORM_ADMIN, Role.AUDITOR),
)


def paths() -> Iterator[str]:
    app = Litestar(
        pages.HANDLERS, dependencies={"context": Provide(open_context)}, openapi_config=None
    )
    for route in app.routes:
        if "GET" in getattr(route, "methods", ()) and "{" not in route.path:
            yield route.path


class Spy:
    """What the pages ask of the schema."""

    def __init__(self) -> None:
        self.asked: set[str] = set()
        self._run = executor.run

    async def run(self, document: str, variables: Any, context: Any) -> Any:
        every = parse(document).definitions
        [operation] = [one for one in every if isinstance(one, OperationDefinitionNode)]
        root = CORE.query_type if operation.operation.value == "query" else CORE.mutation_type
        assert root is not None
        for name in self._fields(operation):
            self.asked.add(f"{root.name}.{name}")
        return await self._run(document, variables, context)

    @staticmethod
    def _fields(operation: OperationDefinitionNode) -> Iterator[str]:
        for one in operation.selection_set.selections:
            if isinstance(one, FieldNode) and not one.directives and one.name.value != "viewer":
                yield one.name.value


def problem_of(asker: Asker, asked: set[str], answer: Any) -> str:
    if answer.status_code >= 500:
        return f"{asker.name}: {answer.status_code}"
    refused = []
    for one in sorted(asked):
        roles = right_of(*one.split("."))
        if roles is not None and asker.role not in roles:
            refused.append(one)
    if refused and answer.status_code == 200:
        return f"{asker.name}: shown, though refused {refused}"
    return ""


@pytest.mark.parametrize("who", WHO)
async def test_no_page_is_shown_to_whom_its_fields_are_refused(everybody, who, monkeypatch):
    spy, before = Spy(), len(TALLY.unexpected)
    monkeypatch.setattr(executor, "run", spy.run)
    asker = everybody.askers[who]
    for path in sorted(set(paths())):
        spy.asked.clear()
        answer = await asker.http.get(path, headers={"Accept": "text/html"})
        TALLY.note("page", path, problem_of(asker, spy.asked, answer))
    assert TALLY.unexpected[before:] == []
