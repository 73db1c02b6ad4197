"""The one program: `enishi --help`.

Names the commands and their arguments; how they end is in ``ending``. What a command does is
imported when it is called.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter, validators

from deploy.ending import code_of
from deploy.failing import Failed
from deploy.misspelt import misspelt

Part = Literal[
    "accounts",
    "profiles",
    "challenges",
    "matching",
    "introductions",
    "sessions",
    "notify",
    "ledger",
    "gateway",
]

Out = Annotated[Path | None, Parameter(alias="-o")]
Moves = Annotated[int, Parameter(validator=validators.Number(gte=0, lte=100_000))]
Spread = Annotated[int | None, Parameter(validator=validators.Number(gte=0, lte=5_000))]
Seconds = Annotated[float | None, Parameter(validator=validators.Number(gt=0, lte=86_400))]

app = App(
    name="enishi",
    help="Enishi (縁): public needs and private ideas. Settings: ENISHI_*, see docs/running.md.",
    help_format="plaintext",
)
dead = App(name="dead", help="Events that a service could not take and laid aside.")
app.command(dead)


@app.command
def town() -> None:
    """Run the whole town here: databases, services, pages."""
    from deploy.commands import running

    running.town()


@app.command
def prepare() -> None:
    """Make keys, schemas, roles and streams on the servers that the settings name."""
    from deploy.commands import running

    running.prepare()


@app.command
def serve(name: Part, /) -> None:
    """Run one part by itself."""
    from deploy.commands import running

    running.serve(name)


@app.command(name="import")
def import_(directory: Path, /) -> int:
    """Bring a folder of texts into the running town; again changes nothing."""
    from deploy.commands import bringing

    return bringing.folder(directory)


@app.command
def import_municipalities(*files: Path) -> int:
    """Bring in the master of municipalities: CSV or Excel, ours or that of 総務省."""
    from deploy.commands import bringing

    if not files:
        raise Failed("say which file: enishi import-municipalities FILE", wrong_use=True)
    return bringing.municipalities(files)


@app.command
def sample() -> int:
    """Load the invented sample into the running town."""
    from deploy.commands import bringing

    return bringing.sample()


@app.command
def rank(
    directory: Path,
    /,
    *,
    run: Path | None = None,
    side: Literal["need", "both"] | None = None,
    potential: Literal["none", "batch"] | None = None,
) -> int:
    """How good the matches are on a folder of texts with known answers; needs no town.

    Parameters
    ----------
    run
        File for the ranking itself, in TREC's format.
    """
    from deploy.commands import ranking

    return ranking.rank(directory, run, side, potential)


@app.command
def timetable(
    problem: Path,
    /,
    *,
    out: Out = None,
    repair: Path | None = None,
    moves: Moves = 0,
    from_slot: str | None = None,
    check: Path | None = None,
    spread: Spread = 2,
    seconds: Seconds = None,
) -> int:
    """Who meets whom when at which table, from a JSON file; needs no town.

    Also an instance of B2B scheduling (.dzn): all its meetings, with the fewest breaks.

    Parameters
    ----------
    out
        File for the timetable.
    repair
        A published timetable that should change as little as possible.
    moves
        Published meetings that may change their slot in a repair.
    from_slot
        Id of the first slot that has not begun.
    check
        A timetable: say whether it keeps every rule, and make none.
    spread
        In a .dzn instance: breaks that one may have more than anybody else.
    seconds
        For a .dzn instance: stop then, with the best found and how few breaks there may be. In a
        JSON file it is "effort" that says how long to go on, so that the answer stays the same.
    """
    from deploy.commands import timetabling

    change = timetabling.Change(repair, moves, from_slot)
    if problem.suffix == ".dzn":
        return timetabling.fewest_breaks(problem, spread, out, seconds)
    return timetabling.of_file(problem, out, change, seconds=seconds, checked=check)


@app.command
def rehearse(
    event: str,
    /,
    *,
    seed: Annotated[int, Parameter(validator=validators.Number(gte=0))] = 0,
    minutes: Annotated[int, Parameter(validator=validators.Number(gte=0, lte=1_440))] = 10,
) -> int:
    """Copy a matching event to today and play it with invented people, up to its day.

    Parameters
    ----------
    event
        Its id, as in the address of its page.
    seed
        The same seed invents the same people.
    minutes
        Until its first slot begins.
    """
    from deploy.commands import rehearsing

    return rehearsing.rehearse(event, seed, minutes)


@app.command
def exposure() -> None:
    """Count anew who is shown how often: by size of town, age, kind and length of profile."""
    from deploy.commands import matching

    matching.exposure()


@app.command
def learn(*, switch_on: bool = False) -> int:
    """Learn from outcomes how much each thing counts; figures on outcomes kept apart.

    Parameters
    ----------
    switch_on
        Use it where nobody has set anything, if it has proved itself; else exit code 1.
    """
    from deploy.commands import matching

    return matching.learn(switch_on=switch_on)


@app.command
def status() -> int:
    """Health of every service, and what is still on its way."""
    from deploy.commands import looking

    return looking.status()


@app.command
def verify_ledger(*, tenant: str | None = None, heads: Path | None = None) -> int:
    """Recompute the record of what happened; name the first row that was altered.

    Parameters
    ----------
    tenant
        Id of an organization, for its chain alone.
    heads
        A copy of <home>/apart/ledger-heads.jsonl that was kept elsewhere.
    """
    from deploy.commands import verifying

    return verifying.verify(tenant, heads)


@app.command
def erasures(*, replay: Path | None = None) -> int:
    """Who was forgotten, by ids; after a restore: forget them once more.

    Parameters
    ----------
    replay
        The list that was kept outside the database: <home>/apart/erasures.jsonl.
    """
    from deploy.commands import forgetting

    return forgetting.erasures(replay)


@app.command(name="lift-networks")
def lift_networks(organization: str, *, reason: str) -> int:
    """Let an organization act from everywhere again, when its list has shut everybody out.

    Parameters
    ----------
    organization
        Its id.
    reason
        Why; stands in the record of the organization.
    """
    from deploy.commands import lifting

    return lifting.lift_networks(organization, reason)


@app.command(name="take-mail")
def take_mail(recipient: str) -> int:
    """Take a mail on the standard input: an answer to a letter about a message.

    Parameters
    ----------
    recipient
        The address it came to, as the envelope says: reply+...@ the host of the site.
    """
    from deploy.commands import answering

    return answering.take_mail(recipient)


@app.command
def schema(*, output: Annotated[Path, Parameter(name=("--output", "-o"))] | None = None) -> None:
    """Print the GraphQL schema into gateway/schema.graphql."""
    from deploy.commands import printing

    printing.schema(output)


@dead.command(name="list")
def list_dead(service: str | None = None, /) -> None:
    """What was laid aside, by one service or all."""
    from deploy.commands import looking

    looking.list_dead(service)


@dead.command(name="replay")
def replay_dead(service: str, /, *ids: int) -> int:
    """Take it up again: the letters with these ids, or all."""
    from deploy.commands import looking

    return looking.replay_dead(service, ids)


def main(words: Sequence[str] | None = None) -> None:
    """``words``: in place of those the program was called with."""
    # Commands tell people what they need; what runs for long sets up logs of its own.
    logging.basicConfig(level=logging.ERROR, format="enishi: %(message)s")
    for doubt in misspelt(os.environ):
        print(f"enishi: {doubt}", file=sys.stderr)
    given = list(sys.argv[1:] if words is None else words)
    sys.exit(code_of(lambda: app(given, exit_on_error=False, result_action="return_value")))
