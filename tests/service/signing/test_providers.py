"""S16: signing in by the provider of one's organization, against a real one over HTTP."""

import asyncio
import hashlib
import sys
from contextlib import suppress
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import uuid4

import httpx
import msgspec
import pytest

from contracts import accounts as contract
from contracts.faults import Forbidden, Invalid, NotFound, Unauthenticated, Unavailable
from contracts.identity import (
    BEGIN_AT_PROVIDER,
    END_AT_PROVIDER,
    GET_PROVIDER,
    LIST_PROVIDERS,
    REMOVE_PROVIDER,
    SET_PROVIDER,
    BeginAtProvider,
    EndAtProvider,
    ListProviders,
    Purpose,
    SetProvider,
)
from contracts.joining import LINK_MADE, LinkKind, LinkMade
from contracts.members import INVITATION_KEPT, Invitation, InvitationState
from contracts.wire import Role
from deploy.town import services
from services.accounts.providers.reaching import is_public, may_be_issuer
from tests.conftest import free_port
from tests.eventually import eventually
from tests.outside import open_teller, rows
from tests.platform import open_platform
from tests.service.accounts.people import refusal
from tests.service.signing.people import OFFICE, PAST, Person

DOMAIN, SECRET = "town.example", "a-secret-of-the-provider"
WRONG_TOKENS = (
    *("forged", "secret", "none", "garbage", "expired", "audience", "audiences", "party"),
    *("issuer", "nonce", "no_nonce", "no_exp", "future", "subject"),
)


