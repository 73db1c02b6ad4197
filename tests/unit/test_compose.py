"""compose.yaml: valid, and each part holds its own keys and nobody else's."""

import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from contracts.rights import SERVICES

FILE = Path(__file__).parents[2] / "compose.yaml"
COMPOSE = YAML(typ="safe").load(FILE.read_text())["services"]
PARTS = (*SERVICES, "gateway")


def test_it_is_a_compose_file():
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    told = subprocess.run([*command, FILE], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout


def test_every_part_has_its_container():
    assert set(COMPOSE) == {"keys", "postgres", "nats", "prepare", *PARTS}


@pytest.mark.parametrize("part", PARTS)
def test_a_part_mounts_its_own_keys_only(part):
    mounted = [volume for volume in COMPOSE[part]["volumes"] if volume.startswith("keys-")]
    assert mounted == [f"keys-{part}:/keys"]


@pytest.mark.parametrize("part", [*PARTS, "prepare"])
def test_a_part_may_do_nothing_it_does_not_need(part):
    container = COMPOSE[part]
    assert container["read_only"] is True
    assert container["cap_drop"] == ["ALL"]
    assert container["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("part", ["accounts", "ledger", "matching", "notify"])
def test_a_part_that_keeps_files_has_a_place_for_them(part):
    assert f"data-{part}:/data" in COMPOSE[part]["volumes"]


@pytest.mark.parametrize("part", PARTS)
def test_a_part_waits_until_everything_is_prepared(part):
    assert COMPOSE[part]["depends_on"] == {
        "prepare": {"condition": "service_completed_successfully"}
    }


def test_only_the_gateway_has_a_door_and_it_opens_on_loopback():
    doors = {name: one["ports"] for name, one in COMPOSE.items() if "ports" in one}
    assert doors == {"gateway": ["127.0.0.1:${ENISHI_PORT:-8080}:8080"]}


def test_only_letters_and_pages_reach_outside():
    outside = {name for name, one in COMPOSE.items() if "outside" in one.get("networks", ())}
    assert outside == {"notify", "gateway"}


def test_only_the_matching_image_carries_what_computes():
    carrying = {
        one["image"]
        for one in COMPOSE.values()
        if "build" in one and "matching" in one["build"]["args"]["EXTRAS"].split()
    }
    assert carrying == {"enishi/matching", "enishi/prepare"}
