"""What must not be written in this repository: `python -m deploy.check_words`.

Addresses of package registries (an installation takes whatever the reader's tools are set to) and
paths that exist on one machine only. Told as file:line, exit code 1.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FORBIDDEN = {
    "the address of a package registry": re.compile(
        r"\b(?:[\w-]+\.)*(?:pypi|pythonhosted|npmjs|npmmirror|yarnpkg|registry)(?:[\w-]*\.)+"
        r"(?:org|com|net|dev|io)\b"
    ),
    "a package's download address": re.compile(r'"resolved"\s*:'),
    "a path of one machine": re.compile(
        r"(?<![\w.$}])/(?:work/(?:main|shared)|root|opt/(?:pypi|wheels)|home/\w+)(?![\w-])"
    ),
}


def own_files() -> Iterator[Path]:
    """Every file that is or would be committed."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    told = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 -- no shell
    for name in filter(None, told.stdout.split("\0")):
        if (ROOT / name).is_file():
            yield ROOT / name


def faults(path: Path) -> Iterator[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:  # a picture, a workbook
        return
    for number, line in enumerate(text.splitlines(), start=1):
        for what, pattern in FORBIDDEN.items():
            if found := pattern.search(line):
                yield f"{path.relative_to(ROOT)}:{number}: {what}: {found[0]}"


def main() -> None:
    found = [fault for path in own_files() for fault in faults(path)]
    print("\n".join(found) or "no forbidden words")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
