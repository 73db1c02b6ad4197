"""What the contracts promise, wherever in ``contracts`` it stands, by service."""

import importlib
import pkgutil

import contracts
from contracts.wire import Event, Method


def promised(service):
    """Each method and event of a service, once, by its subject."""
    found = {}
    for name in pkgutil.iter_modules(contracts.__path__):
        for value in vars(importlib.import_module(f"contracts.{name.name}")).values():
            if isinstance(value, Method | Event) and value.subject.split(".")[1] == service:
                found[value.subject] = value
    return [found[subject] for subject in sorted(found)]
