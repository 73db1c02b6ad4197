"""One participant entered and changed by the organizer, and the ways on from each state."""

import re

from tests.gateway.browsing import LIAISON, MEMBER, signed_in
from tests.gateway.test_event_pages import opened
from tests.gateway.test_pages_timetables import event_of, own, sql

PERSON = {
    "side": "private",
    "organizationName": "架空合同会社",
    "name": "飛入 朝子",
    "nameKana": "トビイリ アサコ",
    "most": "３",
}
WRONG = [
    ({"name": " "}, "name", "トビイリ"),
    ({"most": "たくさん"}, "most", "たくさん"),
    ({"least": "5", "most": "2"}, "least", "飛入"),
    ({"email": "どこでもない"}, "email", "どこでもない"),
    ({"onlineUrl": "javascript:alert(1)"}, "onlineUrl", "javascript:alert(1)"),
    (
        {"organizationName": "この名前の団体は架空にもない", "linked": "true"},
        "organizationName",
        "飛入",
    ),
    ({"side": "どちらか"}, "side", "飛入"),
    ({"available": "S9"}, "available", "飛入"),
]


async def test_somebody_who_walks_in_is_entered_and_changed_on_one_page(town):
    async with signed_in(town, LIAISON) as liaison, signed_in(town, MEMBER) as member:
        path = await opened(liaison)
        form, save = f"{path}/participants/new", f"{path}/participants/save"
        assert (await member.see(form)).status == 403
        for wrong, field, kept in WRONG:
            refused = await liaison.fill_at(form, save, **PERSON | wrong)
            assert (refused.status, field in refused.errors) == (422, True), wrong
            assert kept in refused.text

        done = await liaison.fill_at(form, save, **PERSON, available=["S2"])
        listed = await liaison.see(done.to)
        assert "参加者を保存しました。" in "".join(listed.said)
        [edit] = re.findall(rf"{path}/participants/[0-9a-f-]+/edit", listed.text)
        page = await liaison.see(edit)
        assert page.form(save)["available"] == ["S2"]
        late = {**page.form(save), "name": "飛入 夕子", "available": ["S1"]}
        await liaison.send(save, late)
        assert "飛入 夕子" in (await liaison.see(done.to)).text
        stale = await liaison.send(save, {**late, "name": "飛入 夜子", "key": ""})
        assert stale.status == 422
        assert "飛入 夜子" in stale.text
        assert "別の画面のあなたが変更しました" in stale.text
        second = await liaison.fill_at(form, save, **PERSON | {"name": "飛入 二郎"})
        assert "キャンセル待ち" in "".join((await liaison.see(second.to)).said)
        assert (await member.see(edit)).status == 403


async def test_how_meetings_are_made_and_how_long_one_may_object_stand_in_the_form(town):
    async with signed_in(town, LIAISON) as liaison:
        path = await opened(liaison)
        form = f"{path}/edit"
        fields = (await liaison.see(form)).form(form)
        assert (fields["mode"].lower(), fields["objectionHours"]) == ("organizer", "48")
        await liaison.fill_at(form, form, mode="hybrid", objectionHours="0")
        kept = (await liaison.see(form)).form(form)
        assert (kept["mode"].lower(), kept["objectionHours"]) == ("hybrid", "0")
        refused = await liaison.fill_at(form, form, objectionHours="２週間")
        assert "objectionHours" in refused.errors
        assert "２週間" in refused.text


WAYS = [
    ("planning", ["/advance"], None),
    ("registration", ["/advance", "/participants/new", "/import"], []),
    ("preferences", ["/advance"], ["/preferences"]),
    ("scheduling", ["/timetable"], []),
    ("provisional", ["/timetable", "/wall"], ["/agenda", "/wall"]),
    ("live", ["/timetable", "/wall", "/advance"], ["/agenda", "/wall"]),
    ("reporting", ["/timetable", "/advance"], ["/agenda"]),
    ("archived", ["/timetable"], []),
]
SET_STATE = "UPDATE sessions.events SET state = $2 WHERE id = $1::text::uuid"


async def test_each_state_of_an_event_has_a_way_on(town):
    async with signed_in(town, LIAISON) as liaison, signed_in(town, MEMBER) as member:
        event = await event_of(town, await own(liaison), await own(member))
        path = f"/events/{event}"
        for state, organizer, participant in WAYS:
            await sql(town, SET_STATE, event, state)
            page, seen = await liaison.see(path), await member.see(path)
            missing = [way for way in organizer if f'"{path}{way}"' not in page.text]
            missing += [way for way in participant or () if f'"{path}{way}"' not in seen.text]
            assert (state, missing) == (state, [])
            assert (state, seen.status) == (state, 404 if participant is None else 200)
            assert f'"{path}/timetable"' not in seen.text

        form = f"{path}/participants/new"
        late = await liaison.fill_at(form, f"{path}/participants/save", **PERSON)
        assert "このイベントは終わりました。" in "".join((await liaison.see(late.to)).said)
