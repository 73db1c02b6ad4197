"""uvicorn's HTTP protocol with an end to its patience: a head comes soon and small, or not at all.

llhttp refuses what is ambiguous (two lengths, length and chunks, bare line feeds) by itself, but
waits for ever, and keeps everything, while a head has not ended; and uvicorn while a body comes in
drops that was answered long ago.
"""

from __future__ import annotations

import asyncio
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from gateway.crowding import make_room

LARGEST = 65_536  # bytes of a head that has not ended
_TOO_LARGE = b"431 Request Header Fields Too Large"
_TOO_SLOW = b"408 Request Timeout"


class Patient(HttpToolsProtocol):
    seconds: ClassVar[float] = 10.0
    """From connecting, or from a head's first byte, to its last."""
    most: ClassVar[int] = 448
    """Connections of the server's 512; from there on who keeps us waiting makes room."""
    since = 0.0
    _in_head = True
    _size = 0
    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn says it
        super().connection_made(transport)
        self.since = self.loop.time()
        self._wait()
        make_room(self.connections, self.most, self)  # type: ignore[arg-type]  # all are ours

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait_no_longer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._size += len(data)
        super().data_received(data)
        if not self._in_head or self.transport.is_closing():
            return
        if self._size > LARGEST:
            self._close(_TOO_LARGE)
        elif self._size and self._waiting is None:
            self._wait()

    def on_headers_complete(self) -> None:
        self._in_head, self._size = False, 0
        self.since = self.loop.time()
        self._wait_no_longer()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._in_head, self._size = True, 0
        self.since = self.loop.time()
        self._wait_no_longer()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.cycle.response_complete and not self._in_head and not self.transport.is_closing():
            # Answered before all was said. Who hears it stops soon; closing at once would drown it.
            self._wait_no_longer()
            self._waiting = self.loop.call_later(self.seconds, self.transport.abort)

    @property
    def rests(self) -> bool:
        return self._in_head and (self.cycle is None or self.cycle.response_complete)

    @property
    def keeps_us_waiting(self) -> bool:
        """For a head, a body, or to read what was answered."""
        return self.rests or not self._in_head or self.transport.get_write_buffer_size() > 0

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(self.seconds, self._close, _TOO_SLOW)

    def _wait_no_longer(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _close(self, status: bytes) -> None:
        head = b"HTTP/1.1 " + status + b"\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
        self.transport.write(head)
        self.transport.close()
