"""PostgreSQL as a child process: data in `<home>/postgres`, loopback only, every safety on."""

import asyncio
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from deploy.embedded import cluster
from deploy.embedded.home import LOOPBACK, held, log_file, remembered_port
from deploy.embedded.launcher import Mode, command, unprivileged_mode
from deploy.embedded.pgbinaries import find_binaries
from deploy.embedded.process import Plan, kept_running

# fsync, full_page_writes and synchronous_commit stay on: without them a power cut lost answered
# work. No parameters in the log: they are people's data.
SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "100",
    "superuser_reserved_connections": "5",
    "shared_buffers": "64MB",
    "jit": "off",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "password_encryption": "scram-sha-256",
    "deadlock_timeout": "1s",
    "idle_in_transaction_session_timeout": "10s",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %q%u@%d ",
    "log_checkpoints": "off",
    "log_lock_waits": "on",
    "log_min_duration_statement": "500ms",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}


@asynccontextmanager
async def embedded_postgres(
    home: Path,
    *,
    given: str = "",
    mode: Mode | None = None,
    settings: Mapping[str, str] = MappingProxyType({}),
) -> AsyncIterator[str]:
    """The superuser's DSN of a server that runs as long as the block, or `given` if there is one.

    `mode` says who the server runs as; None finds out. `settings` go before ours: tests that keep
    nothing may turn fsync off. Raises HomeInUse, ServerFailed.
    """
    if given:
        yield given
        return
    with held(home, "postgres") as folder:
        who = await asyncio.to_thread(unprivileged_mode) if mode is None else mode
        binaries = find_binaries(folder, who)
        data = await cluster.made(folder, binaries, who)
        await cluster.previous_ended(data)
        port = remembered_port(folder, "postgres")
        chosen = {**SETTINGS, **settings}
        options = [part for pair in chosen.items() for part in ("-c", "=".join(pair))]
        server: list[str | Path] = [binaries / "postgres", "-D", data, "-p", str(port), *options]
        plan = Plan(
            name="postgres",
            command=command(who, signal.SIGINT, *server),  # SIGINT: the fast shutdown
            stop_signal=signal.SIGINT,
            log=log_file(folder, "postgres"),
            is_ready=cluster.readiness(data),
        )
        async with kept_running(plan):
            password = quote(cluster.password(folder / "keys"), safe="")
            yield f"postgresql://{cluster.SUPERUSER}:{password}@{LOOPBACK}:{port}/postgres"
