"""Ending letters by the link in one, without signing in.

The link leads to a question, so that a scanner of mail that follows it ends nothing; the button
that mail programs show (RFC 8058) posts to the address of the link itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from litestar import MediaType, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from gateway.pages.failures import Failed
from gateway.pages.page import Page
from gateway.pages.recovery.letter_links import put_away, take_along, token_of

STOP, KIND = "/letters/stop", "stop"


@get("/letters/stop/{token:str}")
async def stop_link(page: NamedDependency[SkipValidation[Page]], token: FromPath[str]) -> Redirect:
    return take_along(page, KIND, token, STOP)


@post("/letters/stop/{token:str}")
async def stop_at_once(
    page: NamedDependency[SkipValidation[Page]], token: FromPath[str]
) -> Response[bytes]:
    """By a mail program, which has no cookie and no form of ours; the token says enough."""
    await (page.form() if page.is_signed_in else page.posted())
    await _stop(page, token)
    return Response(content=b"", media_type=MediaType.TEXT, status_code=200)


@get(STOP)
async def stop_question(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    with _unknown():
        rhythm = (await page.ask("StopLink", token=token_of(page, KIND)))["stopLink"].lower()
    return page.show("pages/letters/stop.html", {"rhythm": rhythm})


@post(STOP)
async def stop(page: NamedDependency[SkipValidation[Page]]) -> Redirect:
    await page.form()
    await _stop(page, token_of(page, KIND))
    put_away(page, KIND)
    return page.go("/", "letters_stopped")


async def _stop(page: Page, token: str) -> None:
    with _unknown():
        await page.send("StopLetters", token=token)


@contextmanager
def _unknown() -> Iterator[None]:
    """What cannot be a token is as little there as one that nobody has."""
    try:
        yield
    except Failed as failed:
        raise Failed("NOT_FOUND") if failed.code == "VALIDATION" else failed from None


HANDLERS = [stop_link, stop_at_once, stop_question, stop]
