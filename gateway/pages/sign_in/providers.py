"""Setting up the provider of an organization, on a page of its managers."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from gateway.pages import forms
from gateway.pages.confirming import Answer, confirm_first
from gateway.pages.failures import Failed, Problems
from gateway.pages.members import chosen, home, manager_of
from gateway.pages.page import Page
from gateway.pages.sign_in.at_provider import BACK
from gateway.pages.sign_in.policies import HERE as POLICY

HERE = "/members/sign-in/provider"
FIELDS = ("name", "issuer", "clientId", "domains", "revision")


@get(HERE)
async def provider(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    return await _show(page, None, {}, 200)


@post(HERE)
async def set_provider(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    form = await page.form()
    typed = {name: forms.text(form, name).strip() for name in FIELDS}
    given: dict[str, Any] = {
        **typed,
        "organizationId": chosen(page),
        "clientSecret": forms.text(form, "clientSecret").strip(),
        "revision": forms.revision(typed) or 0,
        "domains": typed["domains"].replace(",", " ").split(),
    }
    try:
        await page.send("SetIdentityProvider", **given)
    except Failed as failed:
        if failed.code == "VALIDATION":
            return await _show(page, typed, failed.problems, 422)
        if failed.code == "CONFLICT":
            return page.go(_here(page), "stale")
        return await confirm_first(page, failed, _here(page))  # not kept: it has a secret in it
    return page.go(_here(page), "provider_set")


@post(f"{HERE}/remove")
async def remove_provider(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    await page.form()
    try:
        await page.send("RemoveIdentityProvider", organizationId=chosen(page))
    except Failed as failed:
        return await confirm_first(page, failed, _here(page))
    return page.go(_here(page), "provider_removed")


def _here(page: Page) -> str:
    return home(page).replace("/members", HERE, 1)


async def _show(
    page: Page, typed: dict[str, Any] | None, problems: Problems, status: int
) -> Response[bytes]:
    own = manager_of(page)
    data = await page.ask(
        "IdentityProvider", organization=chosen(page), organizationId=chosen(page) or own
    )
    found = data["identityProvider"]
    if typed is None:
        typed = dict.fromkeys(FIELDS, "") | {"name": data["organization"]["name"][:60]}
        if found:
            typed = {**found, "domains": "\n".join(found["domains"])}
    other = f"?organization={chosen(page)}" if chosen(page) else ""
    shown = {"organization": data["organization"], "is_set": found is not None, "form": typed}
    shown |= {"problems": problems, "action": page.address(), "home": home(page)}
    shown |= {"remove": f"{HERE}/remove{other}", "policy": f"{POLICY}{other}"}
    shown |= {"return_to": page.context.settings.site + BACK}
    return page.show("pages/sign_in/provider.html", shown, status=status)


HANDLERS = [provider, set_provider, remove_provider]
