"""An operator's own names and synonyms: two files in a folder, read once at the start."""

from __future__ import annotations

from pathlib import Path

from services.matching.analysis.names import HEAD, lines_of, synonym_groups

LARGEST = 2_000_000
"""Bytes of a list."""
LONGEST = 100
"""Characters of a name or a word."""


class WrongListError(ValueError):
    """A list cannot be used; the text says which and why."""


def own_lists(folder: Path) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The lines of ``names.txt`` and the groups of ``synonyms.txt``; a missing file is empty.

    Raises ``WrongListError``.
    """
    names = _lines(folder / "names.txt")
    synonyms = folder / "synonyms.txt"
    groups = tuple(synonym_groups(_lines(synonyms)))
    _check(folder / "names.txt", names)
    for group in groups:
        _check(synonyms, group)
        if len(group) == 1:
            raise WrongListError(f"{synonyms}: {group[0]} stands alone in its line")
    return names, groups


def _lines(file: Path) -> tuple[str, ...]:
    try:
        with file.open("rb") as opened:
            read = opened.read(LARGEST + 1)
        if len(read) > LARGEST:
            raise WrongListError(f"{file}: more than {LARGEST:,} bytes")
        return lines_of(read.decode("utf-8-sig"))
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise WrongListError(f"{file}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise WrongListError(f"{file}: is not UTF-8") from None


def _check(file: Path, words: tuple[str, ...]) -> None:
    for word in words:
        if not HEAD <= len(word) <= LONGEST:
            raise WrongListError(f"{file}: {word[:LONGEST]}: {HEAD} to {LONGEST} characters")
