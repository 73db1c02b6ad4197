"""A town of nothing but servers, for the tests to kill: prints where they are, then waits."""

import asyncio
import json
import sys
from pathlib import Path

from deploy.embedded import NatsConf, embedded_nats, embedded_postgres


async def main(home: Path) -> None:
    async with (
        embedded_postgres(home) as dsn,
        embedded_nats(home, NatsConf(users=())) as url,
    ):
        print(json.dumps({"dsn": dsn, "url": url}), flush=True)  # noqa: T201 - it is the answer
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
