"""Journey J2 from its first step: a startup registers with its number."""

from uuid import uuid4

from contracts.codes import is_corporate_number
from tests.gateway.browsing import signed_in, visiting
from tests.gateway.test_member_pages import ADMIN, link_in


def numbers():
    """A number that no organization has, and the same with a wrong check digit."""
    rest = f"9{uuid4().int % 10**11:011}"
    right = next(f"{n}{rest}" for n in range(1, 10) if is_corporate_number(f"{n}{rest}"))
    return right, f"{(int(right[0]) % 9) + 1}{rest}"


def form(name, email, number):
    return {
        "kind": "company",
        "name": name,
        "corporateNumber": number,
        "prefecture": "福岡県",
        "url": f"https://{email.rpartition('@')[2]}/",
        "contactName": "未来 望",
        "email": email,
        **dict.fromkeys(("attestsNoGang", "attestsNoCampaign", "acceptsTerms"), "true"),
    }


async def test_j2_ac1_a_wrong_number_is_refused_and_a_right_one_waits_and_publishes_no_link(town):
    right, wrong = numbers()
    mark = uuid4().hex[:8]
    name, email = f"株式会社あしたの架空{mark}", f"nozomi@{mark}.example"
    async with visiting(town) as applicant, signed_in(town, ADMIN) as admin:
        refused = await applicant.fill("/register", **form(name, email, wrong))
        assert (refused.status, set(refused.errors)) == (422, {"corporateNumber"})
        assert "番号のどこかが違っています" in refused.errors["corporateNumber"]
        assert refused.form("/register")["name"] == name

        nowhere = await applicant.fill("/register", **form(name, email, right) | {"prefecture": ""})
        assert set(nowhere.errors) == {"prefecture"}
        assert 'aria-describedby="prefecture-error"' in nowhere.text

        sent = await applicant.send(
            "/register", {**refused.form("/register"), **form(name, email, right)}
        )
        assert (sent.status, sent.to) == (303, "/register/sent"), sent.errors
        assert (await applicant.fill(await link_in(town, email))).status == 303
        assert name in (await admin.see("/registrations")).text  # waits for somebody who looks
        for door in (f"/organizations?q={name}", f"/offers?q={name}", f"/challenges?q={name}"):
            listed = (await applicant.see(door)).text
            assert email.rpartition("@")[2] not in listed, door
            assert "/organizations/" not in listed.partition('id="results"')[2], door
        assert (await applicant.see("/offers/new")).status == 401  # there is nobody to publish yet
