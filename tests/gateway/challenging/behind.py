"""What the tests of challenges do behind the services' backs: set days that would take months."""

import asyncpg
import msgspec


async def set_back(town, statement, *args):
    note = msgspec.json.decode((town.home / "run.json").read_bytes())
    connection = await asyncpg.connect(note["database_url"])
    try:
        await connection.execute(statement, *args)
    finally:
        await connection.close()


def key_of(path):
    """The id of the challenge at that path."""
    return path.split("/")[2].partition("#")[0]
