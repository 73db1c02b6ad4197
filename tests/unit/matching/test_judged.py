"""``enishi rank`` on odd directories: ranked if they can be, else told which line is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.matching import evaluation

DOCUMENTS = b'{"_id": "bus", "text": "villages and buses"}\n{"_id": "dam", "text": "a dam"}\n'
QUERIES = b'{"_id": "q", "text": "buses"}\n'
GRADES = b"query-id\tcorpus-id\tscore\nq\tbus\t1\n"
LONG = "災害時の避難所運営を支援する。".encode() * 7_000
NEED = (
    "町が管理する橋のひび割れや錆を近くで見る点検に、多くの人手と足場の費用がかかっている。".encode()
    * 3
)


def ranked(directory: Path, *options: str, **files: bytes) -> tuple[int, list[str]]:
    """What the command answers, and its run, for ``docs``, ``queries`` and ``qrels``."""
    for name, content in files.items():
        ending = "tsv" if name == "qrels" else "jsonl"
        (directory / f"{name}.{ending}").write_bytes(content)
    run = directory / "run.tsv"
    code = evaluation.main([str(directory), "--run", str(run), *options])
    return code, run.read_text("utf-8").splitlines() if run.exists() else []


@pytest.mark.parametrize("potential", ["none", "batch"])
@pytest.mark.parametrize("side", ["need", "both"])
@pytest.mark.parametrize(
    ("docs", "queries", "best"),
    [
        (b"", QUERIES, []),
        (DOCUMENTS, b"", []),
        (DOCUMENTS[:44], QUERIES, ["q\tbus"]),
        (b"\xef\xbb\xbf" + DOCUMENTS.replace(b"\n", b"\r\n\r\n"), QUERIES, ["q\tbus"]),
        (b'{"_id": 7, "title": null, "text": ["buses"]}\n', QUERIES, ["q\t7"]),
        (b'{"_id": "a", "text": "\\ud800 buses"}\n', QUERIES, ["q\ta"]),
        (
            DOCUMENTS + b'{"_id": "same", "text": "' + NEED + b'"}\n',
            b'{"_id": "q", "text": "' + NEED + b'"}\n',
            ["q\tsame"],
        ),
        (
            DOCUMENTS + b'{"_id": "long", "text": "' + LONG + b'"}\n',
            b'{"_id": "q", "text": "' + LONG + b'"}\n',
            ["q\tlong"],
        ),
        (
            DOCUMENTS + '{"_id": "thai", "text": "ผมต้องการความช่วยเหลือ"}\n'.encode(),
            '{"_id": "q", "text": "ต้องการความช่วยเหลือ"}\n'.encode(),
            ["q\tthai"],
        ),
    ],
    ids=["nothing", "unasked", "one", "marked", "types", "half", "equal", "long", "thai"],
)
def test_an_odd_set_is_ranked(
    tmp_path: Path, potential: str, side: str, docs: bytes, queries: bytes, best: list[str]
) -> None:
    options = ("--potential", potential, "--side", side)
    code, run = ranked(tmp_path, *options, docs=docs, queries=queries, qrels=GRADES)
    assert (code, run[:1]) == (0, best)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "there is no file docs.jsonl"),
        ({"docs": DOCUMENTS}, "there is no file queries.jsonl"),
        ({"docs": DOCUMENTS + b'{"_id": "x",\n'}, "docs.jsonl, line 3: no JSON"),
        ({"docs": b"[1]\n"}, "docs.jsonl, line 1: no object with an _id"),
        ({"docs": b'\n\n{"text": "x"}\n'}, "docs.jsonl, line 3: no object with an _id"),
        ({"docs": b'{"_id": null}\n'}, "docs.jsonl, line 1: no object with an _id"),
        ({"docs": b'{"_id": "a\\tb"}\n'}, "docs.jsonl, line 1: an _id with a tab"),
        ({"docs": b'{"_id": "\x88"}\n'}, "docs.jsonl, line 1: no UTF-8"),
        ({"docs": b"[" * 100_000}, "docs.jsonl, line 1: "),
        ({"docs": DOCUMENTS, "queries": b"{}\n"}, "queries.jsonl, line 1: no object"),
    ],
    ids=["empty", "unasked", "cut", "list", "nameless", "null", "tab", "bytes", "deep", "queries"],
)
def test_what_cannot_be_read_is_told_with_its_line(
    tmp_path: Path, files: dict[str, bytes], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ranked(tmp_path, **files) == (2, [])
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("grades", "said"),
    [
        (b"q\tbus\t1\n", "qrels.tsv, line 1: no columns query-id, corpus-id, score"),
        (GRADES + b"q\tdam\tyes\n", "qrels.tsv, line 3: no score"),
        (GRADES + b"q\tdam\n", "qrels.tsv, line 3: no score"),
        (GRADES + b"q\tdam\tNaN\n", "qrels.tsv, line 3: no score"),
    ],
)
def test_a_judgement_that_cannot_be_read_is_told_with_its_line(
    tmp_path: Path, grades: bytes, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ranked(tmp_path, docs=DOCUMENTS, queries=QUERIES, qrels=grades) == (2, [])
    assert said in capsys.readouterr().err


def test_of_an_id_that_comes_twice_the_last_text_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twice = DOCUMENTS + b'{"_id": "dam", "text": "buses on the dam"}\n'
    code, run = ranked(tmp_path, docs=twice, queries=QUERIES, qrels=GRADES)
    assert (code, sorted(run)) == (0, ["q\tbus", "q\tdam"])
    assert "docs.jsonl, line 3: _id dam again, the last one counts" in capsys.readouterr().err


def test_judged_queries_that_nobody_asks_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    grades = GRADES + b"other\tbus\t1\n"
    assert ranked(tmp_path, docs=DOCUMENTS, queries=QUERIES, qrels=grades)[0] == 0
    told = capsys.readouterr()
    assert "qrels.tsv: 1 of its queries are not in queries.jsonl" in told.err
    assert "nDCG@10 0.5000" in told.out


def test_a_run_that_cannot_be_written_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "docs.jsonl").write_bytes(DOCUMENTS)
    (tmp_path / "queries.jsonl").write_bytes(QUERIES)
    assert evaluation.main([str(tmp_path), "--run", str(tmp_path / "no" / "run.tsv")]) == 2
    assert "run.tsv" in capsys.readouterr().err
