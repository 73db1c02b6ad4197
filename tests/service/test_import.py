"""Importing into running services: everything there once, whatever is sent and whenever it dies."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from pathlib import Path

import pytest

from chassis.settings import Settings
from contracts.accounts import SIGN_IN, SignIn
from contracts.challenges import (
    CLOSE_CHALLENGE,
    LIST_CHALLENGES,
    ChallengeState,
    CloseChallenge,
    CloseReason,
    ListChallenges,
)
from contracts.codes import municipality_id
from contracts.faults import Fault
from contracts.matching import MATCHES_OF_CHALLENGE, MatchesOfChallenge
from contracts.matching_events import GET_EVENTS, EventState, GetEvents
from contracts.profiles import (
    GET_MUNICIPALITY,
    GET_ORGANIZATIONS,
    LIST_OFFERS,
    LIST_ORGANIZATIONS,
    GetMunicipality,
    GetOrganizations,
    Kept,
    ListOffers,
    ListOrganizations,
    OrganizationKind,
)
from contracts.wire import Role
from deploy.asking import NoTown, asking
from deploy.commands import bringing, looking
from deploy.importing import sample_event, samples
from deploy.importing.run import import_folder, import_master
from deploy.importing.settling import lags, settle
from tests.eventually import eventually
from tests.platform import staff_of

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
NEED = {
    "source": "rs-review",
    "poster": "長野県東御市",
    "poster_type": "municipality",
    "municipality_code6": "202193",
    "title": "空き家を住まいにもどす",
    "need_text": "空き家が増え、持ち主と連絡が取れないまま年月が過ぎている。",
}
OFFER = {
    "source": "rs-contracts",
    "organisation_type": "company",
    "title": "空き家の調査と再生",
    "text": "空き家の持ち主をさがし、直して貸すまでを引き受けます。",
}


@pytest.fixture
async def operator(platform):
    async with asking(platform.settings) as found:
        yield found


def folder_of(folder: Path, count: int, *more: dict) -> Path:
    """``count`` needs and offers, and further needs."""
    folder.mkdir(exist_ok=True)
    rows = [{**NEED, "need_id": f"n-{n}", "title": f"空き家の課題その{n}"} for n in range(count)]
    offers = [
        {**OFFER, "offer_id": f"o-{n}", "organisation": f"架空まちづくり{n % 40}株式会社"}
        for n in range(count)
    ]
    write(folder / "needs.jsonl", *rows, *more)
    write(folder / "offers.jsonl", *offers)
    return folder


def write(file: Path, *rows: dict) -> None:
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


async def totals(town) -> tuple[int, int, int]:
    """Challenges, offers and organizations that the town has."""
    return (
        (await town.call(LIST_CHALLENGES, ListChallenges())).total,
        (await town.call(LIST_OFFERS, ListOffers())).total,
        (await town.call(LIST_ORGANIZATIONS, ListOrganizations())).total,
    )


async def test_an_import_repeated_doubles_nothing(operator, tmp_path):
    folder = folder_of(tmp_path / "in", 120)

    first = await import_folder(operator, folder)
    second = await import_folder(operator, folder)

    assert first.report.kept == {
        "organizations": Kept(new=41),
        "offers": Kept(new=120),
        "challenges": Kept(new=120),
    }
    assert second.report.kept == {
        "organizations": Kept(same=41),
        "offers": Kept(same=120),
        "challenges": Kept(same=120),
    }
    assert await totals(operator) == (120, 120, 41)


async def test_what_was_imported_carries_its_source(operator, tmp_path):
    await import_folder(operator, folder_of(tmp_path / "in", 1))

    (challenge,) = (await operator.call(LIST_CHALLENGES, ListChallenges())).challenges
    (offer,) = (await operator.call(LIST_OFFERS, ListOffers())).offers

    assert challenge.organization_name == "東御市"
    assert challenge.prefecture == "長野県"
    assert (challenge.source.name, challenge.source.reference) == ("rs-review", "n-0")
    assert "出典：" in challenge.source.attribution
    assert (offer.source.name, offer.source.reference) == ("rs-contracts", "o-0")


async def test_a_changed_row_changes_its_challenge(operator, tmp_path):
    folder = folder_of(tmp_path / "in", 3)
    await import_folder(operator, folder)
    write(folder / "needs.jsonl", {**NEED, "need_id": "n-1", "title": "新しい題になった空き家"})

    again = await import_folder(operator, folder)

    assert again.report.kept["challenges"] == Kept(changed=1)
    found = (await operator.call(LIST_CHALLENGES, ListChallenges(search="新しい題"))).challenges
    assert [challenge.source.reference for challenge in found] == ["n-1"]
    assert (await totals(operator))[0] == 3


async def test_a_challenge_that_was_closed_stays_closed(platform, operator, tmp_path):
    folder = folder_of(tmp_path / "in", 1)
    imported = await import_folder(operator, folder)
    owner = staff_of(municipality_id("202193"))
    closing = CloseChallenge(id=imported.challenges[0], revision=1, reason=CloseReason.WITHDRAWN)
    await platform.web.call(CLOSE_CHALLENGE, closing, owner)

    await import_folder(operator, folder)

    (found,) = (await operator.call(LIST_CHALLENGES, ListChallenges())).challenges
    assert found.state is ChallengeState.CLOSED


async def test_bad_rows_are_told_and_the_rest_goes_in(operator, tmp_path):
    bad = {**NEED, "need_id": "bad", "title": ""}
    folder = folder_of(tmp_path / "in", 60, bad)

    imported = await import_folder(operator, folder)

    assert [str(row) for row in imported.report.bad] == ["needs.jsonl:61: title is missing"]
    assert await totals(operator) == (60, 60, 41)


async def test_a_row_that_only_the_service_refuses_is_found_among_its_batch(operator, tmp_path):
    """The same id under another organization: no reader of files can know."""
    folder = folder_of(tmp_path / "in", 1)
    await import_folder(operator, folder)
    rows = [{**NEED, "need_id": f"n-{n}", "municipality_code6": "202142"} for n in range(50)]
    write(folder / "needs.jsonl", *({**row, "poster": "長野県茅野市"} for row in rows))

    imported = await import_folder(operator, folder)

    assert [(bad.file, bad.line) for bad in imported.report.bad] == [("needs.jsonl", 1)]
    assert "already in use" in imported.report.bad[0].reason
    assert imported.report.kept["challenges"] == Kept(new=49)


async def test_a_row_of_an_organization_that_is_nowhere_is_bad(operator, tmp_path):
    row = {**NEED, "need_id": "n-1", "poster": "", "municipality_code6": "202142"}
    folder = folder_of(tmp_path / "in", 1, row)

    imported = await import_folder(operator, folder)

    reasons = [str(bad) for bad in imported.report.bad]
    assert reasons == ["needs.jsonl:2: its organization is not in the town"]
    assert (await totals(operator))[0] == 1


async def test_matches_are_ready_when_the_import_says_so(operator, tmp_path):
    imported = await import_folder(operator, folder_of(tmp_path / "in", 60))

    matches = await settle(operator, imported.challenges)

    assert matches == 10 * 60
    assert [lag for lag in await lags(operator) if lag.unread] == []
    asked = MatchesOfChallenge(challenge_id=imported.challenges[-1], first=1)
    assert (await operator.call(MATCHES_OF_CHALLENGE, asked)).total == 60


async def test_an_import_tells_nobody_of_its_matches(operator, tmp_path):
    imported = await import_folder(operator, folder_of(tmp_path / "in", 5))
    await settle(operator, imported.challenges)

    assert [lag.unread for lag in await lags(operator) if lag.reader == "notify-tell-match"] == [0]


async def test_the_master_and_an_import_meet_in_one_organization(operator, tmp_path):
    await import_folder(operator, folder_of(tmp_path / "in", 1))
    file = tmp_path / "master.csv"
    head = "団体コード,都道府県名（漢字）,市区町村名（漢字）,都道府県名（カナ）,市区町村名（カナ）"
    file.write_text(f"{head}\n202193,長野県,東御市,ﾅｶﾞﾉｹﾝ,ﾄｳﾐｼ\n", "cp932")

    report, _ = await import_master(operator, [file])
    again, _ = await import_master(operator, [file])
    texts = await import_folder(operator, tmp_path / "in")

    assert report.kept == {"municipalities": Kept(changed=1)}
    assert again.kept == {"municipalities": Kept(same=1)}
    assert texts.report.kept["organizations"] == Kept(same=2)
    town = await operator.call(GET_MUNICIPALITY, GetMunicipality(lg_code="202193"))
    (owner,) = await operator.call(GET_ORGANIZATIONS, GetOrganizations(ids=(town.id,)))
    assert (town.name_kana, owner.name_kana) == ("とうみし", "とうみし")
    assert owner.kind is OrganizationKind.MUNICIPALITY
    assert owner.source.name == "soumu"


async def test_the_sample_is_loaded_once_and_its_clerk_can_sign_in(platform):
    await samples.load_samples(platform.settings)
    async with asking(platform.settings) as town:
        before = await totals(town)
        again = await samples.load(town)

        assert all(kept.new == kept.changed == 0 for kept in again.kept.values())
        assert await totals(town) == before
        (event,) = await town.call(GET_EVENTS, GetEvents(ids=(sample_event.EVENT,)))
        assert (event.state, event.revision) == (EventState.REGISTRATION, 2)

    asked = SignIn(email="clerk@shiomihara.example", password=samples.PASSPHRASE)

    async def acting():
        return (await platform.web.call(SIGN_IN, asked)).session.acting

    assert [one.role for one in await eventually(acting)] == [Role.STAFF]


def test_the_accounts_that_are_printed_are_in_the_sample():
    lines = (samples.FOLDER / "people.jsonl").read_text("utf-8").splitlines()
    known = {json.loads(line)["email"] for line in lines}

    printed = {word for word in samples.DEMO.split() if "@" in word}

    assert printed
    assert printed <= known


async def test_where_no_town_is_the_command_says_what_to_do(tmp_path):
    nowhere = Settings(home=str(tmp_path))
    dead = Settings(home=str(tmp_path), nats_url="nats://127.0.0.1:1")

    for settings in (nowhere, dead):
        with pytest.raises(NoTown, match="start one with make up"):
            async with asking(settings):
                pass


@pytest.fixture
def environment(platform, monkeypatch):
    for name in ("home", "keys", "nats_url", "database_url"):
        monkeypatch.setenv(f"ENISHI_{name.upper()}", str(getattr(platform.settings, name)))


async def run(command, *args):
    """A command has an event loop of its own."""
    return await asyncio.to_thread(command, *args)


async def test_the_command_ends_with_1_and_a_report_when_a_row_was_bad(
    platform, environment, tmp_path, capfd
):
    folder = folder_of(tmp_path / "in", 2, {**NEED, "need_id": "bad", "title": 5})

    code = await run(bringing.folder, folder)

    said = capfd.readouterr()
    report = (platform.settings.home_path / "import-report.jsonl").read_text("utf-8")
    assert code == 1
    assert "challenges: 2 new, 0 changed, 0 the same" in said.out
    assert "matches are ready" in said.out
    assert "needs.jsonl:3: title has the wrong form" in said.err
    assert json.loads(report) == {
        "file": "needs.jsonl",
        "line": 3,
        "reason": "title has the wrong form",
    }


async def test_towns_that_the_master_does_not_hold_are_told_until_it_does(
    environment, tmp_path, capfd
):
    other = {**NEED, "need_id": "other", "municipality_code6": "202142", "poster": "長野県茅野市"}
    folder = folder_of(tmp_path / "in", 2, other)
    master = tmp_path / "master.csv"
    rows = ["code6,name,pref_name", "202193,東御市,長野県", "202142,茅野市,長野県"]
    told = " not in the master of municipalities: enishi import-municipalities FILE"

    await run(bringing.folder, folder)
    assert f"\n2 towns are{told}\n" in capfd.readouterr().out
    master.write_text("\n".join(rows[:2]), "utf-8")
    await run(bringing.municipalities, (master,))
    await run(bringing.folder, folder)
    assert f"\n1 town is{told}\n" in capfd.readouterr().out
    master.write_text("\n".join(rows), "utf-8")
    await run(bringing.municipalities, (master,))
    await run(bringing.folder, folder)
    assert told not in capfd.readouterr().out


async def test_the_command_ends_with_0_when_all_is_well(environment, tmp_path, capfd):
    assert await run(bringing.folder, folder_of(tmp_path / "in", 1)) == 0
    assert await run(looking.status) == 0
    assert await run(looking.replay_dead, "matching", ()) == 0
    assert "matching has laid nothing aside" in capfd.readouterr().out


TOWN = """
import asyncio
from chassis import events
from chassis.settings import load, Settings
from deploy.prepare import prepare
from deploy.town import note_running, servers, services

