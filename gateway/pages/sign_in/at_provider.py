"""Going to the provider of one's organization and coming back."""

from __future__ import annotations

from urllib.parse import quote, unquote

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from gateway.pages import forms
from gateway.pages.confirming import Answer, confirm_first
from gateway.pages.failures import Failed
from gateway.pages.flashes import SAID
from gateway.pages.page import Page
from gateway.pages.paths import own_path
from gateway.pages.signing import show_kept_out, show_sign_in
from gateway.sessions import is_https

CHOOSE, BACK = "/sign-in/organization", "/sign-in/organization/back"
LINK = "/security/organization"
COOKIE = "at-provider"
SECONDS = 600


@get(CHOOSE)
async def choose(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    found = (await page.ask("ProviderNames"))["identityProviders"]
    shown = {"providers": found, "next": own_path(page.request.query_params.get("next"))}
    return page.show("pages/sign_in/organization.html", shown | {"links": False, "action": CHOOSE})


@post(CHOOSE)
async def go_to_provider(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    form = await page.form()
    return await _go(page, "SIGN_IN", forms.text(form, "organization"), forms.text(form, "next"))


@get(LINK)
async def link_page(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    page.must_be_signed_in()
    session = page.context.who.session
    own = {str(one.organization_id) for one in session.acting} if session else set()
    found = (await page.ask("ProviderNames"))["identityProviders"]
    found = [one for one in found if one["organizationId"] in own]
    shown = {"providers": found, "next": "", "links": True, "action": LINK}
    return page.show("pages/sign_in/organization.html", shown)


@post(LINK)
async def link(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    form = await page.form()
    page.must_be_signed_in()
    try:
        return await _go(page, "LINK", forms.text(form, "organization"), "/security")
    except Failed as failed:
        return await confirm_first(page, failed, LINK)


@post("/invitations/{token:str}/organization")
async def take_up(
    page: NamedDependency[SkipValidation[Page]], token: FromPath[str]
) -> Response[bytes]:
    """An invitation, with the account that the organization gave: no password is made for it."""
    form = await page.form()
    return await _go(page, "INVITATION", forms.text(form, "organization"), "/", invitation=token)


async def _go(page: Page, purpose: str, organization: str, to: str, **more: str) -> Response[bytes]:
    """By a page that leads on: a form's own answer may not lead to another site (our CSP)."""
    try:
        begun = await page.send(
            "BeginAtProvider", organizationId=organization, purpose=purpose, **more
        )
    except Failed as failed:
        if failed.reason == "PROVIDER_AWAY":
            return _not_in(page, failed)
        raise
    value = quote(f"{begun['state']} {purpose} {own_path(to)}", safe="")
    page.cookies.append(_cookie(page, value))
    await page.ask("Frame")
    return page.show("pages/sign_in/onward.html", {"url": begun["url"]})


@get(BACK)
async def back(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    """Only in the browser that went there: its cookie holds what the provider sends along."""
    query = page.request.query_params
    kept = unquote(page.request.cookies.get(COOKIE, ""))
    state, _, rest = kept.partition(" ")
    purpose, _, to = rest.partition(" ")
    page.cookies.append(_cookie(page, ""))
    if not state or query.get("state") != state:
        return _not_in(page, Failed("UNAUTHENTICATED", {"reason": "SIGN_IN_ENDED"}))
    given = {name: query.get(name, "")[:4_000] for name in ("code", "error")}
    try:
        issuer = query.get("iss", "")[:300]
        done = await page.send("EndAtProvider", state=state, issuer=issuer, **given)
    except Failed as failed:
        return _not_in(page, failed)
    if done["suspension"]:
        return show_kept_out(page, done["suspension"])
    said = {"LINK": "provider_linked", "INVITATION": "came_in"}.get(purpose, "signed_in")
    return page.go(own_path(to), said)


def _not_in(page: Page, failed: Failed) -> Response[bytes]:
    """The sign-in page, which says why."""
    reason = failed.reason.lower()
    if reason not in SAID and failed.code not in {"UNAUTHENTICATED", "FORBIDDEN", "VALIDATION"}:
        raise failed
    page.saying = reason if reason in SAID else "provider_answer"
    page.back = CHOOSE
    return show_sign_in(page, {"next": "/"}, status=failed.status)


def _cookie(page: Page, value: str) -> Cookie:
    """Lax: the provider's answer is a link from another site, and it has to come along."""
    return Cookie(
        key=COOKIE,
        value=value,
        max_age=SECONDS if value else 0,
        path=BACK,
        httponly=True,
        secure=is_https(page.context.settings),
        samesite="lax",
    )


HANDLERS = [choose, go_to_provider, link_page, link, take_up, back]
