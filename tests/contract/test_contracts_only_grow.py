"""What was once promised stays: no field, method or event of a released contract goes or hardens.

``released/<service>.json`` is what the last release promised; ``python -m
tests.contract.test_contracts_only_grow`` writes it anew when a release is made.
"""

import json
from pathlib import Path

import msgspec
import pytest

from contracts.rights import SERVICES
from contracts.wire import Event, Method
from tests.contract.promised import promised

RELEASED = Path(__file__).parent / "released"


def promise(service):
    """Subjects with the names of their records, and each record's fields and which it requires."""
    subjects, types = {}, []
    for value in promised(service):
        if isinstance(value, Method):
            subjects[value.subject] = [str(value.request), str(value.answer)]
            types += [value.request, value.answer]
        elif isinstance(value, Event):
            subjects[value.subject] = [str(value.payload)]
            types.append(value.payload)
    _, schemas = msgspec.json.schema_components(types)
    records = {
        name: {"fields": sorted(schema["properties"]), "required": schema.get("required", [])}
        for name, schema in schemas.items()
        if "properties" in schema
    }
    return {"subjects": subjects, "records": records}


@pytest.mark.parametrize("service", SERVICES)
def test_a_contract_keeps_what_was_released(service):
    released = json.loads((RELEASED / f"{service}.json").read_text("utf-8"))
    now = promise(service)

    assert released["subjects"].items() <= now["subjects"].items()
    for name, record in released["records"].items():
        assert set(record["fields"]) <= set(now["records"][name]["fields"]), name
        assert set(now["records"][name]["required"]) <= set(record["required"]), name


if __name__ == "__main__":
    RELEASED.mkdir(exist_ok=True)
    for name in SERVICES:
        text = json.dumps(promise(name), indent=1, sort_keys=True)
        (RELEASED / f"{name}.json").write_text(text + "\n", "utf-8")
