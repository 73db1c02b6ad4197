"""Every method that changes something says whether it leaves an entry, or why it leaves none."""

from chassis.events import Reading
from contracts.care import Care, care
from contracts.recording import NOT_RECORDED, RECORDED, written
from contracts.retention import purge
from contracts.rights import METHODS, SERVICES
from contracts.wire import Method
from deploy import parts
from tests.contract.promised import promised


def methods():
    for service in SERVICES:
        yield from (value for value in promised(service) if isinstance(value, Method))
        nursed: Care = care(service)
        yield purge(service)
        yield from (nursed.check_health, nursed.list_dead, nursed.replay_dead)


def test_every_method_that_is_not_safe_is_recorded_or_says_why_not():
    changing = {method.subject for method in methods() if not method.safe}

    assert changing - RECORDED.keys() - NOT_RECORDED.keys() == set()


def test_no_method_is_both_and_none_is_unknown():
    assert RECORDED.keys() & NOT_RECORDED.keys() == set()
    assert (RECORDED.keys() | NOT_RECORDED.keys()) <= METHODS.keys()
    assert all([*RECORDED.values(), *NOT_RECORDED.values()])


def test_the_ledger_reads_every_service():
    readings: list[Reading] = parts.service("ledger").readings
    read = {what.event.subject: what.reader for what in readings}

    for service in SERVICES:
        assert read[written(service).subject] == f"ledger-keep-{service}"
