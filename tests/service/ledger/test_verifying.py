"""What was altered is found at its row."""

import json
import os
import re
import subprocess
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import asyncpg
import msgspec
import pytest

from chassis.roles import ensure_role
from chassis.service import dsn_of
from contracts.ledger import (
    VERIFY_CHAINS,
    VerifyChains,
)
from contracts.recording import Entry
from contracts.wire import Role
from services.ledger.hashing import GENESIS, link_hash
from tests.eventually import eventually
from tests.outside import rows
from tests.platform import OPERATOR
from tests.service.ledger.entries import TENANT, _has, entry, filled, tell, verified, whole

DOCS = Path(__file__).parents[3] / "docs" / "ledger.md"


@asynccontextmanager
async def tampering(settings):
    """The superuser, who can take the lock off the table."""
    connection = await asyncpg.connect(settings.database_url)
    await connection.execute("ALTER TABLE ledger.entries DISABLE TRIGGER append_only")
    yield connection
    await connection.execute("ALTER TABLE ledger.entries ENABLE TRIGGER append_only")
    await connection.close()


SWAP = """
UPDATE ledger.entries SET seq = CASE seq WHEN 3 THEN 104 ELSE 103 END
    WHERE tenant = $1 AND seq IN (3, 4);
UPDATE ledger.entries SET seq = seq - 100 WHERE tenant = $1 AND seq > 100
"""


FORGE = """
INSERT INTO ledger.entries SELECT tenant, seq + 1, hash, hash, gen_random_uuid(), at, account,
    person, role, organization, unit, operation, object_kind, object_id, result, reason, fields,
    address, user_agent, trace FROM ledger.entries WHERE tenant = $1 AND seq = 6
"""


RELINK = "UPDATE ledger.entries SET previous = hash WHERE tenant = $1 AND seq = 4"


@pytest.mark.parametrize(
    ("statement", "seq", "problem"),
    [
        ("UPDATE ledger.entries SET reason = 'x' WHERE tenant = $1 AND seq = 3", 3, "altered"),
        ("UPDATE ledger.entries SET account = NULL WHERE tenant = $1 AND seq = 1", 1, "altered"),
        ("DELETE FROM ledger.entries WHERE tenant = $1 AND seq = 4", 4, "missing"),
        ("DELETE FROM ledger.entries WHERE tenant = $1 AND seq = 6", 6, "missing"),
        ("DELETE FROM ledger.entries WHERE tenant = $1", 1, "missing"),
        (SWAP, 3, "altered"),
        (RELINK, 4, "altered"),
        (FORGE, 7, "forged"),
        ("DELETE FROM ledger.heads WHERE tenant = $1", 1, "forged"),
        ("UPDATE ledger.heads SET seq = 5 WHERE tenant = $1", 6, "forged"),
    ],
)
async def test_what_a_superuser_alters_is_found_at_its_row(
    ledger, settings, teller, statement, seq, problem
):
    await tell(teller, *(entry(account=uuid4(), object_id=str(n)) for n in range(6)))
    await eventually(lambda: _has(settings, 6))
    await whole(ledger, 6)

    async with tampering(settings) as superuser:
        for part in statement.split(";"):
            await superuser.execute(part, TENANT)

    flaw = (await verified(ledger)).flaw
    assert (flaw.tenant, flaw.seq, flaw.problem) == (TENANT, seq, problem)
    assert (await verified(ledger, tenant=None)).flaw == flaw


async def test_a_link_that_was_hashed_anew_no_longer_carries_the_next(ledger, settings, teller):
    await filled(settings, teller, 4)
    async with tampering(settings) as superuser:
        row = await superuser.fetchrow("SELECT * FROM ledger.entries WHERE seq = 2")
        changed = msgspec.convert(dict(row) | {"reason": "as if"}, Entry)
        await superuser.execute(
            "UPDATE ledger.entries SET reason = 'as if', hash = $1 WHERE seq = 2",
            link_hash(changed, 2, row["previous"]),
        )

    flaw = (await verified(ledger)).flaw
    assert (flaw.seq, flaw.problem) == (3, "unlinked")


async def test_not_even_the_owner_changes_a_row_while_the_lock_is_on(ledger, settings, teller):
    await filled(settings, teller, 1)
    for statement in (
        "UPDATE ledger.entries SET reason = 'x'",
        "DELETE FROM ledger.entries",
        "TRUNCATE ledger.entries",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="only added"):
            await rows(settings, statement)


async def test_the_services_role_may_add_and_read_also_after_preparing_again(settings, keys):
    password = keys.postgres_password("ledger")
    await ensure_role(settings.database_url, "ledger", password)
    connection = await asyncpg.connect(dsn_of("ledger", settings, keys))
    for statement in (
        "UPDATE ledger.entries SET reason = 'x'",
        "DELETE FROM ledger.entries",
        "TRUNCATE ledger.entries",
        "ALTER TABLE ledger.entries DISABLE TRIGGER append_only",
        "DROP TABLE ledger.entries",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match=r"denied|owner"):
            await connection.execute(statement)
    assert await connection.fetchval("SELECT count(*) FROM ledger.entries") == 0
    await connection.close()


async def test_chains_are_looked_through_in_steps(ledger, settings, teller, monkeypatch):
    tenants = sorted((uuid4() for _ in range(3)), key=str)
    for tenant in tenants:
        await filled(settings, teller, 3, tenant)
    monkeypatch.setattr("services.ledger.chains.STRETCH", 2)
    monkeypatch.setattr("services.ledger.chains.SECONDS", 0.0003)

    heads, checked, steps, asked = [], 0, 0, VerifyChains()
    while True:
        found = await ledger.operator.call(VERIFY_CHAINS, asked, OPERATOR)
        heads += found.heads
        checked += found.checked
        steps += 1
        if found.next is None:
            break
        asked = VerifyChains(after=found.next)

    assert [(head.tenant, head.seq) for head in heads] == [(tenant, 3) for tenant in tenants]
    assert (checked, steps > 1) == (9, True)


def test_the_script_of_the_manual_recomputes_a_chain(tmp_path):
    script = re.search(r"```python\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)[1]
    assert len(script.splitlines()) <= 25
    lines, previous = [], GENESIS
    for seq in range(1, 4):
        one = entry(person=uuid4(), role=Role.STAFF, reason="「改行」\n\t\x7f\\", fields=("a", "b"))
        mark = link_hash(one, seq, previous)
        shown = {"seq": seq, "previous": previous.hex(), "hash": mark.hex()}
        shown |= msgspec.to_builtins(one)
        shown["at"] = one.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        lines.append(json.dumps(shown, ensure_ascii=False))
        previous = mark
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_text("\n".join(lines), "utf-8")
    bad.write_text("\n".join([lines[0], lines[1].replace("offer", "other"), lines[2]]), "utf-8")

    def run(file):
        command = [sys.executable, "-c", script, str(file)]
        env = {**os.environ, "PYTHONIOENCODING": "utf-8"}
        return subprocess.run(command, capture_output=True, text=True, check=False, env=env)

    assert run(good).stdout.strip() == f"whole: 3 entries, ends with {previous.hex()}"
    assert "2" in run(bad).stdout
    assert run(bad).returncode == 1
