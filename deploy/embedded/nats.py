"""nats-server as a child process: store in `<home>/nats`, log in `<home>/logs/nats.log`."""

import asyncio
import json
import shutil
import signal
import sysconfig
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from deploy.embedded.home import LOOPBACK, held, log_file, remembered_port
from deploy.embedded.launcher import Mode, command
from deploy.embedded.natsconf import NatsConf, render
from deploy.embedded.process import Plan, ServerFailed, kept_running


def find_nats_server() -> Path:
    """The wheel's program, else the system's; raises ServerFailed."""
    found = shutil.which("nats-server", path=sysconfig.get_path("scripts"))
    found = found or shutil.which("nats-server")
    if found is None:
        raise ServerFailed("no nats-server: neither the wheel (extra `town`) nor on the PATH")
    return Path(found)


@asynccontextmanager
async def embedded_nats(
    home: Path,
    conf: NatsConf,
    *,
    given: str = "",
    stop_signal: signal.Signals = signal.SIGTERM,
) -> AsyncIterator[str]:
    """The URL of a nats-server that runs as long as the block, or `given` if there is one.

    Host, port and store of `conf` are replaced by the home's. SIGTERM closes the store, which
    takes a second; SIGKILL is for a store that nothing reads again. Raises HomeInUse, ServerFailed.
    """
    if given:
        yield given
        return
    with held(home, "nats") as folder:
        port = remembered_port(folder, "nats")
        conf = replace(conf, host=LOOPBACK, port=port, store=folder / "nats")
        file = folder / "nats.conf"
        file.write_text(render(conf), encoding="utf-8")

        async def is_ready(_pid: int) -> bool:
            return await greeting(port) == conf.server_name

        plan = Plan(
            name="nats",
            command=command(Mode.PLAIN, stop_signal, find_nats_server(), "-c", file),
            stop_signal=stop_signal,
            log=log_file(folder, "nats"),
            is_ready=is_ready,
        )
        async with kept_running(plan):
            yield f"nats://{LOOPBACK}:{port}"


async def greeting(port: int) -> str | None:
    """The name that the server on this port greets with, None where none does."""
    try:
        reader, writer = await asyncio.open_connection(LOOPBACK, port)
    except OSError:
        return None
    try:
        word, _, info = (await reader.readline()).partition(b" ")
        return str(json.loads(info)["server_name"]) if word == b"INFO" else None
    except OSError:
        return None
    finally:
        writer.close()
