"""Open challenges as an Atom feed (RFC 4287): the same for everybody, so it may be kept a while."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from gateway.pages.page import Page

KEPT = 30  # seconds: what is published is in the feed within a minute
TITLE = "縁 Enishi 募集中の課題"
OF_CHALLENGES = ("/challenges", TITLE)
OF_OFFERS = ("/offers", "縁 Enishi 公開中の提案")
"""The list that a feed is of, and what it is called."""
SUMMARY = 400  # characters


@get("/challenges.atom")
async def feed(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    found = (await page.ask("ChallengeFeed"))["challenges"]["nodes"]
    return Response(
        content=written(page.context.settings.site, found).encode(),
        media_type="application/atom+xml; charset=utf-8",
        headers={"Cache-Control": f"public, max-age={KEPT}"},
    )


def written(
    site: str,
    challenges: list[dict[str, Any]],
    path: str = "/challenges.atom",
    of: tuple[str, str] = OF_CHALLENGES,
) -> str:
    """The newest first; ``path``: of the feed itself.

    Control characters are in no text that was taken in.
    """
    newest = challenges[0]["publishedAt"] if challenges else "1970-01-01T00:00:00+00:00"
    where, title = of
    own = "/challenges" if path == "/challenges.atom" else path
    head = (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"'
        f' xml:lang="ja">\n<title>{escape(title)}</title>\n<id>{escape(site + own)}</id>\n'
        f'<link rel="self" href={quoteattr(site + path)}/>\n'
        f"<link href={quoteattr(site + where)}/>\n<updated>{newest}</updated>\n"
    )
    return head + "".join(_entry(site + where, one) for one in challenges) + "</feed>\n"


def _entry(where: str, one: dict[str, Any]) -> str:
    link = f"{where}/{one['id']}"
    author = one["organization"]["name"] if one["organization"] else ""
    tags = "".join(f"<category term={quoteattr(tag)}/>" for tag in one["tags"])
    return (
        f"<entry>\n<id>urn:uuid:{one['id']}</id>\n<title>{escape(one['title'])}</title>\n"
        f"<link href={quoteattr(link)}/>\n<published>{one['publishedAt']}</published>\n"
        f"<updated>{one['publishedAt']}</updated>\n<author><name>{escape(author)}</name></author>\n"
        f"{tags}<summary>{escape(one['problem'][:SUMMARY])}</summary>\n</entry>\n"
    )


HANDLERS = [feed]
