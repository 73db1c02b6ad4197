"""A rehearsal on pages: begun, seen by its organizer alone, and put away."""

import re

from services.sessions import solving
from tests.gateway.browsing import LIAISON, MEMBER, signed_in
from tests.gateway.test_event_pages import made


async def test_an_event_is_rehearsed_and_put_away_on_pages(town):
    await solving.warm()
    async with signed_in(town, LIAISON) as liaison, signed_in(town, MEMBER) as member:
        path = (await made(liaison, publicCapacity="4", privateCapacity="5")).to
        form = f"{path}/rehearse"
        assert (await member.see(form)).status == 404
        assert f'"{form}"' in (await liaison.see(path)).text
        fields = (await liaison.see(form)).form(form)

        sent = await liaison.send(form, fields)
        assert sent.status == 303, "loaded anew it is not played anew"
        played = await liaison.see(sent.to)

        assert "ここまで進みました" in played.text
        assert "面談表は、決まりをすべて守っています。" in played.text
        [copy] = set(re.findall(r'href="(/events/[0-9a-f-]{36})"', played.text)) - {path}
        page = await liaison.see(copy)
        assert "これは予行です。" in page.text
        assert "【予行】" in page.heading
        assert f'"{copy}/rehearse"' not in page.text
        assert (await member.see(copy)).status == 404
        assert copy not in (await member.see("/events")).text
        again = await liaison.send(form, fields)
        assert again.to == sent.to, "sent twice it is played once"
        for odd in ("", "1.2", "x" * 30, ".".join("9" * 10) + "9" * 9):
            plain = await liaison.see(f"{form}?played={copy.removeprefix('/events/')}&steps={odd}")
            assert (plain.status, "ここまで進みました" in plain.text) == (200, False)
        assert (await member.see(sent.to)).status == 404
        remove = f"{copy}/rehearsal/remove"
        gone = await liaison.send(remove, page.form(remove))
        assert "予行を片づけました。" in "".join((await liaison.see(gone.to)).said)
        assert (await liaison.see(copy)).status == 404
        kept = await liaison.send(f"{path}/rehearsal/remove", page.form(remove))
        assert kept.status in {303, 403}
        assert (await liaison.see(path)).status == 200
