"""Fields of forms that cannot stand: said beside them, by their labels, before anything is sent."""

import pytest

from tests.days import YEAR
from tests.gateway.browsing import CLERK, MEMBER, challenge, offer, published, signed_in

NEW = "/challenges/new"
RELOAD = "この画面の情報が正しくありません。画面を読み込み直してから、もう一度送ってください。"


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        ("999999999999999", "3", "31"),
        ("2035", "999999999999999", "31"),
        ("2035", "3", "9" * 400),
        ("2035", "3", "-1"),
        ("0", "0", "0"),
        ("2035", "", ""),
        ("", "3", "31"),
        ("9", "3", "31"),
        ("令和", "3", "31"),
        ("R100", "3", "31"),
        ("²", "3", "31"),
    ],
)
async def test_a_day_that_cannot_be_is_said_beside_its_field(town, year, month, day):
    typed = challenge(answerByYear=year, answerByMonth=month, answerByDay=day)
    async with signed_in(town, CLERK) as clerk:
        wrong = await clerk.fill(NEW, **typed, do="preview")
    assert wrong.status == 422
    assert set(wrong.errors) == {"answerBy"}
    assert wrong.form(NEW)["answerByYear"] == year


@pytest.mark.parametrize(
    ("year", "said"), [("2020", "あした以後"), ("令和2", "あした以後"), ("2101", "もっと早い日")]
)
async def test_the_way_to_the_preview_is_closed_to_a_day_that_cannot_be_published(town, year, said):
    async with signed_in(town, CLERK) as clerk:
        wrong = await clerk.fill(NEW, **challenge(answerByYear=year), do="preview")
    assert wrong.status == 422
    assert said in wrong.errors["answerBy"]


async def test_a_year_of_reiwa_is_understood(town):
    async with signed_in(town, CLERK) as clerk:
        path = await published(clerk, answerByYear=f"令和{YEAR - 2018}")
        assert f"{YEAR}年3月31日" in (await clerk.see(path)).text


@pytest.mark.parametrize(
    ("tags", "said"),
    [
        ("あ" * 41, "分野は、ひとつを40文字以内にしてください。"),
        (
            "、".join(f"分野{number}" for number in range(21)),
            "分野の数が多すぎます。減らしてください。",
        ),
    ],
)
async def test_what_is_wrong_with_fields_of_work_is_said_by_their_label(town, tags, said):
    async with signed_in(town, CLERK) as clerk, signed_in(town, MEMBER) as member:
        for seen in (
            await clerk.fill(NEW, **challenge(tags=tags), do="preview"),
            await member.fill("/offers/new", **offer(tags=tags)),
        ):
            assert (seen.status, seen.errors) == (422, {"tags": said})
            assert f'<a href="#tags">{said}</a>' in seen.text


async def test_what_nobody_typed_is_not_called_by_its_name(town):
    async with signed_in(town, CLERK) as clerk, signed_in(town, MEMBER) as member:
        for seen in (
            await clerk.fill(NEW, **challenge(id="<x>"), do="preview"),
            await member.fill("/offers/new", **offer(id="<x>")),
        ):
            assert seen.status == 422
            assert RELOAD in seen.said[0]
            assert "idの" not in seen.text
        wrong = await clerk.fill(NEW, **challenge(direction="private_call"), do="preview")
        assert "この向きの課題は出せません" in wrong.said[0]
