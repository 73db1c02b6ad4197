"""Ranking a folder with known answers: handed on to the matching service's own evaluation."""

from __future__ import annotations

from pathlib import Path

from deploy.failing import Failed


def rank(directory: Path, run: Path | None, side: str, potential: str) -> int:
    from services.matching.evaluation import main

    if not directory.is_dir():
        raise Failed(f"{directory} is no folder", wrong_use=True)
    given = ["--run", str(run)] if run else []
    return int(main([str(directory), *given, "--side", side, "--potential", potential]) or 0)
