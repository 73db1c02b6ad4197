"""What an organization demands of those who act for it, on a page of its managers."""

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

HERE = "/members/sign-in"


@get(HERE)
async def policy(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    return await _show(page, None, {}, 200)


@post(HERE)
async def set_policy(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    form = await page.form()
    typed = {name: forms.text(form, name) for name in ("networks", "secondFactor", "revision")}
    given = {
        "organizationId": chosen(page),
        "revision": forms.revision(typed) or 0,
        "secondFactor": typed["secondFactor"] == "true",
        "networks": typed["networks"].replace(",", " ").split(),
    }
    try:
        done = await page.send("SetSignInPolicy", **given)
    except Failed as failed:
        if failed.code == "VALIDATION":
            return await _show(page, typed, failed.problems, 422)
        if failed.code == "CONFLICT":
            return page.go(_here(page), "stale")
        return await confirm_first(page, failed, _here(page), keeps=True)
    return page.go(_here(page), "waits_for_second" if done["policy"]["looser"] else "policy_set")


def _here(page: Page) -> str:
    return home(page).replace("/members", HERE, 1)


async def _show(
    page: Page, typed: dict[str, Any] | None, problems: Problems, status: int
) -> Response[bytes]:
    own = manager_of(page)
    data = await page.ask(
        "SignInPolicy", organization=chosen(page), organizationId=chosen(page) or own
    )
    found = data["signInPolicy"]
    if typed is None:
        typed = {
            "networks": "\n".join(found["networks"]),
            "secondFactor": "true" if found["secondFactor"] else "false",
            "revision": str(found["revision"]),
        }
    shown = {"organization": data["organization"], "policy": found, "form": typed}
    shown |= {"problems": problems, "action": page.address(), "home": home(page)}
    return page.show("pages/sign_in/policy.html", shown, status=status)


HANDLERS = [policy, set_policy]
