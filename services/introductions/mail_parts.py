"""What a mail is made of: the words to take, and what a conversation has no place for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage

PLAIN, STYLED = "text/plain", "text/html"
PROOFS = {
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-signature",
}
"""Of who wrote it: nothing that is read."""
INSTEAD, LOOKS = "multipart/alternative", "multipart/related"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    texts: tuple[EmailMessage, ...]
    """Every one that is no attachment; in HTML where its words stand in no plain one."""
    dressed: tuple[EmailMessage, ...]
    """The HTML beside plain ones, which says the same."""
    files: int
    """How many; pictures that belong to the look of the HTML are none."""


def parts_of(mail: EmailMessage) -> Parts:
    leaves = list(_leaves(mail))
    return Parts(
        texts=tuple(one.part for one in leaves if one.is_text and not one.is_dress),
        dressed=tuple(one.part for one in leaves if one.is_dress),
        files=sum(_is_file(one.part, one.instead) for one in leaves),
    )


@dataclass(frozen=True, slots=True)
class _Leaf:
    part: EmailMessage
    instead: bool
    """Of others that say the same."""
    beside_plain: bool
    """Of a plain text."""

    @property
    def is_text(self) -> bool:
        return _is(self.part, PLAIN) or _is(self.part, STYLED)

    @property
    def is_dress(self) -> bool:
        return self.beside_plain and _is(self.part, STYLED)


def _is(part: EmailMessage, kind: str) -> bool:
    return part.get_content_type() == kind and not part.is_attachment()


def _is_file(part: EmailMessage, instead: bool) -> bool:
    """``instead``: of a plain text, as the HTML and the invitation of the same words are."""
    kind = part.get_content_type()
    if part.is_attachment() or kind == "message/rfc822":
        return kind not in PROOFS
    beside = kind.startswith("text/") and (instead or kind in {PLAIN, STYLED})
    return not beside and kind not in PROOFS and not kind.startswith("multipart/")


def _leaves(part: EmailMessage, instead: bool = False, plain: bool = False) -> Iterator[_Leaf]:
    """Of a mail inside the mail nothing: that is somebody else's."""
    kind = part.get_content_type()
    if not part.is_multipart() or part.is_attachment() or kind == "message/rfc822":
        yield _Leaf(part, instead, plain)
        return
    inside = [each for each in part.iter_parts() if isinstance(each, EmailMessage)]
    if kind == INSTEAD:
        instead, plain = True, plain or any(_is(each, PLAIN) for each in inside)
    for each in inside[:1] if kind == LOOKS else inside:
        yield from _leaves(each, instead, plain)
