"""Nothing can be asked that the table of rights does not name, and nothing there is idle."""

from importlib import import_module

import pytest

from contracts.care import care
from contracts.faults import Forbidden, Unauthenticated
from contracts.own_data import own_data
from contracts.retention import purge
from contracts.rights import METHODS, SERVICES, check_right
from contracts.wire import Event, Method, Role
from deploy import parts
from tests.contract.promised import promised


def methods(service):
    own = {value.subject for value in promised(service) if isinstance(value, Method)}
    nursed = care(service)
    return own | {
        nursed.check_health.subject,
        nursed.list_dead.subject,
        nursed.replay_dead.subject,
        own_data(service).subject,
        purge(service).subject,
    }


def test_every_method_has_a_right_and_every_right_a_method():
    assert set().union(*(methods(service) for service in SERVICES)) == set(METHODS)


@pytest.mark.parametrize("service", SERVICES)
def test_every_method_is_answered_by_its_service(service):
    answered = {point.method.subject for point in parts.service(service).endpoints}
    nursed = {
        subject
        for subject in methods(service)
        if ".dead." in subject
        or "service.check" in subject
        or ".own_data." in subject
        or ".retention." in subject
    }

    assert answered | nursed == methods(service)


@pytest.mark.parametrize("service", SERVICES)
def test_a_right_stands_with_its_service(service):
    rows = import_module(f"contracts.rights.{service}").METHODS

    assert all(subject.startswith(f"rpc.{service}.v1.") for subject in rows)


def test_readers_have_names_of_their_own():
    names = [what.reader for name in SERVICES for what in parts.service(name).readings]

    assert len(names) == len(set(names))
    for name in SERVICES:
        for what in parts.service(name).readings:
            assert what.reader.startswith(f"{name}-")
            assert isinstance(what.event, Event)


def test_a_subject_without_an_entry_is_forbidden_to_everybody():
    for role in Role:
        with pytest.raises(Forbidden):
            check_right("rpc.profiles.v1.secret.read", role)
    with pytest.raises(Unauthenticated):
        check_right("rpc.profiles.v1.secret.read", None)
