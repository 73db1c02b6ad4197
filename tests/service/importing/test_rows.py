"""Texts are brought in once, with their source; bad rows are told."""

import json
from pathlib import Path

import pytest

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
from contracts.matching import MATCHES_OF_CHALLENGE, MatchesOfChallenge
from contracts.matching_events import GET_EVENTS, EventState, GetEvents
from contracts.profiles import (
    GET_MUNICIPALITY,
    GET_ORGANIZATIONS,
    LIST_OFFERS,
    GetMunicipality,
    GetOrganizations,
    Kept,
    ListOffers,
    OrganizationKind,
)
from contracts.wire import Role
from deploy.asking import asking
from deploy.importing import sample_event, samples
from deploy.importing.run import import_folder, import_master
from deploy.importing.settling import lags, settle
from tests.eventually import eventually
from tests.platform import staff_of
from tests.service.importing.folders import NEED, folder_of, totals, write

SHARED = Path(__file__).resolve().parents[3] / ".." / "shared" / "data"


@pytest.fixture
async def operator(platform):
    async with asking(platform.settings) as found:
        yield found


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
