"""Room for what is too large to keep in memory and too seldom read to need it there."""

from __future__ import annotations

import mmap
import os
import tempfile
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

FROM = 64_000_000
"""Bytes from which an array lies in a file: smaller ones are not worth one."""


def mapped(shape: tuple[int, ...], dtype: DTypeLike) -> NDArray[Any]:
    """Zeros in a file without a name, whose pages the system keeps in memory as long as it can.

    Below ``FROM``, or where there is no room for the file, in memory like any other. The whole
    file is taken at once: a disk that fills up later would end the process.
    """
    size = int(np.prod(shape)) * np.dtype(dtype).itemsize
    if size < FROM:
        return np.zeros(shape, dtype)
    try:
        with tempfile.TemporaryFile(prefix="enishi-rows-") as file:
            os.posix_fallocate(file.fileno(), 0, size)
            return np.frombuffer(mmap.mmap(file.fileno(), size), dtype).reshape(shape)
    except (OSError, AttributeError):  # no room, or a system without it
        return np.zeros(shape, dtype)
