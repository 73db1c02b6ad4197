"""Set-up tells its own steps and nothing of what npm and pip would advise."""

import sys

from deploy import assets, setup

NPM = """\
#!/bin/sh
[ "$NPM_CONFIG_UPDATE_NOTIFIER" = false ] || echo "npm notice New version of npm available" >&2
case "$*" in
    *--no-audit*--no-fund*) ;;
    ci*) echo "3 packages are looking for funding" >&2 ;;
esac
"""
PIP = """
import os
assert os.environ["PIP_DISABLE_PIP_VERSION_CHECK"] == "1"
assert os.environ["PIP_ROOT_USER_ACTION"] == "ignore"
"""


def test_npm_advises_nothing(tmp_path, monkeypatch, capfd):
    npm = tmp_path / "npm"
    npm.write_text(NPM, "ascii")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(assets, "VENDOR", tmp_path / "vendor")
    monkeypatch.setattr(assets, "COPIED", ())

    assets.build(tmp_path)

    told = capfd.readouterr()
    assert told.out + told.err == ""


def test_pip_is_told_to_advise_nothing():
    setup.run(sys.executable, "-c", PIP)


def test_the_solver_is_compiled_once_and_again_after_its_modules_change(tmp_path, monkeypatch):
    module, stamp = tmp_path / "kernels.py", tmp_path / "stamp"
    module.write_text("", "ascii")
    for name, here in (("SOLVER", tmp_path), ("COMPILED", stamp), ("PYTHON", sys.executable)):
        monkeypatch.setattr(setup, name, here)

    monkeypatch.setattr(setup, "WARMING", "nothing.that.runs")
    with setup.compiling():
        pass
    assert not setup.is_compiled()

    monkeypatch.setattr(setup, "WARMING", "__future__")
    with setup.compiling():
        pass
    assert setup.is_compiled()
    module.write_text("changed = True", "ascii")
    assert not setup.is_compiled()
