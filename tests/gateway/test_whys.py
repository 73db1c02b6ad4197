"""Why something was refused: the sentence fits the reason, in answers and on pages."""

import ast
from pathlib import Path
from uuid import uuid4

import pytest

import services
from contracts.faults import Conflict, Forbidden, Unauthenticated
from gateway.errors import MESSAGES_JA, REASONS_JA, extensions
from gateway.whys import SENTENCES_JA, WHYS
from tests.gateway.browsing import CLERK, OTHER_CLERK, challenge, published, signed_in

NEW = "/challenges/new"
QUICKER = "ほかの人か、別の画面の"


@pytest.mark.parametrize(
    ("fault", "said", "reason"),
    [
        (Conflict("the challenge has changed since it was read"), QUICKER, "STALE"),
        (Conflict("this id is already in use"), "別の内容", "ID_IN_USE"),
        (Conflict("the challenge is closed"), "終わっています", "CLOSED"),
        (Conflict("the offer is withdrawn"), "取り下げ", "WITHDRAWN"),
        (Conflict("nobody has thought of this"), "いまの状態では", None),
        (Conflict("too old", reason="expired"), REASONS_JA["EXPIRED"], "EXPIRED"),
        (Unauthenticated("wrong e-mail or password"), "パスワードが違います", "WRONG_CREDENTIALS"),
        (
            Unauthenticated("wrong password", reason="wrong_proof"),
            "パスワードが違います",
            "WRONG_PROOF",
        ),
        (Unauthenticated("sign in first"), "サインインしてください", None),
        (Forbidden("your role may not do this"), MESSAGES_JA["FORBIDDEN"], None),
    ],
)
def test_the_sentence_fits_the_reason(fault, said, reason):
    found = extensions(fault)
    assert said in found["messageJa"]
    assert found.get("reason") == reason
    assert (QUICKER in found["messageJa"]) is (reason == "STALE")


def test_one_word_is_said_for_signing_in():
    said = [*MESSAGES_JA.values(), *REASONS_JA.values(), *SENTENCES_JA.values()]
    assert [sentence for sentence in said if "ログイン" in sentence] == []


def test_every_conflict_of_the_services_says_what_it_is():
    """A new one has a reason, or its message is known to the table."""
    bare = set()
    for path in Path(services.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Conflict"):
                continue
            text = node.args[0] if node.args else None
            if isinstance(text, ast.Constant) and "reason" not in {k.arg for k in node.keywords}:
                bare.add(str(text.value))
    assert {one for one in bare - WHYS.keys() if not one.endswith("since it was read")} == set()


def test_every_reason_has_its_sentence():
    assert set(WHYS.values()) <= SENTENCES_JA.keys()


async def test_a_form_with_the_id_of_others_is_not_said_to_have_been_too_slow(town):
    async with signed_in(town, CLERK) as clerk, signed_in(town, OTHER_CLERK) as other:
        theirs = (await published(other)).rpartition("/")[2]
        seen = await clerk.fill(NEW, **challenge(id=theirs), do="preview")
        assert (seen.status, seen.heading) == (
            409,
            "この画面からは、すでに別の内容が送られています",
        )


async def test_a_wrong_password_is_not_answered_with_sign_in_first(town):
    query = "mutation ($i: SignInInput!) { signIn(input: $i) { token } }"
    given = {"email": f"{uuid4().hex}@example.jp", "password": "not that one at all"}
    async with town.client() as client:
        answer = await client.post("/graphql", json={"query": query, "variables": {"i": given}})
    found = answer.json()["errors"][0]["extensions"]
    assert found["code"] == "UNAUTHENTICATED"
    assert found["messageJa"] == "メールアドレスかパスワードが違います。"
