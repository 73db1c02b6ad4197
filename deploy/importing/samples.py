"""The invented sample that a town starts its life with, and who may sign in to it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from chassis.japan import today
from chassis.settings import Settings
from contracts.sample import PASSPHRASE
from deploy.asking import Asking, asking
from deploy.importing import sample_days, sample_event, sources
from deploy.importing.report import Report
from deploy.importing.run import import_folder
from deploy.importing.settling import settle

FOLDER = Path(__file__).resolve().parents[2] / "samples"
DEMO = f"""\
sign in as one of the invented people, with the passphrase {PASSPHRASE}
  clerk@shiomihara.example    staff of a town
  liaison@shiomihara.example  its public-private desk
  member@katazuke.example     a company
  organizer@enishi.example    who runs a matching event
  moderator@enishi.example    who decides on what was reported
  admin@enishi.example        the platform's administrator
  auditor@enishi.example      who may look into the whole record"""


class BadSample(Exception):
    """The sample holds rows that the town does not take: a mistake of ours."""


async def load_samples(settings: Settings) -> None:
    """Into the running town that ``settings`` name. Raises ``BadSample``; safe to repeat."""
    async with asking(settings) as town:
        await load(town)


async def load(town: Asking) -> Report:
    imported = await import_folder(
        town,
        FOLDER,
        source=sources.SAMPLE,
        passphrase=PASSPHRASE,
        adapt=partial(sample_days.moved, today=today()),
    )
    if imported.report.bad:
        raise BadSample("; ".join(map(str, imported.report.bad)))
    await settle(town, imported.challenges)
    await sample_event.hold(town)
    return imported.report
