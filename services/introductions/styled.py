"""The words of a mail in HTML, as a plain text would have them: quoted lines begin with ``>``."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
UNSEEN = {"script", "style", "title", "template", "object", "svg", "math", "iframe"}
PARAGRAPHS = {"p", "blockquote", "ul", "ol", "dl", "table", "pre", "h1", "h2", "h3", "h4", "h5"}
LINES = PARAGRAPHS | {"div", "li", "tr", "dt", "dd", "h6", "address", "section", "header", "footer"}
ENDS = {"li": {"li"}, "tr": {"tr", "td", "th"}, "td": {"td", "th"}, "th": {"td", "th"}}
"""What ends by itself where one of these begins; a paragraph does where any line begins."""
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
SPACES = re.compile(r"[ \t\r\n\f]+")
MARK = re.compile(r"<[A-Za-z/!?]")
RULE = "_" * 16
PICTURE = "[画像]"
"""Where a picture of the mail stood: that it is left out is seen."""
CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE
)


def charset_in(raw: bytes) -> str:
    """As it says itself in its beginning; empty where it does not."""
    found = CHARSET.search(raw[:2_048])
    return found[1].decode("ascii").lower() if found else ""


def plain(html: str) -> str:
    """However broken it is: as a browser would show it, without what it would hide.

    Raises ``ValueError`` where a comment has no end: it may hide words.
    """
    reader = _Reader()
    reader.feed(_closed(html))
    reader.close()
    return reader.text()


def _closed(html: str) -> str:
    """Without comments and without a mark that never ends: the parser looks again from each."""
    kept, at = [], 0
    while (begin := html.find("<!--", at)) >= 0:
        kept.append(html[at:begin])
        end = html.find("-->", begin + 2)
        if end < 0:
            raise ValueError("a comment without an end")
        at = end + 3
    kept.append(html[at:])
    found = "".join(kept)
    last = found.rfind(">") + 1
    return found[:last] + MARK.split(found[last:], 1)[0]


class _Reader(HTMLParser):
    """Line by line; every mark is looked at once, however deep it is."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, bool, str, int]] = []
        """Name, whether it is unseen, where it leads, and where its words begin."""
        self.names: Counter[str] = Counter()
        self.unseen = 0
        self.lines: list[str] = []
        self.line = ""

    def text(self) -> str:
        while self.open:
            self._close()
        self._break()
        return "\n".join(self.lines).strip("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_before(tag)
        given = {name: value or "" for name, value in attrs}
        hides = tag in UNSEEN or "hidden" in given or bool(HIDDEN.search(given.get("style", "")))
        if tag in LINES and not self.unseen:
            self._break()
        if tag in VOID:
            if not (self.unseen or hides):
                self._void(tag, given)
            return
        leads = given.get("href", "").strip() if tag == "a" else ""
        self.open.append((tag, hides, leads, len(self.line)))
        self.names[tag] += 1
        self.unseen += hides
        if tag == "li" and not self.unseen:
            self.line = "・"

    def handle_endtag(self, tag: str) -> None:
        if self.names[tag]:
            while self._close() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.unseen:
            return
        if self.names["pre"]:
            first, *more = data.split("\n")
            self.line += first
            for each in more:
                self._break()
                self.line = each
            return
        said = SPACES.sub(" ", data)
        self.line += said.lstrip(" ") if not self.line or self.line[-1] == " " else said

    def _end_before(self, tag: str) -> None:
        while self.open:
            top = self.open[-1][0]
            if not (top in ENDS.get(tag, ()) or (top == "p" and tag in LINES)):
                return
            self._close()

    def _close(self) -> str:
        tag, hides, leads, begin = self.open.pop()
        if not self.unseen:
            if tag in {"td", "th"}:
                self.line += " "
            if leads.startswith(("http://", "https://")) and leads not in self.line[begin:]:
                self.line += f" <{leads}>"
            if tag in LINES:
                self._break(blank=tag in PARAGRAPHS)
        self.names[tag] -= 1
        self.unseen -= hides
        return tag

    def _void(self, tag: str, given: dict[str, str]) -> None:
        if tag in {"br", "hr"}:
            self._break(always=tag == "br")
        if tag == "hr":
            self.lines.append(RULE)
        if tag == "img" and given.get("src", "").startswith(("cid:", "data:")):
            self.line += PICTURE

    def _break(self, *, always: bool = False, blank: bool = False) -> None:
        """The line ends; ``blank``: with an empty one after it, if there is none."""
        mark = ">" if self.names["blockquote"] else ""
        if self.line or always:
            said = self.line.replace("\xa0", " ").rstrip()
            self.lines.append(f"{mark} {said}" if mark and said else mark or said)
        if blank and self.lines and self.lines[-1] not in {"", ">"}:
            self.lines.append(mark)
        self.line = ""

    def parse_marked_section(self, i: int, report: int = 1) -> int:  # noqa: ARG002 -- its own name
        """``<![if …]>`` of Word, and whatever looks like it: a comment, as in a browser."""
        return int(self.parse_bogus_comment(i))
