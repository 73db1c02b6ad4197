"""The text of a nats-server configuration, as a pure function of who may say and hear what.

Who may what is decided in `deploy/permissions.py`; here it only becomes text. Facts behind the
figures: `sync_interval: always`, since the default lost everything acknowledged in the seconds
before a power cut; no MQTT, websocket or leaf nodes, since nothing of ours needs such a door.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

MAX_PAYLOAD = 8_388_608  # bytes: a page of 100 of the longest texts; files never travel here
SUBJECT = re.compile(r"[^\s\"\\]+")
USER_KEY = re.compile(r"U[A-Z2-7]{55}")


@dataclass(frozen=True)
class NatsUser:
    """One holder of a seed. Empty lists mean nothing at all, not everything.

    `responses` allows one answer to each request received, to whatever reply subject it named.
    """

    name: str
    public_key: str
    publish: tuple[str, ...]
    subscribe: tuple[str, ...]
    responses: bool = False


@dataclass(frozen=True, kw_only=True)
class NatsConf:
    """One server. `monitor_port` 0: no monitoring; `routes`: the other nodes of a cluster."""

    users: tuple[NatsUser, ...]
    system_users: tuple[NatsUser, ...] = ()
    server_name: str = "enishi"
    host: str = "127.0.0.1"
    port: int = 4222
    monitor_port: int = 0
    store: Path = Path("/data")
    max_file_store: str = "8GB"
    cluster_port: int = 6222
    routes: tuple[str, ...] = ()


def render(conf: NatsConf) -> str:
    """Raises ValueError for a key or subject that is none (it could break out of its quotes)."""
    parts = [
        f"server_name: {quoted(conf.server_name)}",
        f"listen: {quoted(f'{conf.host}:{conf.port}')}",
        *([f'http: "127.0.0.1:{conf.monitor_port}"'] if conf.monitor_port else []),
        f"max_payload: {MAX_PAYLOAD}",
        "max_connections: 200",
        "max_pending: 64MB",
        'write_deadline: "5s"',
        'ping_interval: "10s"',
        "ping_max: 2",
        'lame_duck_grace_period: "5s"',
        'lame_duck_duration: "30s"',
        jetstream(conf),
        *([cluster(conf)] if conf.routes else []),
        accounts(conf),
        "system_account: SYS",
    ]
    return "\n".join(parts) + "\n"


def jetstream(conf: NatsConf) -> str:
    return f"""\
jetstream {{
  store_dir: {quoted(str(conf.store))}
  sync_interval: always
  max_file_store: {conf.max_file_store}
  max_memory_store: 64MB
}}"""


def cluster(conf: NatsConf) -> str:
    routes = ", ".join(map(quoted, conf.routes))
    return f"""\
cluster {{
  name: enishi
  listen: "{conf.host}:{conf.cluster_port}"
  routes: [{routes}]
}}"""


def accounts(conf: NatsConf) -> str:
    app = "\n".join(map(user, conf.users))
    system = "\n".join(map(user, conf.system_users))
    return f"""\
accounts {{
  APP {{
    jetstream: enabled
    users: [
{app}
    ]
  }}
  SYS {{
    users: [
{system}
    ]
  }}
}}"""


def user(one: NatsUser) -> str:
    if not USER_KEY.fullmatch(one.public_key):
        raise ValueError(f"not a public user key of {one.name}: {one.public_key!r}")
    rights = f"publish: {subjects(one.publish)}, subscribe: {subjects(one.subscribe)}"
    if one.responses:
        rights += ', allow_responses: { max: 1, expires: "5s" }'
    name = " ".join(one.name.split())  # a line break would end the comment
    return f"""\
      # {name}
      {{ nkey: {one.public_key}, permissions: {{ {rights} }} }}"""


def subjects(allowed: tuple[str, ...]) -> str:
    if not allowed:
        return '{ deny: ">" }'  # an empty allow list would allow everything
    return f"{{ allow: [{', '.join(map(subject, allowed))}] }}"


def subject(text: str) -> str:
    if not SUBJECT.fullmatch(text):
        raise ValueError(f"not a subject: {text!r}")
    return f'"{text}"'


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
