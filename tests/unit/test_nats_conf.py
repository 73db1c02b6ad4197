"""What nats.conf says, read by the server that has to obey it."""

import subprocess
from dataclasses import replace

import nkeys
import pytest

from deploy.embedded import NatsConf, NatsUser
from deploy.embedded.nats import find_nats_server
from deploy.embedded.natsconf import render

KEY = nkeys.from_seed(nkeys.encode_seed(bytes(32), nkeys.PREFIX_BYTE_USER)).public_key.decode()
READER = NatsUser("reader", KEY, publish=(), subscribe=("rpc.reader.>", "_INBOX_reader.>"))
WRITER = NatsUser(
    "writer",
    nkeys.from_seed(nkeys.encode_seed(b"1" * 32, nkeys.PREFIX_BYTE_USER)).public_key.decode(),
    publish=("event.writer.>", "$JS.ACK.NEWS.writer-keep.>"),
    subscribe=("_INBOX_writer.>",),
    responses=True,
)
CLUSTER = NatsConf(
    users=(READER, WRITER),
    routes=("nats://nats-1:6222", "nats://nats-2:6222"),
    monitor_port=8222,
)


@pytest.mark.parametrize("conf", [NatsConf(users=()), NatsConf(users=(READER, WRITER)), CLUSTER])
def test_the_server_accepts_it(conf, tmp_path):
    file = tmp_path / "nats.conf"
    file.write_text(render(replace(conf, store=tmp_path / 'with "quotes" and 縁')))
    told = subprocess.run(
        [find_nats_server(), "-t", "-c", file], capture_output=True, text=True, check=False
    )
    assert "configuration file" in told.stderr
    assert told.returncode == 0, told.stderr


def test_what_was_acknowledged_is_on_the_disk():
    assert "  sync_interval: always\n" in render(NatsConf(users=()))


def test_a_message_is_at_most_256_kib():
    assert "\nmax_payload: 8388608\n" in render(NatsConf(users=()))


def test_nobody_gets_in_without_a_key():
    text = render(NatsConf(users=(READER,)))
    for door in ("no_auth_user", "mqtt", "websocket", "leafnodes", "password", "token"):
        assert door not in text


def test_an_empty_list_allows_nothing():
    assert 'publish: { deny: ">" }' in render(NatsConf(users=(READER,)))


def test_each_user_has_exactly_the_subjects_given():
    assert (
        f'{{ nkey: {WRITER.public_key}, permissions: {{ publish: {{ allow: ["event.writer.>", '
        '"$JS.ACK.NEWS.writer-keep.>"] }, subscribe: { allow: ["_INBOX_writer.>"] }, '
        'allow_responses: { max: 1, expires: "5s" } } }'
    ) in render(NatsConf(users=(READER, WRITER)))


def test_monitoring_is_off_unless_asked_for_and_then_on_loopback_only():
    assert "http" not in render(NatsConf(users=()))
    assert '\nhttp: "127.0.0.1:8222"\n' in render(CLUSTER)


@pytest.mark.parametrize("subject", ["", "a b", 'a"] }, x: ["', "a\nb", "a\\b"])
def test_a_subject_cannot_break_out_of_its_quotes(subject):
    with pytest.raises(ValueError, match="not a subject"):
        render(NatsConf(users=(replace(READER, subscribe=(subject,)),)))


@pytest.mark.parametrize("key", ["", "U123", KEY.lower(), KEY + " }", "S" + KEY[1:]])
def test_what_is_no_public_user_key_is_refused(key):
    with pytest.raises(ValueError, match="not a public user key of reader"):
        render(NatsConf(users=(replace(READER, public_key=key),)))


def test_a_line_break_in_a_name_stays_in_its_comment():
    assert "# a b\n" in render(NatsConf(users=(replace(READER, name="a\nb"),)))
