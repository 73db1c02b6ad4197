"""With each service's own credentials: what is another's is neither read nor said.

Generated from the table of services, so that a new one is probed without a word here:
every service against every other's answers, questions, stream, readers and schema.
"""

import asyncio

import asyncpg
import msgspec
import pytest

from chassis.calls import Bus
from chassis.connection import connect, inbox_of
from chassis.service import dsn_of
from contracts.care import care
from deploy import parts

ROWS = "SELECT schemaname, tablename FROM pg_tables WHERE schemaname = any($1)"
FORGED = b'{"outbox_waiting":4711,"dead":4711}'


def others(name):
    return [other for other in parts.SERVICES if other != name]


def unreadable(name):
    """Subjects that ``name`` must not hear."""
    inboxes = {inbox_of(user) for user in parts.USERS if user != name}
    yield from sorted(f"{inbox}.>" for inbox in inboxes)
    yield from (f"rpc.{other}.>" for other in others(name))
    yield from (f"event.{other}.>" for other in parts.SERVICES)
    yield from (">", "*.>", "rpc.>", "event.>", "dead.>", "$JS.>", "$SYS.>", "*.*")


def unspeakable(name):
    """Subjects that ``name`` must not say: questions, facts, answers and orders of others."""
    yield from (f"_INBOX_{other}.x" for other in (*others(name), parts.PREPARE))
    yield from (care(other).check_health.subject for other in others(name))
    for other in others(name):
        yield from (f"rpc.{other}.v1.own_data.get", f"event.{other}.v1.thing.forged")
    for other in parts.SERVICES:
        stream = f"EVENTS_{other.upper()}"
        for order in ("DELETE", "PURGE", "MSG.GET", "MSG.DELETE", "INFO", "UPDATE", "SNAPSHOT"):
            yield f"$JS.API.STREAM.{order}.{stream}"
        yield f"$JS.API.DIRECT.GET.{stream}"
        yield f"$JS.API.CONSUMER.CREATE.{stream}"
        yield f"$JS.API.CONSUMER.DURABLE.CREATE.{stream}.probe"
        for what in parts.service(other).readings if other != name else ():
            yield f"$JS.API.CONSUMER.MSG.NEXT.{what.event.stream}.{what.reader}"
            yield f"$JS.API.CONSUMER.DELETE.{what.event.stream}.{what.reader}"
            yield f"$JS.ACK.{what.event.stream}.{what.reader}.1.1.1.1.1"
    yield from ("$SYS.REQ.SERVER.PING", "$JS.API.STREAM.LIST", "$JS.API.STREAM.NAMES")


class Complaints:
    """What the server would not let a connection do, by the subject it named."""

    def __init__(self):
        self.heard = []

    async def __call__(self, error):
        self.heard.append(str(error))

    async def all_of(self, subjects):
        async with asyncio.timeout(60):
            while missing := [one for one in subjects if not self._named(one)]:
                await asyncio.sleep(0.01)
        return missing

    def _named(self, subject):
        return any(f'"{subject}"'.lower() in one.lower() for one in self.heard)


@pytest.mark.parametrize("name", parts.SERVICES)
async def test_a_service_neither_hears_nor_says_what_is_anothers(settings, keys, name):
    nc = await connect(settings.nats_url, name, keys.nats_seed(name))
    complaints = nc._error_cb = Complaints()
    said, heard = [*unspeakable(name)], [*unreadable(name)]
    try:
        for subject in said:
            await nc.publish(subject, b"{}")
        for subject in heard:
            await nc.subscribe(subject)
        await nc.flush()
        assert await complaints.all_of([*said, *heard]) == []
        assert len(complaints.heard) >= len(said) + len(heard) > 100
    finally:
        await nc.close()


@pytest.mark.parametrize("name", parts.SERVICES)
async def test_a_service_reads_no_row_of_anothers_schema(settings, keys, database, name):
    admin = await asyncpg.connect(database)
    tables = [tuple(row) for row in await admin.fetch(ROWS, others(name))]
    await admin.close()
    own = await asyncpg.connect(dsn_of(name, settings, keys))
    try:
        for schema, table in tables:
            for statement in (
                f'SELECT 1 FROM "{schema}"."{table}" LIMIT 1',
                f'DELETE FROM "{schema}"."{table}"',
            ):
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await own.execute(statement)
        for statement in (
            *(f'CREATE TABLE "{one}".probe (id int)' for one in (*parts.SERVICES, "public")),
            "CREATE SCHEMA probe",
            "CREATE ROLE probe",
            f"SET ROLE enishi_{others(name)[0]}",
            "SELECT pg_read_file('PG_VERSION')",
            "COPY (SELECT 1) TO PROGRAM 'true'",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await own.execute(statement)
        assert len(tables) > 20
    finally:
        await own.close()


@pytest.mark.parametrize("name", parts.SERVICES)
async def test_a_service_of_another_name_does_not_answer_in_its_place(settings, keys, name):
    """Nobody but the service itself hears a question to it, so there is nothing to forge from."""
    nc = await connect(settings.nats_url, name, keys.nats_seed(name))
    web = await connect(settings.nats_url, parts.OPERATOR, keys.nats_seed(parts.OPERATOR))
    complaints = nc._error_cb = Complaints()
    asked = care(others(name)[0]).check_health
    try:

        async def forge(msg):
            await nc.publish(msg.reply, FORGED)

        await nc.subscribe(asked.subject, cb=forge)
        await nc.flush()
        await complaints.all_of([asked.subject])
        with pytest.raises(Exception, match="nobody answers"):
            await Bus(web, patience=settings.patience).call(
                asked, msgspec.json.decode(b"{}", type=asked.request)
            )
    finally:
        await nc.close()
        await web.close()
