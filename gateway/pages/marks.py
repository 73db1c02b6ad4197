"""Whose form it is that was posted: of this session, of another one of theirs, or a stranger's."""

from __future__ import annotations

from dataclasses import dataclass

from gateway.errors import Refused
from gateway.pages.failures import Failed
from gateway.seals import form_mark, is_form_mark, is_made_for, is_of_account
from gateway.sessions import Who

OTHER_SESSION = "OTHER_SESSION"
"""Why a form is not taken though somebody is signed in; it waits: ``late``."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Of whoever asks now."""

    secret: bytes
    who: Who
    visitor: str
    """What the forms of somebody not signed in are bound to."""

    @property
    def account(self) -> str:
        return str(self.who.session.account_id) if self.who.session else ""

    def new(self) -> str:
        """For a form that is written now; that of an ended session still is one of it."""
        return form_mark(self.secret, self.who.bound or self.visitor, self.account, self.visitor)

    def is_ours(self, given: str) -> bool:
        """Whether the form was written here, in this session."""
        # A page that says what went wrong may not have known for whom somebody acts.
        bounds = (self.who.bound or self.visitor, self.who.token or self.visitor)
        if any(is_form_mark(self.secret, bound, given) for bound in bounds):
            return True
        # Written before one signed in, in a session that has ended: a visitor again.
        return not self.account and is_made_for(self.secret, given, visitor=self.visitor)

    def is_own(self, given: str) -> bool:
        """Whether whoever asks wrote it, in this session or in another."""
        return is_made_for(self.secret, given, self.account, self.visitor)

    def check(self, given: str, *, waits: bool) -> None:
        """Raises ``Refused`` 403 for a stranger's form, and for what does not wait.

        Raises ``Failed`` for one that somebody wrote in another session.
        """
        if self.is_ours(given):
            return
        if not waits or not (is_of_account(given) or self.is_own(given)):
            raise Refused(403, "FORBIDDEN", "this form is not of this session")
        if not self.account:
            raise Failed("UNAUTHENTICATED")
        raise Failed("FORBIDDEN", {"reason": OTHER_SESSION})
