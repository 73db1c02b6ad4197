"""Bytes on the wire that no client library would send (reliability.md B17 to B19)."""

import asyncio
import contextlib
import json
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import pytest
import uvicorn

from gateway.patience import LARGEST, Patient
from gateway.server import WebServer
from tests.conftest import free_port

BODY = b'{"query":"{viewer{id}}"}'


async def say(port, *parts):
    """All that is answered to what is said, until the other side closes or has nothing to add."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for part in parts:
            writer.write(part)
            await writer.drain()
        async with asyncio.timeout(60):
            return await _read(reader)
    except ConnectionError:
        return b""
    finally:
        writer.close()


async def _read(reader):
    head = await reader.readuntil(b"\r\n\r\n")
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return head + await reader.readexactly(int(line.split(b":")[1]))
    return head


def port_of(town):
    return urlsplit(town.url).port


def head(town, first=b"GET /livez", *lines):
    host = b"host: 127.0.0.1:%d" % port_of(town)
    return b"\r\n".join([first + b" HTTP/1.1", host, *lines, b"", b""])


def status(answer):
    return int(answer.split(b" ", 2)[1])


POST = (b"POST /graphql", b"content-type: application/json")


@pytest.mark.parametrize(
    "lines",
    [
        [b"content-length: 4", b"transfer-encoding: chunked"],
        [b"content-length: 4", b"content-length: 5"],
        [b"content-length: -1"],
        [b"content-length: +4"],
        [b"content-length: 0x4"],
        [b"transfer-encoding: xchunked"],
        [b"content-length : 4"],
        [b"x: a\rb: c"],
        [b"x: a\x00b"],
        [b" folded: a"],
    ],
)
async def test_a_head_that_can_be_read_in_two_ways_is_refused(town, lines):
    answer = await say(port_of(town), head(town, *POST, *lines) + b"0\r\n\r\n")

    assert status(answer) == 400
    assert b"connection: close" in answer.lower()


async def test_lines_end_as_the_protocol_says(town):
    answer = await say(port_of(town), head(town).replace(b"\r\n", b"\n"))

    assert status(answer) == 400


async def test_a_body_in_chunks_is_read_whole(town):
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY)

    answer = await say(port_of(town), head(town, *POST, b"transfer-encoding: chunked") + chunks)

    assert status(answer) == 200
    assert b'"data":{"viewer":null}' in answer


@pytest.mark.parametrize(
    "body",
    [b"zz\r\n{\r\n0\r\n\r\n", b"-1\r\n{\r\n0\r\n\r\n"],
    ids=["no number", "negative"],
)
async def test_a_chunk_has_a_size(town, body):
    answer = await say(port_of(town), head(town, *POST, b"transfer-encoding: chunked") + body)

    assert status(answer) == 400


async def test_a_body_in_chunks_is_not_larger_than_another(town):
    large = b"%x\r\n%s\r\n0\r\n\r\n" % (110_000, b" " * 110_000)

    answer = await say(port_of(town), head(town, *POST, b"transfer-encoding: chunked") + large)

    assert status(answer) == 413


async def test_a_body_that_is_said_to_be_too_large_is_not_waited_for(town):
    answer = await say(port_of(town), head(town, *POST, b"content-length: 99999999999"))

    assert status(answer) == 413


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([b"x-%d: %s" % (n, b"a" * 8_000) for n in range(6)], 431),
        ([b"x-%d: a" % n for n in range(200)], 431),
        ([b"host: evil.example"], 400),
        ([b"host: 127.0.0.1"], 400),
    ],
    ids=["large", "many", "two hosts", "two hosts of ours"],
)
async def test_a_head_has_its_measure(town, lines, expected):
    answer = await say(port_of(town), head(town, b"GET /livez", *lines))

    assert status(answer) == expected
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["errors"][0]["extensions"]["requestId"]
    assert b"content-security-policy" in answer


async def test_headers_without_end_are_cut_off(town):
    lines = (b"x-%d: %s\r\n" % (n, b"a" * 8_000) for n in range(100))

    answer = await say(port_of(town), head(town).removesuffix(b"\r\n"), *lines)

    assert answer == b"" or status(answer) == 431  # what is still being sent may drown the answer


async def test_an_address_has_its_measure(town):
    answer = await say(port_of(town), head(town, b"GET /" + b"a" * 16_000))

    assert status(answer) == 414


@pytest.mark.parametrize(
    "request_",
    [
        b"GET /livez HTTP/1.1\r\n\r\n",
        b"GET /livez HTTP/1.0\r\n\r\n",
        b"GET /livez HTTP/1.1\r\nhost: evil.example\r\n\r\n",
        b"GET /nothing HTTP/1.1\r\nhost: evil.example\r\n\r\n",
        b"GET /static/app.css HTTP/1.1\r\nhost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: evil.example\r\naccept: text/html\r\n\r\n",
    ],
)
async def test_only_our_own_names_are_served(town, request_):
    assert status(await say(port_of(town), request_)) == 421


async def test_names_of_hosts_have_no_case(town):
    answer = await say(
        port_of(town), b"GET /livez HTTP/1.1\r\nhost: LocalHost:%d\r\n\r\n" % port_of(town)
    )

    assert status(answer) == 200


async def test_bytes_that_are_no_text_are_answered(town):
    lines = (b'cookie: sid=\xff\xfe"\x80; ;;=', b"origin: http://127.0.0.1:%d" % port_of(town))
    length = b"content-length: %d" % len(BODY)

    for more in (lines, (b"authorization: Bearer \xff\xfe" + b"a" * 40,)):
        answer = await say(port_of(town), head(town, *POST, length, *more) + BODY)
        assert status(answer) == 200
        assert answer.endswith(b'{"data":{"viewer":null}}')


async def test_each_request_has_a_number_of_its_own(town):
    """Also those that end before anybody looks at them."""
    numbers = set()
    for first in (b"TRACE /", b"GET /graphql", b"TRACE /"):
        answer = await say(port_of(town), head(town, first))
        body = json.loads(answer.partition(b"\r\n\r\n")[2])
        numbers.add(body["errors"][0]["extensions"]["requestId"])

    assert len(numbers) == 3


class Hasty(Patient):
    seconds = 0.2


async def answering(scope, receive, send):
    assert scope["type"] == "http"
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


@asynccontextmanager
async def hasty(protocol=Hasty, app=answering):
    """A server that waits for a head shorter than ours does."""
    port = free_port()
    config = uvicorn.Config(
        app,
        port=port,
        http=protocol,
        lifespan="off",
        ws="none",
        log_config=None,
        limit_concurrency=12,
    )
    web = WebServer(config)
    serving = asyncio.create_task(web.serve())
    while not web.started:
        await asyncio.sleep(0.01)
    try:
        yield port
    finally:
        web.should_exit = True
        await serving


@pytest.mark.parametrize("part", [b"", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nhost: x\r\nx: "])
async def test_a_head_that_does_not_come_is_not_waited_for(part):
    async with hasty() as port:
        assert status(await say(port, part)) == 408


async def test_the_second_head_is_not_waited_for_either():
    async with hasty() as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
        assert status(await reader.readuntil(b"\r\n\r\n")) == 200
        await asyncio.sleep(Hasty.seconds * 2)  # between requests one may rest
        writer.write(b"GET / HTTP/1.1\r\n")
        answer = await reader.read()
        assert status(answer[answer.index(b"HTTP/1.1 408") :]) == 408
        writer.close()


async def test_a_head_in_small_pieces_that_comes_in_time_is_answered():
    async with hasty() as port:
        pieces = [bytes([byte]) for byte in b"GET / HTTP/1.1\r\nhost: x\r\n\r\n"]
        assert status(await say(port, *pieces)) == 200


async def test_a_slow_answer_is_no_slow_head():
    async with hasty() as port:
        request = b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 70000\r\n\r\n"
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request + b"a" * (LARGEST + 10))
        await asyncio.sleep(Hasty.seconds * 2)
        writer.write(b"a" * (70_000 - LARGEST - 10))
        assert status(await reader.readuntil(b"\r\n\r\n")) == 200
        writer.close()


class Crowded(Patient):
    seconds = 60.0
    most = 8


async def at_length(scope, receive, send):
    """More than anybody's buffers hold, whatever is asked; bodies are not waited for."""
    size = 16_000_000 if scope["path"] == "/long" else 0
    lines = [(b"content-length", b"%d" % size)]
    await send({"type": "http.response.start", "status": 200, "headers": lines})
    await send({"type": "http.response.body", "body": b" " * size})


