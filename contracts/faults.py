"""What can go wrong in a way the asker should hear about.

A service raises a ``Fault``; the chassis carries it over NATS whole; the
gateway shows it as a GraphQL error or on a page. Whatever else is raised is a
bug: it is logged where it happened and reaches the asker only as ``Internal``,
without its text. The list of codes is closed: adding one is a contract change.
"""

from __future__ import annotations

from typing import Any, ClassVar

import msgspec


class FieldProblem(msgspec.Struct, frozen=True):
    """One field of a request that cannot stand."""

    field: str
    """Path inside the request, as in ``title`` or ``contact.email``."""
    problem: str
    """Key of a translated sentence, as in ``too_long``; never prose."""
    limit: int | None = None
    """The number the sentence names: characters, rows, or the bound itself."""


class FaultBody(msgspec.Struct, frozen=True, omit_defaults=True):
    """A fault as it crosses the wire (JSON body of an error answer)."""

    code: str
    message: str
    fields: tuple[FieldProblem, ...] = ()
    retry_after: float | None = None
    newest: dict[str, Any] | None = None
    reason: str = ""


class Fault(Exception):
    """Base of the faults. ``message`` is English prose for logs and API users."""

    code: ClassVar[str]
    status: ClassVar[int]
    """HTTP status, also sent as ``Nats-Service-Error-Code`` (ADR-32)."""

    def __init__(
        self,
        message: str,
        *,
        fields: tuple[FieldProblem, ...] = (),
        retry_after: float | None = None,
        newest: dict[str, Any] | None = None,
        reason: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.fields = fields
        self.retry_after = retry_after
        self.newest = newest
        """With ``Conflict``: the record as it stands now, so that nobody has to ask again."""
        self.reason = reason
        """Where one code has several ways out: a key, as in ``step_up``; never prose."""

    def body(self) -> FaultBody:
        found = (self.code, self.message, self.fields, self.retry_after, self.newest, self.reason)
        return FaultBody(*found)

    @property
    def extensions(self) -> dict[str, object]:
        """What graphql-core copies into ``errors[].extensions``."""
        shown: dict[str, object] = {"code": self.code.upper()}
        if self.fields:
            shown["fields"] = msgspec.to_builtins(self.fields)
        if self.retry_after is not None:
            shown["retryAfter"] = self.retry_after
        return shown


class Invalid(Fault):
    """The request cannot stand as it is; ``fields`` says where."""

    code, status = "invalid", 422


class Unauthenticated(Fault):
    """Nobody is signed in, and the method needs somebody."""

    code, status = "unauthenticated", 401


class Forbidden(Fault):
    """The actor is known and may not do this."""

    code, status = "forbidden", 403


class NotFound(Fault):
    """No such record, or none the actor may see."""

    code, status = "not_found", 404


class Conflict(Fault):
    """The record has moved on: a stale revision, or a state that forbids it."""

    code, status = "conflict", 409


class Limited(Fault):
    """Asked too often; after ``retry_after`` s it will be answered again."""

    code, status = "limit", 429


class Unavailable(Fault):
    """Nobody could answer in time; asking again after ``retry_after`` s may help."""

    code, status = "unavailable", 503


class Internal(Fault):
    """A bug on the answering side. Its text stays in that service's log."""

    code, status = "internal", 500


BY_CODE: dict[str, type[Fault]] = {
    fault.code: fault
    for fault in (
        Invalid,
        Unauthenticated,
        Forbidden,
        NotFound,
        Conflict,
        Limited,
        Unavailable,
        Internal,
    )
}


def from_body(body: FaultBody) -> Fault:
    """Rebuild the fault a service raised; a code we do not know is ``Internal``."""
    kind = BY_CODE.get(body.code, Internal)
    return kind(
        body.message,
        fields=body.fields,
        retry_after=body.retry_after,
        newest=body.newest,
        reason=body.reason,
    )
