"""Interest, wishes, threads and the dialogue record on pages, without JavaScript."""

import io
import json
import re
import zipfile
from uuid import uuid4

import pytest

from tests.databases import execute
from tests.gateway.browsing import LIAISON, MEMBER, signed_in
from tests.outside import rows


async def ids(visitor, name):
    """The organization of whoever is signed in."""
    found = re.search(r'href="/organizations/([0-9a-f-]{36})"', (await visitor.see("/")).text)
    assert found, name
    return found[1]


@pytest.fixture
async def both(town):
    async with signed_in(town, LIAISON) as liaison, signed_in(town, MEMBER) as member:
        await apart(liaison)
        yield liaison, member
        await apart(liaison)


async def apart(visitor):
    """Whatever another test has begun is over: the town is shared."""
    for path in set(
        re.findall(r"/introductions/[0-9a-f-]{36}", (await visitor.see("/introductions")).text)
    ):
        page = await visitor.see(path)
        if f'action="{path}/end"' in page.text:
            await visitor.send(path + "/end", {**page.form(path + "/end"), "reason": "other"})


async def check_calling_off(member, thread, talk):
    """What was called off is shown with when it would have been."""
    called_off = await member.fill_at(thread, f"{thread}/talks/{talk}", do="cancel")
    assert called_off.status == 303
    assert '<s><time datetime="2099-04-01">' in (await member.see(thread)).text


async def check_own_contact(member, liaison, thread):
    """Written and changed while it lasts; seen by the other side, and by nobody else."""
    to = f"{thread}/contact"
    wrong = await member.fill_at(thread, to, name="窓口", email="no address")
    assert (wrong.status, list(wrong.errors)) == (422, ["email"])
    assert wrong.form(to)["name"] == "窓口"
    done = await member.fill_at(thread, to, name="新しい窓口", email="new@katazuke.example")
    assert (done.status, done.to) == (303, thread)
    seen = (await liaison.see(thread)).text
    assert "新しい窓口" in seen
    assert "mailto:new@katazuke.example" in seen


async def check_files(liaison, member, thread):
    """A file is sent, read by the other side alone, and what is no file names its field."""
    form = f"{thread}/attachments"
    assert form in (await member.see(thread)).text
    fields = (await member.see(form)).form(form)
    given = {**fields, "description": "来年度の工程表"}
    empty = await member.send(form, given, files={"other": ("x", b"x")})
    assert (empty.status, list(empty.errors)) == (422, ["content"])
    assert "来年度の工程表" in empty.text
    wrong = await member.send(form, given, files={"content": ("工程表.pdf", b"<html>")})
    assert (wrong.status, list(wrong.errors)) == (422, ["content"])
    fields = wrong.form(form) | {"description": "来年度の工程表"}
    pdf = b"%PDF-1.7\ntrailer\n<<>>\n%%EOF\n"
    sent = await member.send(form, fields, files={"content": ("工程表.pdf", pdf)})
    assert (sent.status, sent.to) == (303, thread)
    shown = await liaison.see(thread)
    link = re.search(rf'href="({thread}/files/[0-9a-f-]+)"', shown.text)[1]
    file = await liaison.http.get(link)
    assert (file.status_code, file.content) == (200, pdf)
    assert file.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in file.headers["content-security-policy"]
    nobody = thread.rpartition("/")[2]
    assert (await liaison.see(f"{thread}/files/{nobody}")).status == 404


async def check_disclosing(liaison, member):
    """The record of dialogue, in every form that it is given out in."""
    record = await liaison.see("/dialogues")
    assert "引き合わせ" in record.text
    table = await liaison.http.get("/dialogues.xlsx")
    names = zipfile.ZipFile(io.BytesIO(table.content)).namelist()
    assert {"xl/worksheets/sheet1.xml", "xl/styles.xml"} <= set(names)
    assert (await liaison.see("/dialogues/print")).status == 200
    paper = await liaison.http.get("/dialogues.pdf?since=2020-01-01")
    assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")
    assert (await member.see("/dialogues.pdf")).status == 403
    assert (await member.see("/dialogues")).status == 403


