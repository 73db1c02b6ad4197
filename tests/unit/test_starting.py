"""What a town does not load before it is used: a start is quick, and small towns are small."""

import subprocess
import sys

LATER = ("webauthn", "cryptography", "OpenSSL", "numba", "sklearn", "sudachipy", "rich", "httpx")
START = f"""
import sys
from deploy.town import _load
_load()
print([name for name in {LATER!r} if name in sys.modules])
"""


def test_a_town_starts_without_what_is_seldom_used():
    told = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)

    assert told.stdout == "[]\n"
