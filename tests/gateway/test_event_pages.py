"""A matching event on pages, without JavaScript: made, opened, joined, filled from a table."""

import html
import re

import pytest

from gateway.pages.events import sheets
from tests.days import YEAR
from tests.gateway.browsing import LIAISON, MEMBER, signed_in

TABLE = (
    "区分,団体名,氏名,面談の上限\r\n"
    '自治体,架空髙市,"<b>窓口</b>",3\r\n'
    "企業,架空合同会社,=1+1,\r\n"
    "その他,架空会,誰か,\r\n"
    "企業,,見本 葵,\r\n"
    "企業,架空社,見本 葵,多い\r\n"
)


FROM_A_TABLE = (
    "区分,団体名,部署,氏名,話したいこと\r\n"
    "自治体,架空市,片付け係,見本 一,空き家に残された家財の片付けを進めたい\r\n"
    "自治体,架空町,未定係,見本 二,\r\n"
    "自治体,架空村,無縁係,見本 三,zzz qqq\r\n"
)


async def taken_in(visitor, path, table):
    form = path + "/import"
    fields = (await visitor.see(form)).form(form)
    looked = await visitor.send(form, fields, files={"content": ("a.csv", table.encode())})
    confirmed = await visitor.send(f"{form}/confirm", looked.form(f"{form}/confirm"))
    assert confirmed.status < 400


def part_of(page, words):
    """The field of the one who is asked about with these words."""
    [part] = [one for one in page.text.split("<fieldset")[1:] if words in one]
    return html.unescape(part)


async def made(visitor, **more):
    given = {
        "title": "架空マッチング会",
        "slots": "S1 13:00-13:20\nS2 13:25-13:45",
        "tables": "卓1 大ホール\n卓2",
        "consent": "名前と団体を相手に示します。",
        "heldOnYear": "2099",
        "heldOnMonth": "2",
        "heldOnDay": "3",
        "retainUntilYear": "2099",
        "retainUntilMonth": "5",
        "retainUntilDay": "1",
        "privateCapacity": "1",
        **more,
    }
    return await visitor.fill_at("/events/new", "/events/new", **given)


async def opened(visitor):
    path = (await made(visitor)).to
    assert re.fullmatch(r"/events/[0-9a-f-]{36}", path)
    await visitor.fill_at(path, path + "/advance")
    return path


async def test_an_event_is_made_and_opened_on_pages(town):
    async with signed_in(town, LIAISON) as liaison, signed_in(town, MEMBER) as member:
        wrong = await made(liaison, slots="S1 いつか", title="短")
        assert wrong.status == 422
        assert "S1 いつか" in wrong.text
        path = (await made(liaison)).to
        assert (await member.see(path)).status == 404
        page = await liaison.see(path)
        assert "面談は最大 2 回" in page.text
        assert (await liaison.see(path + "/edit")).text.count("S2 13:25-13:45") == 1

        await liaison.fill_at(path, path + "/advance")

        assert "申し込み受付中" in (await member.see(path)).text
        assert path in (await member.see("/events")).text
        assert (await member.see(path + "/edit")).status == 403
        cloned = await liaison.fill_at(
            path + "/clone", path + "/clone", heldOnYear="2100", heldOnMonth="2", heldOnDay="3"
        )
        assert "2100" in (await liaison.see(cloned.to)).text


async def test_somebody_takes_part_and_says_whom_they_want_to_meet(town):
    async with signed_in(town, LIAISON) as liaison, signed_in(town, MEMBER) as member:
        path = await opened(liaison)
        await taken_in(liaison, path, FROM_A_TABLE)
        form = path + "/register"
        refused = await member.fill_at(form, form, needs="車いす")
        assert refused.status == 422
        assert "車いす" in refused.text
        assert (await member.fill_at(form, form, consent="true")).to == path
        await liaison.fill_at(form, form, consent="true", lookingFor="空き家のこと")
        await liaison.fill_at(path, path + "/advance")

        wishes = path + "/preferences"
        page = await member.see(wishes)
        assert "空き家のこと" in page.text
        assert re.search(r"一致度 [0-9]+%</b>", page.text), "what the matcher says, in one line"
        words = ("片付け係", "未定係", "無縁係")
        of_words, unknown, nothing = (part_of(page, who) for who in words)
        assert "相手が書いたことばと、あなたの団体の公開内容：" in of_words
        assert re.search(r"一致度 [0-9]+%</b>.*空き家.*<a href=\"/offers/", of_words)
        assert "団体と名前のほかに分かっていることはありません" in unknown
        assert "重なることばは、見つかっていません" in nothing
        name = re.search(r'name="(grade-[0-9a-f-]{36})"', part_of(page, "空き家のこと"))[1]
        further = await member.fill_at(wishes, wishes, **{name: "must"}, next="abc", onward="d")
        assert further.to == f"{wishes}?after=abc&before=d", "kept, and on to the next twenty"

        assert f'name="{name}" value="must" checked' in (await member.see(wishes)).text
        assert "希望を出した参加者：1／5" in (await liaison.see(path)).text
        other = (await liaison.see(wishes)).text
        assert "checked" in other
        assert 'value="must" checked' not in other

        people = path + "/participants"
        cancel = re.search(r'action="([^"]+/cancel)"', (await liaison.see(people)).text)[1]
        assert (await liaison.fill_at(people, cancel)).to == f"{people}?q="


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
async def test_j4_ac1_a_table_is_looked_at_confirmed_and_taken_back_on_pages(town, encoding):
    async with signed_in(town, LIAISON) as liaison:
        path = await opened(liaison)
        form = path + "/import"
        fields = (await liaison.see(form)).form(form)
        looked = await liaison.send(
            form, fields, files={"content": ("a.csv", TABLE.encode(encoding))}
        )
        assert looked.status == 200
        text = html.unescape(looked.text)
        side = "区分には「自治体」か「企業」と書いてください。"
        for words in ("4行目", "5行目", "6行目", "取り込める行：2", side):
            assert words in text
        people = path + "/participants"
        assert "架空髙市" not in (await liaison.see(people)).text

        done = await liaison.send(form + "/confirm", looked.form(form + "/confirm"))

        page = (await liaison.see(people)).text
        assert "&lt;b&gt;窓口&lt;/b&gt;" in page
        assert "=1+1" in page
        [undo] = re.findall(r'action="([^"]+/undo)"', done.text)
        assert (await liaison.send(undo, done.form(undo))).to == people
        assert "架空髙市" not in (await liaison.see(people)).text


