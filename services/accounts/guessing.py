"""How often passwords may be guessed, so that who guesses gets nowhere and locks nobody out.

Tries with one address are counted by that address, whether anybody has it or not, and are made
before they are compared: who sends many at once gets no more of them. A browser that its person
has signed in with before (a cookie) is counted by itself, so strangers who use up the tries of an
address leave its owner those of their own browser; a passkey is never counted.

Wrong passwords are counted twice more, for strangers alone: by the network they come from, and by
the password, which finds one password tried with many addresses from everywhere. Of a password
32 bits of a keyed hash are kept, for a quarter of an hour: too few to find it again.
"""

from __future__ import annotations

from dataclasses import dataclass

from chassis.calls import Asked
from chassis.postgres import Runner
from contracts.accounts import SignIn
from contracts.faults import Limited
from contracts.recording import Result
from services.accounts import rules
from services.accounts.deps import Deps
from services.accounts.recording import record_try
from services.accounts.store import attempts, known_browsers
from services.accounts.store.accounts import Secret

TOO_MANY = "too many wrong passwords"
FROM_NETWORK = "too many wrong passwords from one network"
SPRAYED = "one password is tried with many addresses"


@dataclass(frozen=True, slots=True)
class Try:
    """One try, counted under ``mark``; those of strangers also under ``shared`` when wrong."""

    mark: bytes
    shared: tuple[tuple[bytes, int, str], ...]
    """Mark, how many wrong ones are too many, and what it is then called."""


async def begin(deps: Deps, asked: Asked[SignIn], email: str, found: Secret | None) -> Try:
    """Counted before it is made. Raises ``Limited``, recorded once for all that follow."""
    made = await _try(deps, asked, email, found)
    tries, seconds_left = await attempts.count(deps.database, made.mark, rules.WINDOW)
    if tries == rules.TRIES + 1:
        account_id = found.id if found else None
        await record_try(deps, asked, account_id, TOO_MANY, email, Result.REFUSED)
    rules.check_tries(tries, seconds_left)
    for mark, most, _ in made.shared:
        wrong, seconds_left = await attempts.so_far(deps.database, mark, rules.WINDOW)
        if wrong >= most:
            await attempts.uncount(deps.database, made.mark)
            raise Limited("too many wrong tries", retry_after=max(1.0, round(seconds_left)))
    return made


async def was_wrong(deps: Deps, asked: Asked[SignIn], made: Try, email: str) -> None:
    """Recorded once when it is the one that is too many."""
    for mark, most, called in made.shared:
        tries, _ = await attempts.count(deps.database, mark, rules.WINDOW)
        if tries == most:
            await record_try(deps, asked, None, called, email, Result.REFUSED, always=True)


async def was_not_made(deps: Deps, made: Try) -> None:
    await attempts.uncount(deps.database, made.mark)


async def was_right(runner: Runner, made: Try) -> None:
    await attempts.forget(runner, made.mark)


async def _try(deps: Deps, asked: Asked[SignIn], email: str, found: Secret | None) -> Try:
    browser = asked.request.browser
    if found is not None and browser:
        mark = rules.digest(browser)
        if await known_browsers.is_known(deps.database, found.id, mark, rules.BROWSER):
            return Try(rules.digest(f"browser {browser} {email}"), ())
    password = deps.sealing.password_mark(rules.normal(asked.request.password))
    shared = [(rules.digest(b"password" + password), rules.SPRAY_TRIES, SPRAYED)]
    network = rules.network_of(asked.origin.address)
    if network:
        shared.append((rules.digest(f"network {network}"), rules.NETWORK_TRIES, FROM_NETWORK))
    return Try(rules.digest(email), tuple(shared))
