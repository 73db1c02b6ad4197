"""Ranking a folder with known answers: handed on to the matching service's own evaluation."""

from __future__ import annotations

from pathlib import Path

from deploy.failing import Failed


def rank(directory: Path, run: Path | None, side: str | None, potential: str | None) -> int:
    """What is not given is as the evaluation has it."""
    from services.matching.evaluation import main

    if not directory.is_dir():
        raise Failed(f"{directory} is no folder", wrong_use=True)
    given = {"--run": run, "--side": side, "--potential": potential}
    options = [str(word) for pair in given.items() if pair[1] is not None for word in pair]
    return int(main([str(directory), *options]) or 0)