def test_both_encodings_of_a_table_are_the_same_rows():
    read = {encoding: sheets.rows_of(TABLE.encode(encoding)) for encoding in ("utf-8-sig", "cp932")}

    assert read["utf-8-sig"] == read["cp932"] == sheets.rows_of(TABLE.encode())
    assert [row["line"] for row in read["cp932"]] == [2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty_file"),
        ("氏名,団体名\r\n誰か,団体\r\n".encode(), "headings_missing"),
        (b"\x81\xff\xfe\x00", "not_a_table"),
        (b"\xff\xd8\xff\xe0", "not_a_table"),
        (("区分,団体名,氏名\n" + "企業,社,人\n" * 2_001).encode(), "too_many_rows"),
    ],
)
def test_what_is_no_table_is_said_so(content, problem):
    with pytest.raises(sheets.Unreadable) as caught:
        sheets.rows_of(content)

    assert str(caught.value) == problem


UNFIT = {
    "control_characters": [chr(one) for one in (0x202E, 0x2028, 0x0B, 0x07, 0x7F, 0)],
    "stacked_marks": ["\u0301" * 9],
}


async def test_a_character_that_nobody_sees_costs_its_row_and_not_the_table(town):
    signs = [one for given in UNFIT.values() for one in given]
    lines = ["区分,団体名,氏名\ufeff", "企業,架\u200b空\u200e社\u200f,\ufeff見本 葵"]
    lines += [f"企業,架空社,悪い{one}人{n}" for n, one in enumerate(signs)] + ["企業,,名なし"]
    async with signed_in(town, LIAISON) as liaison:
        path = await opened(liaison)
        form = path + "/import"
        fields = (await liaison.see(form)).form(form)
        content = "\r\n".join(lines).encode()

        looked = await liaison.send(form, fields, files={"content": ("a.csv", content)})

        text = html.unescape(looked.text)
        assert (looked.status, "取り込める行：1" in text) == (200, True)
        for number in range(3, 3 + len(signs)):
            assert re.search(f"{number}行目：氏名に", text), number
        assert f"{len(lines)}行目：団体名を入力してください" in text
        done = await liaison.send(form + "/confirm", looked.form(form + "/confirm"))
        assert f"取り込まなかった行 {len(signs) + 1}" in done.text
        assert "架空社" in (await liaison.see(path + "/participants")).text


async def test_a_number_of_twenty_digits_is_called_too_large(town):
    day = {"heldOnYear": str(YEAR), "heldOnMonth": "2", "heldOnDay": "3"}
    said = {
        "99999": "10,000以下の数で",
        "9" * 10: "10,000以下の数で",
        "9" * 20: "10,000以下の数で",
        "-" + "9" * 20: "1以上の数で",
        "1.5": "数字だけで",
        "9" * 5_000: "数字だけで",
    }
    async with signed_in(town, LIAISON) as liaison:
        for typed, words in said.items():
            answer = await liaison.fill_at(
                "/events/new", "/events/new", title="架空の催し", publicCapacity=typed, **day
            )
            assert (answer.status, f"自治体の定員は{words}" in answer.text) == (422, True), typed
            assert answer.form("/events/new")["publicCapacity"] == typed


async def test_a_place_in_the_list_of_registrations_that_is_none_begins_anew(town):
    async with signed_in(town, LIAISON) as admin:
        answer = await admin.see("/registrations?after=x")
        assert (answer.status, answer.to) == (303, "/registrations")
