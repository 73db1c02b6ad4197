"""``make bench-ranking``: how good and how fast the matches are, beside peers, in one run."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from bench import ranking_contracts, ranking_quality, ranking_speed

SHARED = Path(__file__).resolve().parents[2] / "shared"
"""Where judged sets and real texts lie beside the repository, if at all."""


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.ranking", description=__doc__)
    parser.add_argument("--sets", nargs="*", default=list(ranking_quality.SETS))
    parser.add_argument("--sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--million", action="store_true", help="also a million (4 GB, 15 minutes)")
    parser.add_argument("--shared", type=Path, default=SHARED)
    asked = parser.parse_args([] if argv is None else argv)
    print(f"load {' '.join(f'{load:.1f}' for load in os.getloadavg())} on {os.cpu_count()} cores")
    judged = asked.shared / "eval"
    if not judged.is_dir():
        print(f"no judged sets in {judged}: nothing measured")
        return
    ranking_quality.compare(judged, tuple(asked.sets))
    data = asked.shared / "data"
    ranking_quality.compare_seed(data / "seed")
    ranking_contracts.compare(data / "rs-contracts", data / "rs-review")
    sizes = [*asked.sizes, *([1_000_000] if asked.million else [])]
    ranking_speed.compare(judged, sizes)
    print(f"load {' '.join(f'{load:.1f}' for load in os.getloadavg())} at the end")


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
