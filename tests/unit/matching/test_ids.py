"""Ids and where they stand."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.index.ids import Keys, Slots

ids = st.one_of(st.integers(0, 60), st.integers(0, 60).map(lambda n: n << 96)).map(
    lambda n: UUID(int=n)
)


@given(told=st.lists(st.tuples(st.booleans(), ids), max_size=400))
def test_slots_are_what_a_dict_would_hold(told: list[tuple[bool, UUID]]) -> None:
    keys, plain = Keys(), {}
    slots = Slots(keys)
    for comes, key in told:
        if key in plain:
            assert slots.pop(key) == plain.pop(key)
        if comes:
            plain[key] = len(keys)
            slots.add(key, len(keys))
            keys.append(key)
    assert list(slots.items()) == list(plain.items())
    assert len(slots) == len(plain)
    for _, key in told:
        assert slots.get(key) == plain.get(key)
    with pytest.raises(KeyError):
        slots.pop(UUID(int=1 << 127))
