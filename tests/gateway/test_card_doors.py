"""Who sees which field of a card: every field and visibility, as everybody, through every door."""

from uuid import uuid4

from contracts.cards import SetCard, Visibility
from contracts.wire import Role
from deploy.asking import asking
from tests.arriving import arrive
from tests.eventually import eventually
from tests.gateway.browsing import LIAISON, OTHER_CLERK, signed_in, visiting
from tests.gateway.newcomers import arrived

FIELDS = {
    name.removesuffix("_shown"): name for name in SetCard.__struct_fields__ if "_shown" in name
}
"""Every field that has a visibility, by its own name: a new one is asked for at once."""
CONTACTS = {"email", "phone"}
SEES = {
    Visibility.HIDDEN: {"colleague"},
    Visibility.AFTER_CONSENT: {"colleague", "introduced"},
    Visibility.EVERYBODY: {"colleague", "introduced", "stranger", "visitor"},
}
OWN_DATA = "query { ownData { name rows } }"
"""Everything about whoever asks: their own card whole, and no field of another's."""
GRAPHQL = "query($id: ID!) { cards(organizationId: $id) { position about email phone } }"


def written(mark):
    """What no other page says, for every field there is."""
    found = {
        "position": f"見守り係{mark}",
        "about": f"空き家を担当{mark}",
        "email": f"card-{mark}@company.example",
        "phone": f"0940-{int(mark, 16) % 10_000_000:07d}",
    }
    assert set(found) == set(FIELDS)
    return found


def doors(organization, mark):
    """Path -> whether the card is there to be seen."""
    return {
        f"/organizations/{organization}/people": True,
        f"/organizations/{organization}": False,
        f"/organizations?q={mark}": False,
        f"/offers?q={mark}": False,
        f"/challenges?q={mark}": False,
        "/challenges.atom": False,
    }


async def read(visitor, organization, mark):
    """Door -> everything it answers."""
    paths = doors(organization, mark)
    found = {path: (await visitor.see(path)).text for path in paths}
    asked = {"query": GRAPHQL, "variables": {"id": str(organization)}}
    found["graphql"] = (await visitor.http.post("/graphql", json=asked)).text
    found["own data"] = (await visitor.http.post("/graphql", json={"query": OWN_DATA})).text
    return found, {**paths, "graphql": True, "own data": False}


async def check_own_data(boss, values, chosen):
    """Whose card it is takes all of it away, with whom each field is shown to."""
    parts = (await boss.http.post("/graphql", json={"query": OWN_DATA})).json()["data"]["ownData"]
    [rows] = [part["rows"] for part in parts if part["name"] == "card"]
    [card] = rows
    assert {name: card[name] for name in FIELDS} == values
    assert {name: card[f"{name}_shown"] for name in FIELDS} == chosen


async def introduced(liaison, boss, organization):
    """The town and the company have both said yes."""

    async def wished():
        there = (await liaison.see(f"/wishes/{organization}")).status == 200
        return there and (await liaison.fill(f"/wishes/{organization}", grade="meet")).status == 303

    await eventually(wished)  # once introductions knows of the company
    town = (await liaison.see("/")).text.split('href="/organizations/')[1][:36]
    assert (await boss.fill(f"/wishes/{town}", grade="meet")).status == 303

    async def together():
        return "架空新顔社" in (await liaison.see("/introductions")).text

    await eventually(together)


async def test_each_field_of_a_card_is_seen_by_whom_its_visibility_names_at_every_door(town):
    own, mark = await arrived(town, Role.COMPANY_ADMIN), uuid4().hex[:7]
    async with asking(town.settings) as operator:
        other = await arrive(operator.call, own.organization, Role.COMPANY_MEMBER)
    values = written(mark)
    async with (
        signed_in(town, own.email) as boss,
        signed_in(town, other.email) as colleague,
        signed_in(town, LIAISON) as liaison,
        signed_in(town, OTHER_CLERK) as stranger,
        visiting(town) as visitor,
    ):
        await introduced(liaison, boss, own.organization)
        people = {
            "colleague": colleague,
            "introduced": liaison,
            "stranger": stranger,
            "visitor": visitor,
        }
        for shown in Visibility:
            chosen = {
                name: Visibility.AFTER_CONSENT
                if name in CONTACTS and shown is Visibility.EVERYBODY
                else shown
                for name in FIELDS
            }
            said = {f"{name}Shown": one for name, one in chosen.items()}
            assert (await boss.fill("/card", **values, **said)).status == 303
            for who, asker in people.items():
                found, there = await read(asker, own.organization, mark)
                wrong = [
                    (who, door, name, chosen[name])
                    for door, text in found.items()
                    for name, value in values.items()
                    if (value in text) != (there[door] and who in SEES[chosen[name]])
                ]
                assert not wrong
            await check_own_data(boss, values, chosen)
