"""Every link that a page shows leads somewhere for whoever sees it."""

import re
from collections import deque
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest

from tests.gateway.browsing import CLERK, LIAISON, MEMBER, signed_in

PEOPLE = (
    *(CLERK, LIAISON, MEMBER, "organizer@enishi.example", "admin@enishi.example"),
    "auditor@enishi.example",
)
KEY = re.compile(r"/([0-9a-f-]{36}|[\w-]{20,}|\d{6})(?=/|$)")


class Links(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found, self.names = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        self.names.add(has.get("id"))
        if tag == "a" and has.get("href"):
            self.found.append(has["href"])


def kind(path):
    """Two pages of one kind are made by one template; the filters of a list are no more kinds."""
    return KEY.sub("/*", urlsplit(path).path)


async def walked(visitor):
    """Path, where it is linked, and the answer, for a page of every kind there is."""
    waiting, kinds = deque([("/", "")]), {"/"}
    while waiting:
        path, linked = waiting.popleft()
        answer = await visitor.http.get(path, follow_redirects=True)
        yield path, linked, answer
        if "html" not in answer.headers["content-type"]:
            continue
        links = Links(answer.text)
        for link in links.found:
            whole = urlsplit(urljoin(str(answer.url), link))
            if whole.netloc != answer.url.netloc.decode():
                continue
            to = whole.path + (f"?{whole.query}" if whole.query else "")
            if whole.fragment and to == answer.url.raw_path.decode():
                assert whole.fragment in links.names, (path, link)
            if kind(to) not in kinds:
                kinds.add(kind(to))
                waiting.append((to, path))


@pytest.mark.parametrize("email", PEOPLE)
async def test_no_link_leads_nowhere(town, email):
    async with signed_in(town, email) as visitor:
        pages = [found async for found in walked(visitor)]
    assert len(pages) > 25
    dead = [(path, linked, one.status_code) for path, linked, one in pages if one.is_error]
    assert not dead
