"""Makes a town's keys and lays out to each container only what is its own.

`python -m deploy.hand_out FOLDER`: the first job of compose.yaml, the only one that runs as root.
Below FOLDER lies one mounted volume per reader; `all` keeps everything and goes to `prepare` alone.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from chassis.keys import ACTORS
from chassis.settings import Settings
from deploy import permissions
from deploy.embedded.cluster import password
from deploy.embedded.natsconf import NatsConf, render
from deploy.prepare import prepare_keys

READER = 10_001
"""The user of our images (deploy/Dockerfile)."""
DATABASE = "postgresql://postgres:{password}@postgres:5432/enishi"


def main(folder: Path) -> None:
    everything = folder / "all"
    keys = prepare_keys(Settings(home=str(everything), keys=str(everything)))
    secret = password(everything)
    lay(everything / "database.url", DATABASE.format(password=secret), 0o400)
    # Each of these two volumes has one reader, whose own user differs from ours.
    lay(folder / "postgres" / "password", secret, 0o444)
    conf = NatsConf(users=permissions.users(keys), host="0.0.0.0", monitor_port=8222)  # noqa: S104 -- in its own network
    lay(folder / "nats" / "nats.conf", render(conf), 0o444)
    for own in folder.iterdir():
        if own.name not in {"postgres", "nats"}:
            hand_out(everything, own)


def hand_out(everything: Path, own: Path) -> None:
    """To the folder of a part, the files that bear its name and the public keys of speakers."""
    for source in (*everything.glob(f"{own.name}.*"), everything / ACTORS):
        if source.parent != own:
            shutil.copy(source, own)
    give(own, 0o700)
    for file in own.iterdir():
        give(file, 0o600)


def lay(file: Path, text: str, mode: int) -> None:
    file.parent.mkdir(exist_ok=True)
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)


def give(path: Path, mode: int) -> None:
    path.chmod(mode)
    if os.geteuid() == 0:
        os.chown(path, READER, READER)


if __name__ == "__main__":
    match sys.argv[1:]:
        case [given] if not given.startswith("-"):
            main(Path(given))
        case _:
            sys.exit("say in which folder: python -m deploy.hand_out FOLDER")