GET = b"GET %s HTTP/1.1\r\nhost: x\r\n\r\n"
BEGUN = b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n"


@pytest.mark.parametrize(
    ("said", "app"),
    [
        (b"", answering),
        (GET % b"/", answering),
        (b"GET / HTTP/1.1\r\n", answering),
        (BEGUN + b"a", answering),
        (BEGUN + b"a", at_length),
        (GET % b"/long", at_length),
        ((GET % b"/long").replace(b"1.1", b"1.0"), at_length),
    ],
    ids=["nothing", "rest", "half a head", "half a body", "answered", "unread", "unread, closing"],
)
async def test_one_address_cannot_take_all_connections(said, app):
    """Whoever else is there stays, and whoever comes is answered."""
    async with hasty(Crowded, app) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        opened = [writer]
        for _ in range(14):  # each time an answer to somebody else: no connection is lost uncounted
            taken = await asyncio.open_connection("127.0.0.1", port, local_addr=("127.0.0.2", 0))
            opened.append(taken[1])
            taken[1].write(said)
            assert status(await say(port, GET % b"/")) == 200

        writer.write(GET % b"/")
        assert status(await _read(reader)) == 200
        for one in opened:
            one.close()


async def test_a_body_that_goes_on_after_the_answer_is_not_listened_to_for_ever():
    async with hasty(app=at_length) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(BEGUN.replace(b": 9", b": 9000000"))
        assert status(await _read(reader)) == 200
        with contextlib.suppress(ConnectionError):
            async with asyncio.timeout(60):
                while not reader.at_eof():
                    writer.write(b"a")
                    await writer.drain()
                    await asyncio.sleep(0.02)
        writer.close()
