"""A mail server with moods, in the test's own loop."""

# ruff: noqa: ARG002, N802 -- aiosmtpd looks for these names and gives them these arguments

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session


@dataclass
class Office:
    """What has arrived, and how it answers."""

    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    """Recipient -> what is said to it."""
    answers: list[str] = field(default_factory=list)
    """Said after the next letters instead of 250; ``drop`` takes it and hangs up."""
    login: str = ""
    """``user:password`` of whom it takes letters from; empty: from everybody."""
    slow: float = 0.0
    """Seconds before each letter is taken."""
    held: asyncio.Event | None = None
    """Letters are taken once it is set."""

    @property
    def addresses(self) -> list[str]:
        """Who got a letter, each time they got one."""
        return sorted(address for to in self.recipients for address in to)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.login and not session.authenticated:
            return "530 5.7.0 who are you"
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        await asyncio.sleep(self.slow)
        if self.held:
            await self.held.wait()
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer in {"250 OK", "drop"}:
            content = envelope.content
            assert isinstance(content, bytes)
            self.letters.append(message_from_bytes(content, policy=policy.default))  # type: ignore[arg-type]  # the library types neither
            self.recipients.append(envelope.rcpt_tos)
        if answer == "drop":
            assert server.transport is not None
            server.transport.abort()
        return answer


@asynccontextmanager
async def mail_server(office: Office, port: int) -> AsyncIterator[None]:
    """Listens on ``port``."""

    def check(
        server: object, session: object, envelope: object, way: str, data: object
    ) -> AuthResult:
        given = b":".join((data.login, data.password)).decode()  # type: ignore[attr-defined]  # the library types it as an object
        return AuthResult(success=given == office.login)

    def serve() -> SMTP:
        return SMTP(
            office,
            hostname="office.example",
            loop=asyncio.get_running_loop(),
            authenticator=check,
            auth_require_tls=False,
        )

    server = await asyncio.get_running_loop().create_server(serve, "127.0.0.1", port)
    try:
        yield
    finally:
        server.close()
        await server.wait_closed()