@pytest.fixture(scope="module")
async def provider():
    """Its address; a process of its own."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.provider", str(port)),
        env={"AUTHLIB_INSECURE_TRANSPORT": "1", "PATH": ""},
        stdout=quiet,
        stderr=quiet,
    )

    async def up():
        with suppress(httpx.HTTPError):
            async with httpx.AsyncClient(timeout=60) as http:
                return (await http.get(f"{url}/keys")).status_code == 200
        return False

    await eventually(up)
    yield url
    process.terminate()
    await process.wait()


@pytest.fixture
async def platform(settings, keys, provider):
    settings = msgspec.structs.replace(settings, providers_inside=provider)
    async with services(settings, ("accounts",)), open_platform(settings, keys) as found:
        yield found


@pytest.fixture
async def teller(settings, keys):
    async with open_teller(settings, keys, "profiles", "notify") as found:
        yield found


class House:
    """An organization with a liaison, and its provider."""

    def __init__(self, platform, url, liaison):
        self.platform, self.url, self.liaison = platform, url, liaison
        self.id = liaison.organization

    async def set_up(self, **more):
        given = {"name": "見本町", "issuer": self.url, "client_id": "enishi", "revision": 0}
        given |= {"client_secret": SECRET, "domains": (DOMAIN,), **more}
        asked = SetProvider(token=self.liaison.token, organization_id=self.id, **given)
        return await self.platform.web.call(SET_PROVIDER, asked, self.liaison.actor, OFFICE)

    async def begin(self, purpose=Purpose.SIGN_IN, **more):
        asked = BeginAtProvider(organization_id=self.id, purpose=purpose, **more)
        return await self.platform.web.call(BEGIN_AT_PROVIDER, asked, None, OFFICE)

    async def visit(self, begun, who):
        """What the provider sends the browser back with."""
        async with httpx.AsyncClient(timeout=60) as http:
            answer = await http.get(f"{begun.url}&{urlencode({'who': who})}")
        query = parse_qs(urlsplit(answer.headers["location"]).query)
        return {key: values[0] for key, values in query.items()}

    async def end(self, back, **more):
        asked = EndAtProvider(state=back["state"], code=back["code"], **more)
        return await self.platform.web.call(END_AT_PROVIDER, asked, None, OFFICE)

    async def sign_in(self, who, **more):
        return await self.end(await self.visit(await self.begin(), who), **more)

    async def link(self, person, who):
        begun = await self.begin(Purpose.LINK, token=person.token)
        return await self.end(await self.visit(begun, who), token=person.token)

    async def spoil(self, how):
        async with httpx.AsyncClient(timeout=60) as http:
            await http.post(f"{self.url}/spoil", content=how)


@pytest.fixture
async def house(platform, provider, teller):
    liaison = await Person(platform, teller).begin()
    found = House(platform, provider, liaison)
    await found.set_up()
    yield found
    await found.spoil("")


def who(person="aoi"):
    return f"{person} {person}@{DOMAIN}"


async def session(platform, token):
    return await platform.web.call(contract.GET_SESSION, contract.GetSession(token=token))


async def test_s16_linked_in_ones_own_session_one_signs_in_by_ones_organization(house, platform):
    clerk = await Person(platform, house.liaison.teller).begin(house.id, Role.STAFF)
    assert (await refusal(house.sign_in(who()))).reason == "not_linked"
    assert (await house.link(clerk, who())).token == clerk.token

    done = await house.sign_in(who())

    found = await session(platform, done.token)
    assert (found.email, found.bound_to) == (clerk.email, house.id)
    assert [one.role for one in found.acting] == [Role.STAFF]
    assert not found.is_confirmed  # no organization says that one may change one's account


async def test_s16_a_provider_opens_nothing_of_another_organization(house, platform):
    """Who runs a provider can be anybody of their own house, and nobody of another."""
    clerk = await Person(platform, house.liaison.teller).begin(house.id, Role.STAFF)
    await house.link(clerk, who())
    await clerk.join(uuid4(), Role.PLATFORM_ADMIN)

    found = await session(platform, (await house.sign_in(who())).token)

    assert [one.organization_id for one in found.acting] == [house.id]
    clerk.token = (await house.sign_in(who())).token
    assert (await refusal(clerk.ask(contract.BEGIN_TOTP))).reason == "step_up"
    stranger = House(platform, house.url, await Person(platform, clerk.teller).begin())
    await stranger.set_up()
    assert (await refusal(stranger.sign_in(who()))).reason == "not_linked"
    assert (await refusal(stranger.link(clerk, who()))).reason in {"step_up", "no_member"}


async def test_s16_the_same_mail_address_links_nothing(house, platform):
    victim = Person(platform, house.liaison.teller)
    victim.email = f"aoi@{DOMAIN}"
    await victim.begin(house.id, Role.STAFF)

    fault = await refusal(house.sign_in(who("aoi")))

    assert isinstance(fault, Unauthenticated)
    assert fault.reason == "not_linked"


async def test_s16_a_link_needs_a_confirmed_session_and_is_one_accounts_alone(
    house, platform, settings
):
    one = await Person(platform, house.liaison.teller).begin(house.id, Role.STAFF)
    two = await Person(platform, house.liaison.teller).begin(house.id, Role.STAFF)
    outside = await Person(platform, house.liaison.teller).begin()
    assert (await refusal(house.link(outside, who()))).reason == "no_member"
    back = await house.visit(await house.begin(Purpose.LINK, token=one.token), who())
    assert (await refusal(house.end(back, token=two.token))).reason == "sign_in_ended"
    await house.link(one, who())
    assert (await refusal(house.link(two, who()))).reason == "linked_already"
    await rows(settings, "UPDATE accounts.sessions SET confirmed_at = '2020-01-01'")
    assert (await refusal(house.link(two, who("sora")))).reason == "step_up"


async def test_s16_who_has_left_is_not_let_in_by_the_provider(house, platform, settings):
    clerk = await Person(platform, house.liaison.teller).begin(house.id, Role.STAFF)
    await house.link(clerk, who())
    token = (await house.sign_in(who())).token
    await rows(
        settings,
        "UPDATE accounts.memberships SET until = now() WHERE person_id = $1",
        clerk.person,
    )
    assert (await refusal(house.sign_in(who()))).reason == "no_member"
    assert (await session(platform, token)).acting == ()


async def test_s16_a_token_that_is_not_right_opens_nothing(house, platform):
    clerk = await Person(platform, house.liaison.teller).begin(house.id, Role.STAFF)
    await house.link(clerk, who())
    for how in WRONG_TOKENS:
        await house.spoil(how)
        fault = await refusal(house.sign_in(who()))
        assert (type(fault), fault.reason) == (Unauthenticated, "provider_answer"), how
    for how in ("unverified", "verified_as_text", "domain"):
        await house.spoil(how)
        assert (await refusal(house.sign_in(who()))).reason == "provider_address", how
    await house.spoil("")
    assert (await house.sign_in(who())).token


async def test_s16_an_answer_is_taken_once_from_who_began_and_within_ten_minutes(
    house, platform, settings
):
    clerk = await Person(platform, house.liaison.teller).begin(house.id, Role.STAFF)
    await house.link(clerk, who())
    back = await house.visit(await house.begin(), who())
    assert (await house.end(back)).token
    assert (await refusal(house.end(back))).reason == "sign_in_ended"
    assert (await refusal(house.end({**back, "state": "x" * 43}))).reason == "sign_in_ended"
    # A code of one sign-in in another: PKCE and nonce.
    first, second = await house.begin(), await house.begin()
    code = (await house.visit(first, who()))["code"]
    assert (await refusal(house.end({"state": second.state, "code": code}))).reason == (
        "provider_answer"
    )
    # Of another issuer (RFC 9207), refused at the provider, too late.
    begun = await house.visit(await house.begin(), who())
    fault = await refusal(house.end(begun, issuer="https://another.example"))
    assert fault.reason == "provider_answer"
    begun = await house.visit(await house.begin(), who())
    assert (await refusal(house.end(begun, error="access_denied"))).reason == "provider_refused"
    begun = await house.visit(await house.begin(), who())
    await rows(
        settings, "UPDATE accounts.begun_at_providers SET begun_at = now() - '11 m'::interval"
    )
    assert (await refusal(house.end(begun))).reason == "sign_in_ended"


async def test_s16_a_provider_that_is_away_is_said_so(house, platform, settings):
    await rows(
        settings,
        "UPDATE accounts.identity_providers SET issuer = $1",
        f"http://127.0.0.1:{free_port()}",
    )
    fault = await refusal(house.begin())
    assert isinstance(fault, Unavailable)
    assert fault.reason == "provider_away"


async def test_s16_an_invitation_is_taken_up_by_the_address_that_the_provider_confirms(
    house, platform, teller, settings
):
    invited = Invitation(
        id=uuid4(),
        organization_id=house.id,
        organization_name="見本町",
        role=Role.STAFF,
        email=f"sora@{DOMAIN}",
        locale=contract.Locale.JA,
        state=InvitationState.SENT,
        invited_by=await _membership(settings, house.liaison.person),
        made_at=PAST,
        expires_at=PAST.replace(year=2099),
    )
    token = "t" * 43
    mark = hashlib.sha256(token.encode()).hexdigest()
    link = LinkMade(kind=LinkKind.INVITATION, subject_id=invited.id, token_hash=mark)
    await teller.tell(INVITATION_KEPT, invited)
    await teller.tell(LINK_MADE, link)

    async def there():
        with suppress(NotFound):
            return await house.begin(Purpose.INVITATION, invitation=token)

    begun = await eventually(there) or await house.begin(Purpose.INVITATION, invitation=token)
    other = await refusal(house.end(await house.visit(begun, who("aoi"))))
    assert (type(other), other.reason) == (Forbidden, "other_address")
    begun = await house.begin(Purpose.INVITATION, invitation=token)
    done = await house.end(await house.visit(begun, who("sora")))

    assert (await session(platform, done.token)).email == f"sora@{DOMAIN}"
    told = await rows(
        settings,
        "SELECT payload->>'name' FROM accounts.outbox WHERE subject LIKE '%invitation.accepted'",
    )
    assert told == [("見本 提供者",)]


async def _membership(settings, person):
    [(found,)] = await rows(
        settings, "SELECT id FROM accounts.memberships WHERE person_id = $1", person
    )
    return found


async def test_a_provider_is_its_managers_business_and_its_secret_nobodys(
    house, platform, settings
):
    clerk = await Person(platform, house.liaison.teller).begin(house.id, Role.STAFF)
    stranger = await Person(platform, house.liaison.teller).begin()
    of = {"organization_id": house.id}
    assert isinstance(await refusal(clerk.ask(GET_PROVIDER, **of)), Forbidden)
    assert isinstance(await refusal(stranger.ask(GET_PROVIDER, **of)), NotFound)
    assert isinstance(await refusal(stranger.ask(REMOVE_PROVIDER, **of)), NotFound)
    [seen] = await house.liaison.ask(GET_PROVIDER, **of)
    assert SECRET not in repr(seen)
    kept = await rows(settings, "SELECT client_secret FROM accounts.identity_providers")
    assert SECRET.encode() not in kept[0][0]
    names = await platform.web.call(LIST_PROVIDERS, ListProviders())
    assert [(one.organization_id, one.name) for one in names] == [(house.id, "見本町")]
    # The kept secret goes nowhere but where it was meant for.
    fault = await refusal(house.set_up(revision=1, client_secret="", issuer=f"{house.url}/"))
    assert [(one.field, one.problem) for one in fault.fields] == [("client_secret", "required")]
    renamed = await house.set_up(revision=1, client_secret="", name="町")
    assert (renamed.name, renamed.revision) == ("町", 2)


async def test_removing_a_provider_ends_what_it_opened(house, platform):
    clerk = await Person(platform, house.liaison.teller).begin(house.id, Role.STAFF)
    await house.link(clerk, who())
    token = (await house.sign_in(who())).token
    await house.liaison.ask(REMOVE_PROVIDER, organization_id=house.id)
    assert isinstance(await refusal(session(platform, token)), Unauthenticated)
    assert (await session(platform, clerk.token)).acting
    assert isinstance(await refusal(house.begin()), NotFound)


WRONG_PROVIDERS = (
    ({"issuer": "http://127.0.0.1:1"}, "not_public"),
    ({"issuer": "http://provider.example"}, "not_public"),
    ({"issuer": "file:///etc/passwd"}, "not_public"),
    ({"issuer": "https://u:p@provider.example"}, "not_public"),
    ({"issuer": "https://provider.example?x=1"}, "not_public"),
    ({"issuer": "https://127.0.0.1:1"}, "provider_unreachable"),
    ({"issuer": "https://localhost"}, "provider_unreachable"),
    ({"issuer": "https://[::ffff:169.254.169.254]"}, "provider_unreachable"),
    ({"domains": ("town",)}, "not_a_domain"),
    ({"domains": ("*.town.example",)}, "not_a_domain"),
)


async def test_c12_a_provider_that_cannot_stand_is_named_and_not_spoken_with(house):
    for given, problem in WRONG_PROVIDERS:
        fault = await refusal(house.set_up(revision=1, **given))
        found = [(one.field, one.problem) for one in fault.fields]
        assert (type(fault), found) == (Invalid, [(next(iter(given)), problem)]), given


async def test_s16_who_calls_itself_otherwise_is_no_provider(house):
    await house.spoil("discovery")
    fault = await refusal(house.set_up(revision=1))
    assert fault.fields[0].problem == "provider_unreachable"


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("::1", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1", "2002:7f00:1::", "224.0.0.1", "x"),
    ],
)
def test_c12_what_is_inside_is_not_public(address):
    assert not is_public(address)
    assert is_public("203.1.113.1")
    assert not may_be_issuer(f"http://{address}", frozenset())
