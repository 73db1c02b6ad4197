"""Files of a challenge: added and removed by its own people, downloaded as its page is seen.

Never shown inside a page: each is a download, in an empty sandbox of its own.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any
from urllib.parse import quote

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict, UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from chassis import checking
from contracts.attachments import LARGEST
from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.challenges import may_change
from gateway.pages.failures import Failed, Problems
from gateway.pages.page import Page

Answer = Response[bytes] | Redirect
LARGEST_FORM = LARGEST + 20_000  # bytes, with what stands around the file
SEALED = "default-src 'none'; sandbox; frame-ancestors 'none'"


@get("/attachments/{attachment_id:str}")
async def attachment(
    page: NamedDependency[SkipValidation[Page]], attachment_id: FromPath[str]
) -> Response[bytes]:
    found = (await page.ask("AttachmentContent", id=attachment_id))["attachmentContent"]
    return downloaded(found["attachment"], found["content"])


def downloaded(file: dict[str, Any], content: str) -> Response[bytes]:
    """``file``: name and mediaType; ``content`` in base64."""
    name = file["name"]
    plain = "".join(sign if sign.isascii() and sign.isprintable() else "_" for sign in name)
    return Response(
        content=b64decode(content),
        media_type=file["mediaType"],
        headers={
            # RFC 6266: a name for everybody, and its own for whoever reads RFC 8187.
            "Content-Disposition": f'attachment; filename="{plain.replace(chr(34), "_")}";'
            f" filename*=UTF-8''{quote(name, safe='')}",
            "Content-Security-Policy": SEALED,
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


@get("/challenges/{challenge_id:str}/attachments")
async def files(page: NamedDependency[SkipValidation[Page]], challenge_id: FromPath[str]) -> Answer:
    return await _show(page, challenge_id, forms.new_typed(description=""), {}, 200)


async def _show(
    page: Page, challenge_id: str, typed: dict[str, Any], problems: Problems, status: int
) -> Answer:
    page.must_be_signed_in()
    found = (await page.ask("ChallengeFiles", id=challenge_id))["challenge"]
    if not may_change(page, found):
        raise Failed("FORBIDDEN")
    shown = {"challenge": found, "form": typed, "problems": problems, "limit": LARGEST // 1_000_000}
    return page.show("pages/challenge_files.html", shown, status=status)


@post("/challenges/{challenge_id:str}/attachments", request_max_body_size=LARGEST_FORM)
async def add(page: NamedDependency[SkipValidation[Page]], challenge_id: FromPath[str]) -> Answer:
    form = await page.form()
    page.must_be_signed_in()
    typed = {name: forms.text(form, name) for name in ("id", "key", "description")}
    name, content = await chosen(form)
    problems = missing(typed, name, content)
    if problems:
        return await _show(page, challenge_id, typed, problems, 422)
    given = {
        "id": typed["id"],
        "challengeId": challenge_id,
        "name": name[:1_000],
        "description": typed["description"].strip(),
        "content": b64encode(content).decode(),
        "idempotencyKey": typed["key"] or None,
    }
    try:
        await page.send("AddAttachment", **given)
    except Failed as failed:
        if failed.code != "VALIDATION":
            raise
        typed |= forms.new_typed(description=typed["description"])
        return await _show(page, challenge_id, typed, failed.problems, 422)
    return page.go(f"/challenges/{challenge_id}/attachments", "file_added")


async def chosen(form: FormMultiDict) -> tuple[str, bytes]:
    """Name and content; both empty where none was chosen."""
    given = form.get("content")
    if not isinstance(given, UploadFile):
        return "", b""
    content = await given.read()
    await given.close()
    return given.filename or "", content


def missing(typed: dict[str, Any], name: str, content: bytes) -> Problems:
    found: Problems = {}
    if not name:
        found["content"] = {"problem": "not_chosen", "limit": None}
    elif checking.FORBIDDEN.search(name) or checking.STACKED.search(name):
        found["content"] = {"problem": "file_name", "limit": None}
    elif len(content) > LARGEST:
        found["content"] = {"problem": "file_too_large", "limit": LARGEST // 1_000_000}
    if not typed["description"].strip():
        found["description"] = {"problem": "required", "limit": None}
    return found


@post("/challenges/{challenge_id:str}/attachments/{attachment_id:str}/remove")
async def remove(
    page: NamedDependency[SkipValidation[Page]],
    challenge_id: FromPath[str],
    attachment_id: FromPath[str],
) -> Answer:
    form = await page.form()
    page.must_be_signed_in()
    reason = forms.text(form, "reason").strip()[:300]
    if not reason:
        wrong = {"reason": {"problem": "required", "limit": None}}
        return await _show(page, challenge_id, forms.new_typed(description=""), wrong, 422)
    to = f"/challenges/{challenge_id}/attachments"
    return await send_and_go(
        page, "RemoveAttachment", to, "file_removed", id=attachment_id, reason=reason
    )


HANDLERS = [attachment, files, add, remove]
