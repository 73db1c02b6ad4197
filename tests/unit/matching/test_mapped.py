"""Arrays that lie in a file."""

from __future__ import annotations

import numpy as np
import pytest

from services.matching.index import mapped
from services.matching.index.growing import Growing


def test_an_array_in_a_file_grows_like_one_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapped, "FROM", 100)
    kept, plain = Growing(np.int32, in_file=True), Growing(np.int32)
    for size in (1, 50, 200):
        for one in (kept, plain):
            one.extend(np.arange(size, dtype=np.int32))
            one.values[0] = size
    assert np.array_equal(kept.values, plain.values)


def test_without_a_place_for_the_file_it_lies_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapped, "FROM", 100)
    monkeypatch.setattr(mapped.tempfile, "tempdir", "/nowhere")
    assert mapped.mapped((40, 2), np.float32).tolist() == np.zeros((40, 2)).tolist()
