"""One server process: started, watched, started again when it dies, stopped with its own signal."""

import asyncio
import logging
import signal
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

log = logging.getLogger(__name__)

READY_WITHIN = 60.0  # seconds; a loaded machine has needed 12
STOPPED_WITHIN = 30.0
POLL = 0.01
ATTEMPTS = 3
RETRY = 5.0
PAUSE = 0.5  # before another attempt: what the dead one held may still be let go of
LOG_TAIL = 2000  # bytes of the server's own words in an error


class ServerFailed(RuntimeError):
    """A server did not become ready; the message carries the end of its log."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How to run one server. `is_ready` is asked with the process number until it says yes."""

    name: str
    command: list[str]
    stop_signal: signal.Signals
    log: Path
    is_ready: Callable[[int], Awaitable[bool]]


@dataclass
class Keeper:
    """The process that is there now; it changes when the server had to be started again."""

    plan: Plan
    process: Process | None = None

    async def start(self) -> None:
        """Raises ServerFailed after several attempts."""
        for _ in range(ATTEMPTS - 1):
            with suppress(ServerFailed):
                await self.try_start()
                return
            await asyncio.sleep(PAUSE)
        await self.try_start()

    async def try_start(self) -> None:
        self.process = await spawn(self.plan)
        await become_ready(self.plan, self.process)

    async def keep(self) -> None:
        """Never gives up: a server that cannot start now may when there is disk or memory again."""
        while self.process:
            code = await self.process.wait()
            log.warning("%s ended with %s and is started again", self.plan.name, code)
            try:
                await self.start()
            except ServerFailed as failed:
                log.error("%s", failed)  # noqa: TRY400 - its message is all there is to say
                await asyncio.sleep(RETRY)

    async def stop(self) -> None:
        if self.process:
            await stop(self.plan, self.process)


async def spawn(plan: Plan) -> Process:
    with plan.log.open("ab") as written:
        return await asyncio.create_subprocess_exec(
            *plan.command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=written,
            stderr=written,
            start_new_session=True,  # Ctrl-C is for the town, which stops its servers last
        )


async def become_ready(plan: Plan, process: Process) -> None:
    try:
        async with asyncio.timeout(READY_WITHIN):
            while not await plan.is_ready(process.pid):
                if process.returncode is not None:
                    raise ServerFailed(f"{plan.name} ended at its start:\n{tail(plan.log)}")
                await asyncio.sleep(POLL)
    except TimeoutError:
        await stop(plan, process)
        message = f"{plan.name} was not ready within {READY_WITHIN:.0f} s:\n{tail(plan.log)}"
        raise ServerFailed(message) from None


async def stop(plan: Plan, process: Process) -> None:
    """Asks with the plan's signal; kills what has not ended in time."""
    with suppress(ProcessLookupError):
        process.send_signal(plan.stop_signal)
    try:
        await asyncio.wait_for(process.wait(), STOPPED_WITHIN)
    except TimeoutError:
        log.warning("%s did not stop in %s s and is killed", plan.name, STOPPED_WITHIN)
        process.kill()
        await process.wait()


def tail(path: Path) -> str:
    return path.read_bytes()[-LOG_TAIL:].decode(errors="replace")


@asynccontextmanager
async def kept_running(plan: Plan) -> AsyncIterator[None]:
    """The server of `plan`, ready, for as long as the block; raises ServerFailed."""
    keeper = Keeper(plan)
    try:
        await keeper.start()
        watch = asyncio.create_task(keeper.keep(), name=f"keep {plan.name}")
        try:
            yield
        finally:
            watch.cancel()
            await asyncio.wait([watch])
    finally:
        await keeper.stop()
