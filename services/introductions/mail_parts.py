"""What a mail is made of: the words to take, and what a conversation has no place for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage

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
    """Every plain text that is no attachment."""
    only_styled: bool
    """Whether it has words in HTML that stand in no plain text."""
    files: int
    """How many; pictures that belong to the look of the HTML are none."""


def parts_of(mail: EmailMessage) -> Parts:
    leaves = list(_leaves(mail))
    texts = tuple(part for part, _ in leaves if _is(part, "text/plain"))
    styled = [instead for part, instead in leaves if _is(part, "text/html")]
    return Parts(
        texts=texts,
        only_styled=not all(styled) if texts else bool(styled),
        files=sum(_is_file(part, instead) for part, instead in leaves),
    )


def _is(part: EmailMessage, kind: str) -> bool:
    return part.get_content_type() == kind and not part.is_attachment()


def _is_file(part: EmailMessage, instead: bool) -> bool:
    """``instead``: of a plain text, as the HTML and the invitation of the same words are."""
    kind = part.get_content_type()
    if part.is_attachment() or kind == "message/rfc822":
        return kind not in PROOFS
    beside = kind.startswith("text/") and (instead or kind in {"text/plain", "text/html"})
    return not beside and kind not in PROOFS and not kind.startswith("multipart/")


def _leaves(part: EmailMessage, instead: bool = False) -> Iterator[tuple[EmailMessage, bool]]:
    """Of a mail inside the mail nothing: that is somebody else's."""
    kind = part.get_content_type()
    if not part.is_multipart() or part.is_attachment() or kind == "message/rfc822":
        yield part, instead
        return
    inside = [each for each in part.iter_parts() if isinstance(each, EmailMessage)]
    for each in inside[:1] if kind == LOOKS else inside:
        yield from _leaves(each, instead or kind == INSTEAD)