MANY = """
INSERT INTO introductions.messages (id, introduction_id, organization_id, person_id, body)
SELECT gen_random_uuid(), introduction_id, organization_id, person_id, 'あれこれ'
FROM introductions.messages, generate_series(1, 60)
WHERE introduction_id = $1 AND body LIKE 'はじめまして%' RETURNING id
"""
NO_MORE = "DELETE FROM introductions.messages WHERE id = any($1::uuid[]) RETURNING id"


async def check_limit(town, member, thread):
    """More than may be written within an hour: how many, when again, and the text stays."""
    many = await rows(town.settings, MANY, thread.rpartition("/")[2])
    late = await member.fill_at(thread, thread + "/messages", body="六十一番目のことば")
    assert (late.status, late.answer.headers["Retry-After"]) == (429, "600")
    assert "60件までです。10分ほど待ってから" in late.text
    assert "六十一番目のことば" in late.text
    assert "ほかの人か、別の画面のあなたが変更しました" not in late.text
    await rows(town.settings, NO_MORE, [one for (one,) in many])


async def test_an_interest_becomes_a_conversation_on_pages(both, town):
    liaison, member = both
    form = f"/interests/new?to={await ids(liaison, LIAISON)}"

    wrong = await member.fill_at(form, "/interests/new", line="　")
    assert wrong.status == 422
    assert "ひとことを入力してください。" in wrong.text or "ひとことは5文字以上" in wrong.text
    sent = await member.fill_at(form, "/interests/new", line="見守りの仕組みでお力になれそうです")
    assert (sent.status, sent.to[:11]) == (303, "/interests/")
    assert "送った関心" in (await member.see(sent.to)).text
    assert "見守りの仕組み" in (await liaison.see("/interests")).text
    refused = await liaison.fill_at(sent.to, sent.to + "/accept", email="これは違う")
    assert refused.status == 422
    accepted = await liaison.fill_at(sent.to, sent.to + "/accept", email="hana@example.jp")
    assert (accepted.status, accepted.to[:15]) == (303, "/introductions/")
    thread = accepted.to
    assert "hana@example.jp" in (await member.see(thread)).text

    said = await member.fill_at(thread, thread + "/messages", body="はじめまして😀 髙﨑です。")
    assert (said.status, said.to) == (303, thread)
    assert "はじめまして😀" in (await liaison.see(thread)).text
    assert "既読" in (await member.see(thread)).text
    await check_files(liaison, member, thread)
    long = await liaison.fill_at(thread, thread + "/messages", body="あ" * 4_001)
    assert long.status == 422
    assert "あ" * 4_001 in long.text  # what was typed stays
    await check_limit(town, member, thread)

    await check_own_contact(member, liaison, thread)
    day = {"firstYear": "2099", "firstMonth": "4", "firstDay": "1", "firstClock": "14:00"}
    for odd, at in (({"secondClock": "10:00"}, "second"), ({"firstClock": "25:00"}, "first")):
        wrong = await liaison.fill_at(thread, thread + "/talks", **{**day, **odd})
        assert (wrong.status, list(wrong.errors)) == (422, [at])
    offered = await liaison.fill_at(
        thread,
        thread + "/talks",
        **day,
    )
    assert (offered.status, offered.to) == (303, thread)
    page = await member.see(thread)
    talk = re.search(rf"{thread}/talks/([0-9a-f-]+)", page.text)[1]
    time = re.search(r'name="time" value="([^"]+)"', page.text)[1]
    assert "ひとつ押すと、その日に決まります" in (await member.see(thread)).text
    odd = await member.fill_at(thread, f"{thread}/talks/{talk}", time="あ")
    assert (odd.status, odd.heading) == (422, "この内容は読み取れません")  # it was no search
    # A form sent without any of its buttons calls nothing off.
    assert (await member.fill_at(thread, f"{thread}/talks/{talk}")).status == 400
    chosen = await member.fill_at(thread, f"{thread}/talks/{talk}", time=time)
    assert chosen.status == 303
    calendar = await liaison.http.get(f"{thread}/talks/{talk}/calendar.ics")
    assert calendar.headers["content-type"] == "text/calendar; charset=utf-8"
    assert f"UID:{talk}@" in calendar.text
    assert "DTSTART:20990401T050000Z" in calendar.text
    await check_calling_off(member, thread, talk)

    await check_disclosing(liaison, member)

    ended = await member.fill_at(thread, thread + "/end", reason="done")
    assert (ended.status, ended.to) == (303, thread)
    assert "この紹介は終わっています" in (await liaison.see(thread)).text
    assert "目的を果たした" not in (await liaison.see(thread)).text


