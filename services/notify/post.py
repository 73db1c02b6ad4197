"""The post: letters go through an SMTP server, or as ``.eml`` files into the town's folder."""

from __future__ import annotations

import asyncio
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit
from uuid import UUID

import aiosmtplib

from chassis.settings import Settings, WrongSetting

DELIVERY = 30.0  # seconds a mail server may take over one letter, all in all
GOODBYE = 5.0  # seconds to say it
REFUSES = 500  # first code that says never
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
HERE = {"localhost", "127.0.0.1", "::1"}
POLICY = re.compile(r"5\.7\.")  # RFC 3463: it is us who may not, whatever the address


class Refused(Exception):
    """The mail server will never take this letter; ``address``: nor any other to this address."""

    def __init__(self, message: str, *, address: bool) -> None:
        super().__init__(message)
        self.address = address


class Post(Protocol):
    async def deliver(self, letter_id: UUID, email: str, letter: bytes) -> None:
        """Raises ``Refused``; anything else that is raised may be better another time."""


@dataclass(frozen=True, slots=True)
class Folder:
    """One file per letter; the same letter again is the same file."""

    folder: Path

    async def deliver(self, letter_id: UUID, email: str, letter: bytes) -> None:  # noqa: ARG002 -- it is in the letter
        await asyncio.to_thread(self._write, letter_id, letter)

    def _write(self, letter_id: UUID, letter: bytes) -> None:
        """Whole or not at all; readable by the owner alone."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = self.folder / f".{letter_id}.part"
        part.touch(mode=0o600)
        with part.open("wb") as file:
            file.write(letter)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.folder / f"{letter_id}.eml")


@dataclass(frozen=True, slots=True)
class Smtp:
    """A mail server. With a password, and not on this machine, only over TLS."""

    sender: Address
    host: str
    port: int
    user: str | None
    password: str | None
    tls: bool
    """TLS from the first byte."""
    start_tls: bool | None
    """TLS after asking for it; none: if the server offers it."""

    async def deliver(self, letter_id: UUID, email: str, letter: bytes) -> None:  # noqa: ARG002 -- it is in the letter
        client = self._client()
        try:
            async with asyncio.timeout(DELIVERY):
                await client.connect()
                await client.sendmail(self.sender.addr_spec, [email], letter)
            with suppress(aiosmtplib.SMTPException, OSError):  # it has been taken by now
                await client.quit(timeout=GOODBYE)
        except aiosmtplib.SMTPRecipientsRefused as error:
            raise _of_recipient(error.recipients[0]) from error
        except aiosmtplib.SMTPDataError as error:
            raise _of_letter(error) from error
        finally:
            client.close()

    def _client(self) -> aiosmtplib.SMTP:
        return aiosmtplib.SMTP(
            hostname=self.host,
            port=self.port,
            local_hostname=self.sender.domain,
            timeout=DELIVERY,
            use_tls=self.tls,
            start_tls=self.start_tls,
            username=self.user,
            password=self.password,
        )


def _of_recipient(error: aiosmtplib.SMTPRecipientRefused) -> Exception:
    if error.code < REFUSES or POLICY.match(error.message):
        return error
    return Refused(f"{error.code} {error.message}", address=True)


def _of_letter(error: aiosmtplib.SMTPDataError) -> Exception:
    if error.code < REFUSES:
        return error
    return Refused(f"{error.code} {error.message}", address=False)


def open_post(settings: Settings, sender: Address) -> Post:
    """The post that ``settings`` name. Raises ``WrongSetting``."""
    if not settings.smtp_url:
        return Folder(settings.home_path / "mail")
    try:
        url = urlsplit(settings.smtp_url)
        host, port = url.hostname, url.port or PORTS[url.scheme]
    except (ValueError, KeyError):
        host = None
    if not host:
        raise WrongSetting(f"ENISHI_SMTP_URL: give {', '.join(PORTS)}, then ://user:password@host")
    must = url.scheme == "smtp+starttls" or bool(url.username and host not in HERE)
    tls = url.scheme == "smtps"
    user, password = (unquote(part) if part else None for part in (url.username, url.password))
    return Smtp(sender, host, port, user, password, tls, False if tls else must or None)


def sender_of(settings: Settings) -> Address:
    """Who letters come from. Raises ``WrongSetting``."""
    host = urlsplit(settings.site).hostname or ""
    domain = host if re.search(r"\.[a-z][a-z0-9-]*$", host) else "localhost"
    try:
        return Address("縁 Enishi", addr_spec=settings.mail_from or f"no-reply@{domain}")
    except (ValueError, IndexError, MessageError):
        raise WrongSetting("ENISHI_MAIL_FROM: not an e-mail address") from None
