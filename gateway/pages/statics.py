"""Files that pages load: read once, packed once, named with their content so that they may be
kept for ever."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

FOLDER = Path(__file__).parent.parent / "static"
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".csv": "text/csv"}
FOREVER = "public, max-age=31536000, immutable"


class File(NamedTuple):
    body: bytes
    packed: bytes
    kind: str
    version: str


@cache
def files() -> dict[str, File]:
    """Everything that may be asked for; nothing else is opened, whatever the path says."""
    found = {}
    for path in sorted(FOLDER.rglob("*")):
        if path.suffix in KINDS and path.is_file():
            body = path.read_bytes()
            version = hashlib.sha256(body).hexdigest()[:12]
            packed = gzip.compress(body, mtime=0)
            name = path.relative_to(FOLDER).as_posix()
            found[name] = File(body, packed, KINDS[path.suffix], version)
    return found


def static(name: str) -> str:
    """The address of a file; of one that is missing too, so that the page stays whole."""
    file = files().get(name)
    return f"/static/{name}?v={file.version}" if file else f"/static/{name}"


@get("/static/{name:path}", sync_to_thread=False, cache_control=None)
def static_file(request: Request[Any, Any, Any], name: FromPath[Path]) -> Response[bytes]:
    file = files().get(name.as_posix().lstrip("/"))
    if file is None:
        raise NotFoundException
    packs = "gzip" in request.headers.get("accept-encoding", "")
    current = request.query_params.get("v") == file.version
    headers = {"Vary": "Accept-Encoding", "ETag": f'"{file.version}{"-gz" if packs else ""}"'}
    headers["Cache-Control"] = FOREVER if current else "public, max-age=60"
    if name.name.endswith("-worker.js"):
        headers["Service-Worker-Allowed"] = "/events/"
    if packs:
        headers["Content-Encoding"] = "gzip"
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(content=b"", status_code=304, headers=headers, media_type=file.kind)
    body = file.packed if packs else file.body
    return Response(content=body, headers=headers, media_type=file.kind)
