"""docs/rights.md: the table of rights as people read it, made from the tables themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from contracts.rights import METHODS, SERVICES, STEP_UP, Roles
from contracts.wire import Role
from gateway.rights import FIELDS, NOUNS

PAGE = Path(__file__).parent.parent.parent / "docs" / "rights.md"
SHORT = {
    Role.STAFF: "st",
    Role.LIAISON: "li",
    Role.DECISION_MAKER: "de",
    Role.COMPANY_MEMBER: "cm",
    Role.COMPANY_ADMIN: "ca",
    Role.ORGANIZER: "or",
    Role.COORDINATOR: "co",
    Role.REVIEWER: "re",
    Role.OBSERVER: "ob",
    Role.MODERATOR: "mo",
    Role.PLATFORM_ADMIN: "pa",
    Role.AUDITOR: "au",
    Role.OPERATOR: "op",
}
HEAD = """# Who may ask what

日本語の要約：どの役割が何を尋ねてよいかの表です。権利の表（`contracts/rights/` と
`gateway/rights/`）から作られ、`make matrix` がすべての入口で、すべての役割について確かめます。

Made from `contracts/rights/` and `gateway/rights/` by `.venv/bin/python -m tests.matrix`; a
test keeps it in step. What is not here is forbidden to everybody, and a method, field or page
without an entry fails the build.

`make matrix` asks all of it, and prints rows, doors and unexpected answers:

- each role, a visitor, a minor, somebody whose membership has ended and somebody suspended at each
  method and field: they are let in exactly where it says so here
- another town, another company, somebody who has left and a visitor at each method, field and
  page that takes an id, with ids of seventeen kinds of things that are not theirs (drafts,
  proposals, files, messages, contacts, people, planned events): the answer is that of an id of
  nothing, byte for byte; ids that say nothing are left alone, each with its reason in
  `tests/matrix/ids.py`
- each side at each page: whoever is refused what a page asks for is not shown it

The role is the first half of a right; whose a thing is, and whether it is out, closed or over,
stands in the statement that reads it, and the tests of each service try that.

A challenge that has closed stays readable for everybody at its address, with how it ended: it is a
precedent for others. What was never published, or is of a suspended organization, is not there.

● may, · may not; V is not signed in.
"""


def table(rows: Mapping[str, Roles | None], marked: Iterable[str] = ()) -> str:
    shorts = " | ".join(("V", *SHORT.values()))
    lines = [f"| | {shorts} |", "|---|" + "---|" * (len(SHORT) + 1)]
    for name, roles in sorted(rows.items()):
        marks = [roles is None, *(roles is None or role in roles for role in SHORT)]
        seen = " | ".join("●" if mark else "·" for mark in marks)
        lines.append(f"| `{name}`{' †' if name in marked else ''} | {seen} |")
    return "\n".join(lines)


def page() -> str:
    names = ", ".join(f"{short} {role.value}" for role, short in SHORT.items())
    parts = [f"{HEAD}{names}.\n", "## Fields and changes of the GraphQL schema\n", table(FIELDS)]
    parts.append("\nSeen by whoever was given one of them, each with all of its fields:\n")
    parts.append(", ".join(f"`{name}`" for name in sorted(NOUNS)) + ".")
    parts.append("\n## Methods of the services\n\n† once more who one is, within ten minutes.\n")
    for service in SERVICES:
        head = f"rpc.{service}.v1."
        own = {name.removeprefix(head): METHODS[name] for name in METHODS if head in name}
        parts.append(f"### {service}\n")
        parts.append(table(own, [name.removeprefix(head) for name in STEP_UP if head in name]))
        parts.append("")
    return "\n".join(parts)