events.ACK_WAIT = 3  # seconds until what the killed one had taken is told to the next

async def main():
    async with servers(load(Settings), lambda line: None) as known:
        await prepare(known)
        async with services(known):
            note_running(known)
            await asyncio.Event().wait()

asyncio.run(main())
"""


def written(note: Path) -> bool:
    return note.exists() and note.stat().st_size > 0


@contextlib.asynccontextmanager
async def process_of_a_town(home: Path):
    """All services in a process of their own, which may be killed; without pages."""
    environment = {**os.environ, "ENISHI_HOME": str(home)}
    note = home / "run.json"
    note.unlink(missing_ok=True)
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", TOWN, env=environment)
    try:
        await eventually(lambda: written(note) or process.returncode is not None)
        assert process.returncode is None
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.wait()


async def test_a_town_killed_in_the_middle_of_an_import_has_everything_once_after_another(tmp_path):
    home, folder = tmp_path / "home", folder_of(tmp_path / "in", 400)
    settings = Settings(home=str(home))
    async with process_of_a_town(home) as process, asking(settings) as town:
        importing = asyncio.create_task(import_folder(town, folder))
        await eventually(lambda: _some_offers(town))
        process.send_signal(signal.SIGKILL)
        await process.wait()
        importing.cancel()
        with contextlib.suppress(asyncio.CancelledError, Fault):
            await importing

    async with process_of_a_town(home), asking(settings) as town:
        imported = await import_folder(town, folder)
        await settle(town, imported.challenges)

        assert imported.report.bad == []
        assert imported.report.kept["offers"].new < 400
        assert await totals(town) == (400, 400, 41)


async def _some_offers(town) -> bool:
    return (await town.call(LIST_OFFERS, ListOffers())).total > 0


@pytest.mark.seed
async def test_the_whole_seed_comes_in_with_its_matches(operator):
    if not (SHARED / "seed").is_dir():
        pytest.skip("the real texts are not here")

    master, wards = await import_master(operator, [SHARED / "municipalities"])
    imported = await import_folder(operator, SHARED / "seed")
    matches = await settle(operator, imported.challenges)

    assert master.kept == {"municipalities": Kept(new=1_788)}
    assert (master.bad, wards) == ([], 0)
    assert imported.report.bad == []
    assert imported.report.kept["offers"] == Kept(new=766)
    assert imported.report.kept["challenges"] == Kept(new=635)
    assert matches > 0
    found = await totals(operator)
    assert found[:2] == (635, 766)
