"""Bringing things in: texts, the master of municipalities, the sample."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

from chassis.settings import Settings, load
from contracts.faults import Unavailable
from deploy.asking import asking
from deploy.failing import Failed
from deploy.importing.folder import NothingToImport, check
from deploy.importing.progress import progress
from deploy.importing.report import Report
from deploy.importing.run import import_folder, import_master
from deploy.importing.samples import DEMO, BadSample
from deploy.importing.samples import load as load_sample
from deploy.importing.settling import Unsettled, settle
from deploy.importing.tables import UnreadableTable

AGAIN = "the town no longer answers: start it (make up) and import again; nothing is doubled"
SHOWN = 20  # bad rows on the terminal; the report holds all


def folder(path: Path) -> int:
    """Exit code: 1 when a row was bad."""
    try:
        check(path)
    except NothingToImport as nothing:
        raise Failed(str(nothing), wrong_use=True) from None
    return asyncio.run(_folder(path, load(Settings)))


async def _folder(path: Path, settings: Settings) -> int:
    begun = time.monotonic()
    async with asking(settings) as town:
        with progress(terminal=sys.stderr.isatty(), say=print) as shown:
            try:
                imported = await import_folder(town, path, shown)
            except Unavailable:
                raise Failed(AGAIN) from None
        told = _tell(imported.report, settings)
        try:
            matches = await settle(town, imported.challenges)
        except Unsettled as unsettled:
            raise Failed(str(unsettled)) from None
    if imported.challenges:
        print(f"matches are ready ({matches} for the challenges looked at)")
    for line in _unlisted(imported.unlisted):
        print(line)
    print(f"done in {time.monotonic() - begun:.1f} s")
    return told


def _unlisted(towns: int) -> list[str]:
    """What to do about towns that the list of municipalities cannot show."""
    what = "1 town is" if towns == 1 else f"{towns} towns are"
    command = "enishi import-municipalities FILE"
    return [f"{what} not in the master of municipalities: {command}"] if towns else []


def municipalities(files: tuple[Path, ...]) -> int:
    return asyncio.run(_municipalities(files, load(Settings)))


async def _municipalities(files: tuple[Path, ...], settings: Settings) -> int:
    async with asking(settings) as town:
        with progress(terminal=sys.stderr.isatty(), say=print) as shown:
            try:
                report, wards = await import_master(town, files, shown)
            except UnreadableTable as unreadable:
                raise Failed(str(unreadable), wrong_use=True) from None
        if wards:
            print(f"wards of designated cities: {wards} passed over")
        return _tell(report, settings)


def _tell(report: Report, settings: Settings) -> int:
    for line in report.lines():
        print(line)
    for bad in report.bad[:SHOWN]:
        print(bad, file=sys.stderr)
    if len(report.bad) > SHOWN:
        print(f"… and {len(report.bad) - SHOWN} more", file=sys.stderr)
    try:
        written = report.write(settings.home_path)
    except OSError as error:  # a container may have nowhere to write
        print(f"no report written: {error}", file=sys.stderr)
    else:
        if report.bad:
            print(f"all of them: {written}", file=sys.stderr)
    return int(bool(report.bad))


def sample() -> int:
    return asyncio.run(_sample(load(Settings)))


async def _sample(settings: Settings) -> int:
    async with asking(settings) as town:
        try:
            report = await load_sample(town)
        except (BadSample, NothingToImport, Unsettled) as error:
            raise Failed(str(error)) from None
    for line in (*report.lines(), DEMO):
        print(line)
    return 0
