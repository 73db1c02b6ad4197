"""What a unit keeps to come back to, over HTTP."""

from tests.gateway.browsing import CLERK, LIAISON, MEMBER, offered, published, signed_in, visiting

HOME, KEEP, CHOSEN = "/shortlist", "/shortlist/keep", "/shortlist/chosen"


async def kept_from(visitor, path):
    """Press the button on a page."""
    done = await visitor.fill_at(path, KEEP)
    assert (done.status, done.to) == (303, path)


def csrf(seen, action):
    return {"csrf": seen.form(action)["csrf"]}


async def test_things_are_kept_compared_and_let_go_and_nobody_else_sees_it(town):
    async with (
        signed_in(town, CLERK) as clerk,
        signed_in(town, MEMBER) as member,
        signed_in(town, LIAISON) as liaison,
        visiting(town) as visitor,
    ):
        need = await published(clerk, title="気になる課題のしるし")
        offer = await offered(member, title="気になる提案のしるし")
        for path in (need, offer):
            await kept_from(member, path)
            again = await member.see(path)
            assert KEEP not in again.text
            assert "「気になる」から外す" in again.text
            assert KEEP not in (await visitor.see(path)).text
            assert "「気になる」から外す" not in (await liaison.see(path)).text

        mine = await member.see(HOME)
        need_id, offer_id = (path.rpartition("/")[2] for path in (need, offer))
        assert need in mine.text
        assert offer in mine.text
        assert need not in (await liaison.see(HOME)).text
        token = csrf(mine, CHOSEN)
        compared = await member.send(CHOSEN, {**token, "noun": "offer", "id": offer_id})
        assert compared.to == f"/compare/offers?id={offer_id}"
        nothing = await member.send(CHOSEN, {**token, "noun": "offer", "do": "drop"})
        assert nothing.to == HOME
        assert "先に、一覧からえらんでください" in " ".join((await member.see(HOME)).said)

        # Somebody else's list is not touched by the same ids.
        theirs = await liaison.fill_at(need, KEEP)
        assert theirs.status == 303
        await liaison.send(
            CHOSEN,
            {**csrf(await liaison.see(HOME), CHOSEN), "do": "drop", "id": [need_id, offer_id]},
        )
        assert need in (await member.see(HOME)).text
        await member.fill_at(need, "/shortlist/drop")
        await member.send(CHOSEN, {**token, "do": "drop", "id": [need_id, offer_id]})
        left = (await member.see(HOME)).text
        assert need not in left
        assert offer not in left


async def test_what_cannot_be_kept_is_answered_and_nobody_is_led_away(town):
    async with visiting(town) as visitor, signed_in(town, MEMBER) as member:
        assert "/sign-in" in (await visitor.see(HOME)).text
        token = {
            "csrf": (await member.see("/notifications/letters")).form("/notifications/letters")[
                "csrf"
            ]
        }
        for wrong in ("00000000-0000-4000-8000-000000000000", "x", ""):
            answer = await member.send(KEEP, {**token, "id": wrong, "back": "/offers"})
            assert answer.status == 404, wrong
        done = await member.send(
            "/shortlist/drop",
            {**token, "id": "00000000-0000-4000-8000-000000000000", "back": "https://evil.example"},
        )
        assert (done.status, done.to) == (303, "/")
        many = ["00000000-0000-4000-8000-000000000000"] * 300
        assert (await member.send("/shortlist/drop", {**token, "id": many})).status == 303
