"""Whether this process lives, and whether everything it needs answers."""

from __future__ import annotations

import asyncio

from litestar import Request, Response, get
from litestar.datastructures.state import State

from contracts.care import CheckHealth, care
from contracts.faults import Fault
from contracts.rights import SERVICES

PATIENCE = 0.5  # seconds a service may take to say that it is well


@get("/livez", sync_to_thread=False)
def livez() -> dict[str, bool]:
    return {"live": True}


@get("/readyz")
async def readyz(request: Request[None, None, State]) -> Response[dict[str, object]]:
    """200 once every service answers, with its database behind it; else 503 and who does not."""
    answers = await asyncio.gather(*(_answers(request, name) for name in SERVICES))
    missing = [name for name, well in zip(SERVICES, answers, strict=True) if not well]
    ready = not missing
    return Response(
        content={"ready": ready, "missing": missing},
        status_code=200 if ready else 503,
        headers={} if ready else {"Retry-After": "1"},
    )


async def _answers(request: Request[None, None, State], service: str) -> bool:
    try:
        async with asyncio.timeout(PATIENCE * request.app.state.settings.patience):
            await request.app.state.bus.call(care(service).check_health, CheckHealth())
    except (Fault, TimeoutError):
        return False
    return True
