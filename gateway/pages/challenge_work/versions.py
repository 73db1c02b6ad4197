"""What has changed from version to version, for everybody alike."""

from __future__ import annotations

from itertools import pairwise

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from gateway.pages.challenge_work.differences import differences
from gateway.pages.page import Page


@get("/challenges/{challenge_id:str}/versions")
async def versions(
    page: NamedDependency[SkipValidation[Page]], challenge_id: FromPath[str]
) -> Response[bytes]:
    found = (await page.ask("ChallengeVersions", id=challenge_id))["challenge"]
    listed = found["versions"] or []
    steps = [{"version": new, "changes": differences(old, new)} for new, old in pairwise(listed)]
    first = listed[-1] if listed else None
    shown = {"challenge": found, "steps": steps, "first": first}
    return page.show("pages/challenge_versions.html", shown)


HANDLERS = [versions]
