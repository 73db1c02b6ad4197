"""Brings the files that pages load from others: `python3 -m deploy.assets` (set-up does it too).

The npm lock names each package with its hash; from them a few files are copied to
`gateway/static/vendor/`, which git ignores. Standard library only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

GATEWAY = Path(__file__).resolve().parent.parent / "gateway"
ASSETS = GATEWAY / "assets"
MODULES = ASSETS / "node_modules"
VENDOR = GATEWAY / "static" / "vendor"
DECIDES = (ASSETS / "package.json", ASSETS / "package-lock.json")
QUIET = {"NPM_CONFIG_UPDATE_NOTIFIER": "false"}
COPIED = (
    "htmx.org/dist/htmx.min.js",
    "htmx.org/dist/ext/hx-sse.min.js",
    "@digital-go-jp/design-tokens/dist/tokens.css",
)


def are_present() -> bool:
    return all((VENDOR / Path(source).name).exists() for source in COPIED)


def find_npm(scripts: Path) -> str:
    """The machine's npm if it runs, else the one that the lock brings into `scripts`."""
    for npm in (shutil.which("npm"), str(scripts / "npm")):
        if npm is None:
            continue
        try:
            ran = subprocess.run([npm, "--version"], capture_output=True, check=False)  # noqa: S603 -- no shell
        except OSError:
            continue
        if ran.returncode == 0:
            return npm
    sys.exit("neither the machine nor .venv has an npm that runs; try: make setup")


def build(scripts: Path) -> None:
    """Leaves `gateway/static/vendor/` with exactly the files of `COPIED`."""
    npm = find_npm(scripts)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    # npm's own child processes look for node on the PATH
    search = os.pathsep.join((os.environ.get("PATH", ""), str(scripts)))
    done = subprocess.run(  # noqa: S603 - npm found above, arguments are ours
        command,
        cwd=ASSETS,
        env={**os.environ, "PATH": search, **QUIET},
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        sys.exit("page assets: npm ci failed, see above")
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    for source in COPIED:
        shutil.copy(MODULES / source, VENDOR)


if __name__ == "__main__":
    build(Path(sys.prefix) / "bin")
