"""Letters, waited for, and the links in them."""

import re

from contracts.regaining import OfLink
from tests.eventually import eventually
from tests.members import letters
from tests.outside import rows

LINK = r"/(reset/link|email/confirm|email/undo|recovery/stop)/([\w-]{43})\n"


async def letter(settings, to, about):
    """The last one to that address that holds these words."""

    async def found():
        return [text for text in letters(settings, to) if about in text][-1:]

    return (await eventually(found))[0]


async def link(settings, to, about):
    """The token in such a letter, once accounts knows it."""
    token = re.search(LINK, await letter(settings, to, about))[2]
    known = "SELECT FROM accounts.letter_links WHERE token_hash = sha256($1::bytea)"
    await eventually(lambda: rows(settings, known, token.encode()))
    return token


def of(token):
    return OfLink(token=token)
