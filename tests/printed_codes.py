"""Reads a QR code from a picture of a page, module by module (ISO/IEC 18004, versions 1 to 6).

Nothing is corrected: what is printed has to be read without a mistake. For tests of our papers,
so that what reads a code is not what wrote it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import numpy as np

FORMAT_MASK = 0b101010000010010
BLOCKS = {  # data codewords of each block, by error level and version
    "L": ((19,), (34,), (55,), (80,), (108,), (68, 68)),
    "M": ((16,), (28,), (44,), (32, 32), (43, 43), (27,) * 4),
    "Q": ((13,), (22,), (17, 17), (24, 24), (15, 15, 16, 16), (19,) * 4),
}
LEVELS = {0b01: "L", 0b00: "M", 0b11: "Q"}
MASKS = (
    lambda r, c: (r + c) % 2,
    lambda r, _: r % 2,
    lambda _, c: c % 3,
    lambda r, c: (r + c) % 3,
    lambda r, c: (r // 2 + c // 3) % 2,
    lambda r, c: r * c % 2 + r * c % 3,
    lambda r, c: (r * c % 2 + r * c % 3) % 2,
    lambda r, c: ((r + c) % 2 + r * c % 3) % 2,
)


def code_on(picture: Any) -> str:
    """``picture``: grey, rows first. Of the one code on it."""
    dark = np.asarray(picture) < 128
    return _text(_modules(dark))


def _finders(line: Any) -> list[tuple[float, float]]:
    """Where a line crosses finder patterns (1:1:3:1:1): their middles, and a module's width."""
    runs, at = [], 0
    for is_dark, some in groupby(line.tolist()):
        length = len(list(some))
        runs.append((is_dark, at, length))
        at += length
    found = []
    for place in range(len(runs) - 4):
        five = runs[place : place + 5]
        lengths = [length for _, _, length in five]
        module = sum(lengths) / 7
        wanted = [module, module, 3 * module, module, module]
        near = all(abs(x - y) <= module / 2 for x, y in zip(lengths, wanted, strict=True))
        if five[0][0] and module >= 3 and near:
            found.append((five[2][1] + five[2][2] / 2, module))
    return found


def _corners(dark: Any) -> tuple[list[tuple[float, float]], float]:
    """The middles (x, y) of the three finder patterns, and a module's width."""
    clusters: list[list[tuple[float, float, float]]] = []
    for y in range(dark.shape[0]):
        for x, module in _finders(dark[y]):
            if not any(abs(middle - y) <= 2 * module for middle, _ in _finders(dark[:, round(x)])):
                continue
            near = [c for c in clusters if max(abs(c[0][0] - x), abs(c[0][1] - y)) < 4 * module]
            if not near:
                near = [[]]
                clusters += near
            near[0].append((x, y, module))
    three = sorted(clusters, key=len)[-3:]
    middles = [
        (float(np.mean([p[0] for p in c])), float(np.mean([p[1] for p in c]))) for c in three
    ]
    return middles, float(np.mean([p[2] for c in three for p in c]))


def _modules(dark: Any) -> Any:
    middles, module = _corners(dark)
    left, top = min(middles, key=sum)
    right = max(x for x, _ in middles)
    size = round((right - left) / module) + 7
    step = (right - left) / (size - 7)
    at = [round((n - 3) * step) for n in range(size)]
    return np.array([[dark[round(top) + y, round(left) + x] for x in at] for y in at])


def _data(code: Any, mask: int) -> Iterator[int]:
    """The bits in the order in which they were laid, upwards and downwards in pairs of columns."""
    size = len(code)
    turn, middle = 0, size - 7
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        rows = range(size) if turn % 2 else range(size - 1, -1, -1)
        turn += 1
        for row in rows:
            for column in (right, right - 1):
                corner = row < 9 and (column < 9 or column >= size - 8)
                corner = corner or (row >= size - 8 and column < 9)
                beside = max(abs(row - middle), abs(column - middle)) <= 2 and size > 21
                if corner or row == 6 or beside:
                    continue
                yield int(code[row, column]) ^ int(MASKS[mask](row, column) == 0)


def _text(code: Any) -> str:
    size = len(code)
    around = [*((8, c) for c in (0, 1, 2, 3, 4, 5, 7, 8)), *((r, 8) for r in (7, 5, 4, 3, 2, 1, 0))]
    format_bits = int("".join(str(int(code[place])) for place in around), 2) ^ FORMAT_MASK
    level, mask = LEVELS[format_bits >> 13], format_bits >> 10 & 0b111
    bits = list(_data(code, mask))
    words = iter([int("".join(map(str, bits[n : n + 8])), 2) for n in range(0, len(bits) - 7, 8)])
    lengths = BLOCKS[level][(size - 17) // 4 - 1]
    blocks: list[list[int]] = [[] for _ in lengths]
    for place in range(max(lengths)):
        for block, length in zip(blocks, lengths, strict=True):
            if place < length:
                block.append(next(words))
    said = "".join(f"{word:08b}" for block in blocks for word in block)
    assert said[:4] == "0100", "bytes, as they stand"
    count = int(said[4:12], 2)
    return bytes(int(said[12 + 8 * n : 20 + 8 * n], 2) for n in range(count)).decode("ascii")
