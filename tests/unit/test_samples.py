"""The invented sample world decodes, holds together, and can be taken for nothing real."""

from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from contracts.challenges import BudgetStage, ImportChallenge
from contracts.codes import is_corporate_number, is_lg_code, municipality_id
from contracts.fiscal import fiscal_window
from contracts.prefectures import PREFECTURES
from contracts.profiles import (
    PUBLIC_KINDS,
    ImportOffer,
    KeepMunicipality,
    KeepOrganization,
    KeepPerson,
)
from contracts.sample import PASSPHRASE
from deploy.importing.sample_days import WRITTEN, moved

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
LATER = {BudgetStage.TENDERING, BudgetStage.NOT_NEEDED}  # may be answered in the next year too
ACCOUNT = {"account_id", "email", "locale"}


def rows(name, record):
    lines = (SAMPLES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [msgspec.json.decode(line, type=record) for line in lines]


TOWNS = rows("municipalities", KeepMunicipality)
ORGANIZATIONS = {row.id: row for row in rows("organizations", KeepOrganization)}
CHALLENGES = rows("challenges", ImportChallenge)
OFFERS = rows("offers", ImportOffer)
PEOPLE = rows("people", dict)


def test_there_is_enough_to_look_at():
    assert len(CHALLENGES) >= 12
    assert len(OFFERS) >= 24


def test_towns_have_codes_that_are_right_but_nobodys():
    assert all(is_lg_code(town.lg_code) and town.lg_code.startswith("99") for town in TOWNS)
    assert {town.prefecture for town in TOWNS} <= set(PREFECTURES)


def test_every_town_is_an_organization_with_units():
    assert all(ORGANIZATIONS[municipality_id(town.lg_code)].units for town in TOWNS)


def test_corporate_numbers_are_right_and_unique():
    numbers = [row.corporate_number for row in ORGANIZATIONS.values() if row.corporate_number]
    assert len(set(numbers)) == len(numbers)
    assert all(is_corporate_number(number) and number[1:5] == "9990" for number in numbers)


def test_every_text_is_marked_as_invented():
    sourced = [*TOWNS, *ORGANIZATIONS.values(), *CHALLENGES, *OFFERS]
    assert {row.source.name for row in sourced} == {"sample"}
    assert all("架空" in row.source.attribution for row in sourced)


def test_posters_exist_and_stand_on_the_right_side():
    public = {row.id for row in ORGANIZATIONS.values() if row.kind in PUBLIC_KINDS}
    assert all(
        (row.organization_id in public) is (row.direction == "public_need") for row in CHALLENGES
    )
    assert {row.organization_id for row in OFFERS} <= set(ORGANIZATIONS) - public
    assert {area for row in OFFERS for area in row.reach} <= set(PREFECTURES)


def test_its_days_lie_ahead_whenever_it_is_loaded():
    today = WRITTEN
    while today < date(2040, 4, 1):
        for row in CHALLENGES:
            answer_by = moved(row, today).answer_by
            if answer_by is None:
                assert row.answer_by is None
                continue
            assert timedelta(days=21) < answer_by - today < timedelta(days=250)
            window = fiscal_window(row.budget_stage, today)
            assert answer_by <= window.ends or row.budget_stage in LATER
        today += timedelta(days=1)


def test_its_days_stay_as_they_are_within_a_month_and_end_months_as_they_did():
    days = [WRITTEN, date(2026, 11, 30), date(2027, 7, 1), date(2027, 7, 31), date(2028, 2, 29)]
    found = [[str(moved(row, day).answer_by) for row in CHALLENGES] for day in days]

    assert found[0] == found[1] == [str(row.answer_by) for row in CHALLENGES]
    assert found[2] == found[3]
    assert (found[2][0], found[4][0]) == ("2027-11-30", "2028-06-30")


def test_ids_are_unique():
    ids = [row.id for row in [*ORGANIZATIONS.values(), *CHALLENGES, *OFFERS]]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person["email"])
def test_people_decode_belong_somewhere_and_have_no_password(person):
    row = msgspec.convert({k: v for k, v in person.items() if k not in ACCOUNT}, KeepPerson)
    organization = ORGANIZATIONS[row.organization_id]
    assert row.unit_id is None or row.unit_id in {unit.id for unit in organization.units}
    assert person["email"].endswith(".example")
    assert set(person) - ACCOUNT <= set(KeepPerson.__struct_fields__)


def test_the_passphrase_stands_in_one_place_for_all_who_name_it():
    rooms = ("contracts", "chassis", "services", "gateway", "deploy")
    sources = [file for room in rooms for file in (ROOT / room).rglob("*.py")]

    holding = [file.name for file in sources if PASSPHRASE in file.read_text("utf-8")]

    assert holding == ["sample.py"]
