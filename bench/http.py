"""The smallest HTTP client that keeps its connection, so that the client is not what is timed."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

import msgspec


@dataclass(frozen=True)
class Target:
    """One request, ready to be written, to a port of this machine."""

    port: int
    request: bytes

    @classmethod
    def graphql(cls, port: int, query: str) -> Target:
        body = msgspec.json.encode({"query": query})
        head = f"POST /graphql HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\n"
        head += f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
        return cls(port, head.encode() + body)

    @classmethod
    def page(cls, port: int, path: str) -> Target:
        return cls(port, f"GET {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\n\r\n".encode())

    async def once(self) -> tuple[int, bytes]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            return await _ask(self, reader, writer)
        finally:
            writer.close()


async def timed(target: Target, clients: int, requests: int) -> list[float]:
    """Seconds that each of ``requests`` took, shared out among ``clients`` at once."""
    seconds: list[float] = []
    left = iter(range(requests))

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
        for _ in left:
            began = time.perf_counter()
            status, _body = await _ask(target, reader, writer)
            if status != 200:
                raise RuntimeError(f"answered {status}")
            seconds.append(time.perf_counter() - began)
        writer.close()

    await asyncio.gather(*(client() for _ in range(clients)))
    return seconds


async def _ask(
    target: Target, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> tuple[int, bytes]:
    writer.write(target.request)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    status = int(head.split(b" ", 2)[1])
    if b"content-length:" in head:
        length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        return status, await reader.readexactly(length)
    return status, await _chunked(reader)


async def _chunked(reader: asyncio.StreamReader) -> bytes:
    parts = []
    while size := int((await reader.readline()).strip() or b"0", 16):
        parts.append(await reader.readexactly(size))
        await reader.readline()
    await reader.readline()
    return b"".join(parts)