async def test_a_wish_is_kept_and_shown_to_its_own_side_alone(both):
    liaison, member = both
    company = await ids(member, MEMBER)
    before = (await member.see("/interests")).text, (await member.see("/introductions")).text
    kept = await liaison.fill(f"/wishes/{company}", grade="must")
    assert (kept.status, kept.to) == (303, "/wishes")
    assert "ぜひ会いたい" in (await liaison.see("/wishes")).text
    after = (await member.see("/interests")).text, (await member.see("/introductions")).text
    assert [plain(text) for text in after] == [plain(text) for text in before]
    back = await liaison.fill(f"/wishes/{company}", grade="")
    assert back.status == 303


def plain(text: str) -> str:
    """Without what is new on every page."""
    return re.sub(r'value="[^"]{20,}"', "", text)


async def test_a_declined_and_a_cancelled_interest_are_one_tap(both):
    liaison, member = both
    town = await ids(liaison, LIAISON)
    for path, step in (("/decline", "not_this_fiscal_year"), ("/cancel", "")):
        sent = await member.fill_at(
            f"/interests/new?to={town}", "/interests/new", line="一度お話を聞かせてください"
        )
        assert sent.status == 303, sent.errors
        who = liaison if path == "/decline" else member
        done = await who.fill_at(sent.to, sent.to + path, reason=step)
        assert done.status == 303


async def test_a_call_is_noted_by_hand_and_stands_in_the_record(both):
    liaison, member = both
    company = await ids(member, MEMBER)
    wrong = await liaison.fill("/dialogues/new", companyId="どこか", kind="call", people="窓口")
    assert wrong.status == 422
    mark = uuid4().hex
    done = await liaison.fill(
        "/dialogues/new",
        companyId=f"https://example.jp/organizations/{company}",
        kind="call",
        people="窓口 花",
        disclosed=f"来年度の予定 {mark}",
    )
    assert (done.status, done.to) == (303, "/dialogues"), done.errors
    assert mark in (await liaison.see("/dialogues")).text


LONG_AGO = """
INSERT INTO introductions.dialogues (public_organization_id, company_id, kind, at, people)
SELECT public_organization_id, company_id, kind, '2001-04-01', '昔の人'
FROM (SELECT * FROM introductions.dialogues LIMIT 1) AS one, generate_series(1, 2003)
"""


async def test_a_record_too_long_for_one_document_says_how_much_is_left_out(both, town):
    liaison, member = both
    company = await ids(member, MEMBER)
    typed = {"companyId": company, "kind": "call", "people": "窓口 花"}
    await liaison.fill("/dialogues/new", **typed, disclosed="来年度の予定")
    note = json.loads((town.home / "run.json").read_bytes())
    try:
        await execute(note["database_url"], LONG_AGO)
        asked = "?until=2001-12-31"
        said = "ほかに3件あります。期間をしぼってください。"
        assert said in (await liaison.see(f"/dialogues/print{asked}")).text
        table = await liaison.http.get(f"/dialogues.xlsx{asked}")
        sheet = zipfile.ZipFile(io.BytesIO(table.content)).read("xl/worksheets/sheet1.xml")
        assert said in sheet.decode()
        whole = await liaison.see("/dialogues/print?since=2002-01-01")
        assert "期間をしぼって" not in whole.text
    finally:
        forget = "DELETE FROM introductions.dialogues WHERE people = '昔の人'"
        await execute(note["database_url"], forget)


async def test_pages_of_coordinators_and_moderators_are_theirs_alone(both):
    for visitor in both:
        for path in ("/desk", "/cases", f"/desk/letters/{uuid4()}"):
            assert (await visitor.see(path)).status == 403
        for path in (f"/interests/{uuid4()}", f"/introductions/{uuid4()}", "/interests/x"):
            assert (await visitor.see(path)).status == 404
