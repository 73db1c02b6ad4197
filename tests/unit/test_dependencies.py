"""What is installed is locked by hash, and every dependency has its reason written down."""

import json
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
ASSETS = ROOT / "gateway" / "assets"


def direct() -> set[str]:
    lists = (PROJECT["dependencies"], *PROJECT["optional-dependencies"].values())
    written = [one for some in lists for one in some]
    return {re.match(r"[\w-]+", one)[0] for one in written} - {PROJECT["name"]}


def assets() -> set[str]:
    package = json.loads((ASSETS / "package.json").read_text())
    return {*package["dependencies"], *package["devDependencies"]}


def locked() -> dict[str, str]:
    """Block of the lock by name."""
    text = (ROOT / "requirements.lock").read_text()
    blocks = re.split(r"\n(?=\S)", text.strip())
    return {block.partition("==")[0]: block for block in blocks}


def test_every_dependency_is_explained_and_nothing_else():
    page = (ROOT / "docs" / "dependencies.md").read_text()
    explained = set(re.findall(r"^\| ([\w.@/-]+) \|", page, re.MULTILINE)) - {"package"}
    assert explained == direct() | assets()


def test_every_dependency_is_locked():
    assert direct() <= set(locked())


def test_everything_locked_has_a_hash():
    assert [name for name, block in locked().items() if "--hash=sha256:" not in block] == []


def test_the_lock_names_no_place_to_fetch_from():
    for file in ("requirements.lock", "deploy/installer.lock"):
        text = (ROOT / file).read_text()
        assert "://" not in text
        assert "--index-url" not in text
        assert "--find-links" not in text


def test_every_page_asset_is_locked_by_hash_and_without_an_address():
    packages = json.loads((ASSETS / "package-lock.json").read_text())["packages"]
    packages.pop("")
    assert {name.removeprefix("node_modules/") for name in packages} >= assets()
    assert all(one["integrity"].startswith("sha512-") for one in packages.values())
    assert [name for name, one in packages.items() if "resolved" in one] == []
