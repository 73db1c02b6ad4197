"""Variables that look like settings and are none: mostly typing errors, which would go unseen."""

from __future__ import annotations

from collections.abc import Iterable

from chassis.settings import PREFIX


def misspelt(environ: Iterable[str]) -> list[str]:
    """One line for each, with the setting that is nearest."""
    given = sorted(name for name in environ if name.startswith(PREFIX))
    known = _known() if given else set()
    return [_line(name, known) for name in given if name not in known]


def _known() -> set[str]:
    import msgspec

    from gateway.settings import GatewaySettings

    names = [PREFIX + field.name.upper() for field in msgspec.structs.fields(GatewaySettings)]
    return {*names, *(name + "_FILE" for name in names)}


def _line(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    nearest = get_close_matches(name, sorted(known), 1, cutoff=0.8)
    rest = f"is {nearest[0]} meant?" if nearest else "docs/running.md lists all"
    return f"{name} is no setting and changes nothing; {rest}"
