"""The board by hand, without JavaScript: put, taken out, undone."""

import re

from tests.gateway.browsing import LIAISON, MEMBER, signed_in
from tests.gateway.test_pages_timetables import event_of, own, sql

NONE = """
DELETE FROM sessions.preferences WHERE participant_id IN (
    SELECT id FROM sessions.participants WHERE event_id = $1::text::uuid AND number IN (3, 6))
"""


async def test_meetings_are_put_taken_out_and_put_back_by_hand(town):
    async with signed_in(town, LIAISON) as liaison, signed_in(town, MEMBER) as member:
        event = await event_of(town, await own(liaison), await own(member))
        await sql(town, NONE, event)
        board = f"/events/{event}/timetable"
        await liaison.fill_at(board, f"{board}/make")
        page = await liaison.see(board)
        assert page.text.count('class="seat"') == 4, "who chose nobody meets nobody"
        assert "直前の変更を元に戻す" not in page.text
        people = dict(re.findall(r'value="([0-9a-f-]{36})">(\d) 架空の団体', page.text))
        numbers = {number: one for one, number in people.items()}

        form = f"{board}?public={numbers['3']}&private={numbers['6']}"
        refused = await liaison.see(form)
        assert refused.text.count("どちらも会いたいとした組だけを置けます") == 1
        assert "ここに置く" not in refused.text
        places = (await liaison.http.get(form.replace("?", "/places.json?"))).json()
        assert set(places.values()) == {"どちらも会いたいとした組だけを置けます"}
        wanted = re.search(r"\?(pick=[^\"#]*)", page.text)[1]
        choosing = await liaison.see(f"{board}?{wanted}")
        put = await liaison.send(f"{board}/move", choosing.form(f"{board}/move"))
        after = await liaison.see(put.to)
        assert "面談を動かしました" in "".join(after.said)
        free = await liaison.fill_at(board, f"{board}/lock")
        assert free.status in {303, 422}
        weighed = await liaison.see(f"{board}?weigh=1")
        assert weighed.text.count("点上がります") == 2
        assert (await member.see(f"{board}?weigh=1")).status == 403

        going = re.search(r'href="([^"]*\?cancel=[^"#]*)', page.text)[1]
        asked = await liaison.see(going)
        assert "面談を取りやめる" in asked.text
        fields = asked.form(f"{board}/cancel") | {"reason": "public_asked"}
        gone = await liaison.send(f"{board}/cancel", {**fields, "fill": ""})
        assert "面談を取りやめました。" in "".join((await liaison.see(gone.to)).said)
        assert "面談を取りやめる" not in (await liaison.see(going)).text
        twice = await liaison.send(f"{board}/cancel", fields)
        assert "変更しました" in "".join((await liaison.see(twice.to)).said)
        undone = await liaison.fill_at(board, f"{board}/restore")
        assert "前の版を" in "".join((await liaison.see(undone.to)).said)
        assert "面談を取りやめる" in (await liaison.see(going)).text

        pick = re.search(r"\?(pick=[^\"#]*)", page.text)[1]
        places = await liaison.http.get(f"{board}/places.json?{pick}")
        assert set(places.json()) == {f"S{s}|卓{t}" for s in (1, 2, 3) for t in (1, 2)}
        assert any("使われています" in one for one in places.json().values())
        assert (await member.http.get(f"{board}/places.json?{pick}")).status_code == 403
        assert (await liaison.http.get(f"{board}/places.json?pick=x.y")).status_code == 404
        assert (await liaison.http.get(f"{board}/places.json")).json() == {}
        newest = f"{board}/newest.json"
        assert (await liaison.http.get(newest)).json()["newest"] >= 1
        assert (await member.http.get(newest)).status_code == 403
