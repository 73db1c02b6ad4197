"""A visitor of the pages: reads them, fills in their forms as they stand, and sends them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

import httpx

from tests.days import ANSWER_BY
from tests.needs import review_by
from tests.platform import DEMO_PASSWORD, Town

CLERK = "clerk@shiomihara.example"
LIAISON = "liaison@shiomihara.example"
OTHER_CLERK = "clerk@suzukake.example"
MEMBER = "member@katazuke.example"

Fields = dict[str, Any]


class _Forms(HTMLParser):
    """Forms by their action, each with the fields that a browser would send untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, Fields] = {}
        self._here: Fields | None = None
        self._select: str | None = None
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if tag == "form":
            self._here = self.forms.setdefault(has.get("action") or "", {})
        if self._here is None:
            return
        name, value = has.get("name") or "", has.get("value") or ""
        if tag == "input" and name:
            self._input(has, name, value)
        elif tag == "select":
            self._select = name
            self._here[name] = ""
        elif tag == "option" and self._select and "selected" in has:
            self._here[self._select] = value
        elif tag == "textarea":
            self._area = name
            self._here[name] = ""

    def _input(self, has: dict[str, str | None], name: str, value: str) -> None:
        assert self._here is not None
        if has.get("type") == "file":  # none is chosen
            return
        if has.get("type") == "checkbox":
            if "checked" in has:
                self._here.setdefault(name, []).append(value)
        elif has.get("type") != "radio" or "checked" in has:
            self._here[name] = value

    def handle_data(self, data: str) -> None:
        if self._here is not None and self._area:
            self._here[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._here = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea" and self._here is not None and self._area:
            self._here[self._area] = self._here[self._area].removeprefix("\n")
            self._area = None


class Seen:
    """A page that was answered."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer = answer
        self.status = answer.status_code
        self.text = answer.text
        self.to = answer.headers.get("location")

    @property
    def heading(self) -> str:
        return self._first(r"<h1[^>]*>(.*?)</h1>")

    @property
    def said(self) -> list[str]:
        """What the banners say."""
        return self._all(r'<div class="banner[^>]*>(.*?)</div>')

    @property
    def errors(self) -> dict[str, str]:
        """Field -> what is said beside it."""
        found = re.findall(r'class="field-error" id="(\w+)-error">(.*?)</p>', self.text)
        return dict(found)

    def form(self, action: str) -> Fields:
        forms = _Forms()
        forms.feed(self.text)
        assert action in forms.forms, f"{self.status} {self.heading!r}: no such form in {self.text}"
        return forms.forms[action]

    @property
    def attributes(self) -> set[str]:
        """Names of all attributes there are."""
        found: set[str] = set()
        parser = HTMLParser()
        parser.handle_starttag = lambda _, attrs: found.update(name for name, _ in attrs)  # type: ignore[method-assign] # one use
        parser.feed(self.text)
        return found

    def _first(self, pattern: str) -> str:
        return next(iter(self._all(pattern)), "")

    def _all(self, pattern: str) -> list[str]:
        found = re.findall(pattern, self.text, re.DOTALL)
        return [re.sub(r"\s+", " ", re.sub("<[^>]+>", "", one)).strip() for one in found]


class Visitor:
    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http

    async def see(self, path: str, **more: Any) -> Seen:
        return Seen(await self.http.get(path, **more))

    async def send(self, path: str, fields: Fields, **more: Any) -> Seen:
        return Seen(await self.http.post(path, data=fields, **more))

    async def fill(self, path: str, **typed: Any) -> Seen:
        """Open the page of a form, type, and send it where it says."""
        seen = await self.see(path)
        return await self.send(path, {**seen.form(path), **typed})

    async def fill_at(self, path: str, action: str, **typed: Any) -> Seen:
        """One of several forms of a page."""
        return await self.send(action, {**(await self.see(path)).form(action), **typed})

    async def sign_in(self, email: str) -> None:
        seen = await self.fill("/sign-in", email=email, password=DEMO_PASSWORD)
        assert seen.status == 303, seen.text
        await self.see("/about")  # which says once that one is signed in


@asynccontextmanager
async def visiting(town: Town, language: str = "ja") -> AsyncIterator[Visitor]:
    async with town.client() as http:
        http.headers.update({"Accept": "text/html", "Accept-Language": language})
        yield Visitor(http)


@asynccontextmanager
async def signed_in(town: Town, email: str, language: str = "ja") -> AsyncIterator[Visitor]:
    async with visiting(town, language) as visitor:
        await visitor.sign_in(email)
        yield visitor


def review_day() -> Fields:
    day = review_by()
    return {
        "reviewByYear": str(day.year),
        "reviewByMonth": str(day.month),
        "reviewByDay": str(day.day),
    }


def challenge(**changed: Any) -> Fields:
    """What somebody types into the form of a challenge."""
    return {
        "title": f"空き家の片付けを進めたい {uuid4().hex[:8]}",
        "problem": "空き家に家財が残り、片付けと修繕と借り手さがしが進みません。",
        "affected": "市の東部に住む人たち",
        "budgetStage": "information",
        "answerByYear": str(ANSWER_BY.year),
        "answerByMonth": str(ANSWER_BY.month),
        "answerByDay": str(ANSWER_BY.day),
        **review_day(),
        **changed,
    }


def offer(**changed: Any) -> Fields:
    return {
        "title": f"家財の片付けを引き受けます {uuid4().hex[:8]}",
        "text": "家財の片付けから借り手さがしまでを、一続きで引き受けます。",
        "costYen": "１，２００円",
        "reach": ["福岡県", "佐賀県"],
        **changed,
    }


async def published(visitor: Visitor, **changed: Any) -> str:
    """The path of a challenge that the visitor has just published."""
    draft = await visitor.fill("/challenges/new", **challenge(**changed), do="preview")
    assert draft.status == 303, draft.errors
    done = await visitor.fill(draft.to)
    assert done.status == 303, done.text
    return str(done.to)


async def offered(visitor: Visitor, **changed: Any) -> str:
    """The path of an offer that the visitor has just published."""
    done = await visitor.fill("/offers/new", **offer(**changed))
    assert done.status == 303, done.errors
    return str(done.to)
