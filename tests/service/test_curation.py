"""Track records, pins, strengths, groups and exposure, through the real bus and database."""

from uuid import uuid4

import pytest

from contracts.codes import municipality_id
from contracts.curation import (
    CHANGE_STRENGTHS,
    CHOOSE_PAIR,
    GET_STRENGTHS,
    LIST_CHOICES,
    RELEASE_PAIR,
    ChangeStrengths,
    Choice,
    ChoosePair,
    GetStrengths,
    ListChoices,
    ReleasePair,
    Strengths,
)
from contracts.exposure import GET_EXPOSURE, MAKE_EXPOSURE, GetExposure, Grouping, MakeExposure
from contracts.faults import Conflict, Forbidden, Invalid, NotFound
from contracts.learning import FIT_STRENGTHS, FitStrengths
from contracts.match_runs import LIST_RUNS, RUN_MATCHES, ListRuns, RunMatches
from contracts.need_groups import LIST_NEED_GROUPS, ListNeedGroups
from contracts.profiles import (
    AMEND_OFFER,
    KEEP_MUNICIPALITIES,
    AmendOffer,
    KeepMunicipalities,
    KeepMunicipality,
    MunicipalityKind,
)
from contracts.track_records import TownSize, TrackRecord
from contracts.wire import Role
from deploy.town import services
from services.matching.app import SERVICE
from tests.eventually import eventually
from tests.platform import OPERATOR, open_platform, staff_of
from tests.service.test_challenges import clerk_of, heard_of, publishing
from tests.service.test_matching import BUS, PUBLISH_CHALLENGE, of_challenge, offering

CODE = "402231"
AUDITOR = staff_of(uuid4(), Role.AUDITOR)
SHORT = "高齢者の足として、車を出します。買い物や通院のときに使ってもらいます。"


async def town_of(platform, population):
    row = KeepMunicipality(
        lg_code=CODE,
        name="架空市",
        name_kana="かくうし",
        kind=MunicipalityKind.CITY,
        prefecture="福岡県",
        population=population,
    )
    await platform.operator.call(KEEP_MUNICIPALITIES, KeepMunicipalities(rows=(row,)), OPERATOR)
    liaison = staff_of(municipality_id(CODE), Role.LIAISON)
    await heard_of(platform, liaison)
    return liaison


async def listed(platform, challenge, **more):
    return (await of_challenge(platform, challenge.id, with_changes=True, **more)).matches


@pytest.fixture
async def story(platform):
    """A town of 48,000 with a challenge that two offers fit, the one better than the other."""
    liaison = await town_of(platform, 48_000)
    challenge = await platform.web.call(PUBLISH_CHALLENGE, publishing(), liaison)
    first = await offering(platform, "架空交通", "予約制の乗合バス", BUS)
    second = await offering(platform, "架空送迎", "予約制の乗合バス", BUS + "電話で。")

    async def ready():
        found = await listed(platform, challenge)
        keys = {change.key for match in found for change in match.changes}
        return len(found) == 2 and "track_record" in keys

    await eventually(ready)
    learned = platform.settings.home_path / "matching" / "index"
    await eventually(learned.exists)  # scores move once, when the potentials are learned
    return liaison, challenge, first, second


async def test_j2_ac2_changing_the_missing_field_gives_the_rank_that_was_foretold(platform, story):
    _, challenge, *offers = story
    low = (await listed(platform, challenge))[1]
    assert "track_record_missing" in low.notes
    told = next(change for change in low.changes if change.key == "track_record")
    assert (told.value, told.side, told.rank, low.standing) == ("under_50k", "offer", 1, 2)
    member, offer = next(one for one in offers if one[1].id == low.offer_id)
    before = await platform.web.call(RUN_MATCHES, RunMatches(id=uuid4()), AUDITOR)

    record = (TrackRecord(size=TownSize.UNDER_50K, year=2025),)
    amending = AmendOffer(
        id=offer.id, revision=1, title=offer.title, text=offer.text, track_record=record
    )
    amended = await platform.web.call(AMEND_OFFER, amending, member)
    assert amended.track_record == record

    async def moved():
        return (await listed(platform, challenge))[0].offer_id == offer.id

    await eventually(moved)
    now = (await listed(platform, challenge))[0]
    assert "track_record" in [part.name for part in now.parts]
    shares = [one.contribution for one in (*now.reasons, *now.parts)]
    assert sum(shares) == pytest.approx(1.0)
    after = await platform.web.call(RUN_MATCHES, RunMatches(id=uuid4()), AUDITOR)
    runs = await platform.web.call(LIST_RUNS, ListRuns(), AUDITOR)
    assert [one.id for one in runs.runs] == [after.id, before.id]


@pytest.mark.parametrize(
    "record",
    [
        (TrackRecord(size=TownSize.UNDER_50K), TrackRecord(size=TownSize.UNDER_50K, year=2020)),
        (TrackRecord(size=TownSize.UNDER_50K, year=2099),),
        (TrackRecord(size=TownSize.UNDER_50K, year=3),),
        tuple(TrackRecord(size=size) for size in TownSize) * 3,
    ],
)
async def test_a_track_record_that_cannot_be_is_refused(platform, story, record):
    _, _, (member, offer), _ = story
    amending = AmendOffer(
        id=offer.id, revision=1, title=offer.title, text=offer.text, track_record=record
    )
    with pytest.raises(Invalid) as refused:
        await platform.web.call(AMEND_OFFER, amending, member)
    assert refused.value.fields[0].field.startswith("track_record")


def choosing(challenge, offer_id, choice):
    return ChoosePair(
        challenge_id=challenge.id, offer_id=offer_id, choice=choice, reason="現地で会って決めた"
    )


async def test_a_pin_stands_first_with_its_reason_and_survives_a_restart(settings, keys):
    async with open_platform(settings, keys) as platform:
        async with services(settings):
            liaison = await town_of(platform, 48_000)
            challenge = await platform.web.call(PUBLISH_CHALLENGE, publishing(), liaison)
            await offering(platform, "架空交通", "予約制の乗合バス", BUS)
            await offering(platform, "架空送迎", "送迎の車を出します", SHORT)
            await eventually(lambda: _two(platform, challenge))

        async with services(settings, (SERVICE.name,)):  # what is learned at the end holds now
            before = await listed(platform, challenge)
            low = before[1]
            pin = choosing(challenge, low.offer_id, Choice.PIN)
            await platform.web.call(CHOOSE_PAIR, pin, liaison)
            found = await listed(platform, challenge)
            assert found[0].offer_id == low.offer_id
            assert found[0].pin is not None
            assert (found[0].pin.reason, found[0].pin.role) == (pin.reason, Role.LIAISON)

        async with services(settings, (SERVICE.name,)):
            assert await listed(platform, challenge) == found
            released = ReleasePair(challenge_id=challenge.id, offer_id=low.offer_id)
            await platform.web.call(RELEASE_PAIR, released, liaison)
            assert await listed(platform, challenge) == before
            assert (await platform.web.call(RELEASE_PAIR, released, liaison)).was is None


async def _two(platform, challenge):
    """Whether both offers are there, and the size of the town is known."""
    found = await listed(platform, challenge)
    return ["track_record_missing" in one.notes for one in found] == [True, True]


async def test_what_is_left_out_is_in_neither_list_and_strangers_decide_nothing(platform, story):
    liaison, challenge, (_, offer), _ = story
    leaving = choosing(challenge, offer.id, Choice.EXCLUSION)
    stranger = staff_of(uuid4(), Role.LIAISON)
    for actor, fault in (
        (stranger, NotFound),
        (staff_of(liaison.organization, Role.STAFF), Forbidden),
        (staff_of(uuid4(), Role.COMPANY_ADMIN), Forbidden),
    ):
        with pytest.raises(fault):
            await platform.web.call(CHOOSE_PAIR, leaving, actor)
        with pytest.raises(fault):
            await platform.web.call(LIST_CHOICES, ListChoices(challenge_id=challenge.id), actor)
    with pytest.raises(NotFound):
        await platform.web.call(CHOOSE_PAIR, choosing(challenge, uuid4(), Choice.PIN), liaison)

    await platform.web.call(CHOOSE_PAIR, leaving, staff_of(uuid4(), Role.COORDINATOR))

    assert offer.id not in [one.offer_id for one in await listed(platform, challenge)]
    kept = await platform.web.call(LIST_CHOICES, ListChoices(challenge_id=challenge.id), liaison)
    assert [(one.offer_id, one.choice) for one in kept] == [(offer.id, Choice.EXCLUSION)]


async def test_a_town_sets_what_counts_with_a_reason_and_over_nothing_unseen(platform, story):
    liaison, challenge, *_ = story
    town = liaison.organization
    asked = ChangeStrengths(id=town, strengths=Strengths(area=0), reason="県の外からも広く聞く")
    before = (await listed(platform, challenge))[0]

    made = await platform.web.call(CHANGE_STRENGTHS, asked, liaison)
    found = await platform.web.call(GET_STRENGTHS, GetStrengths(id=town))

    assert found.found == made
    assert (await listed(platform, challenge))[0].score <= before.score
    with pytest.raises(Conflict) as stale:
        await platform.web.call(CHANGE_STRENGTHS, asked, liaison)
    assert stale.value.newest["revision"] == 1
    with pytest.raises(NotFound):
        await platform.web.call(
            CHANGE_STRENGTHS,
            ChangeStrengths(id=uuid4(), strengths=Strengths(), reason="x"),
            liaison,
        )
    for wrong in (Strengths(area=301), Strengths(tags=-1)):
        with pytest.raises(Invalid):
            await platform.web.call(
                CHANGE_STRENGTHS, ChangeStrengths(id=town, strengths=wrong, reason="x"), liaison
            )
    with pytest.raises(Invalid):
        await platform.web.call(
            CHANGE_STRENGTHS, ChangeStrengths(id=town, strengths=Strengths(), reason=""), liaison
        )


async def test_an_event_has_strengths_of_its_own(platform, story):
    _, challenge, *_ = story
    event, organizer = uuid4(), staff_of(uuid4(), Role.ORGANIZER)
    only = Strengths(area=0, tags=0, goals=0, budget=0, track_record=0, small_towns=300)
    asked = ChangeStrengths(id=event, strengths=only, reason="小さなまちの回")
    await platform.web.call(CHANGE_STRENGTHS, asked, organizer)

    usual = (await listed(platform, challenge))[0]
    there = (await listed(platform, challenge, event_id=event))[0]

    assert there.score > usual.score
    assert "small_town" in [part.name for part in there.parts]


async def test_the_same_need_in_two_towns_is_a_group(platform, story):
    _, challenge, *_ = story
    other = await clerk_of(platform, "架空町")
    twin = await platform.web.call(PUBLISH_CHALLENGE, publishing(), other)

    async def grouped():
        page = await platform.web.call(LIST_NEED_GROUPS, ListNeedGroups())
        return [set(one.challenge_ids) for one in page.groups] == [{challenge.id, twin.id}]

    await eventually(grouped)
    asked = ListNeedGroups(challenge_id=twin.id)
    found = (await platform.web.call(LIST_NEED_GROUPS, asked)).groups
    assert found[0].organizations == 2
    nobody = ListNeedGroups(challenge_id=uuid4())
    assert (await platform.web.call(LIST_NEED_GROUPS, nobody)).groups == ()


async def test_everybody_sees_the_count_and_inspectors_small_groups(platform, story):
    assert (await platform.web.call(GET_EXPOSURE, GetExposure())).found is None
    made = await platform.web.call(MAKE_EXPOSURE, MakeExposure(), AUDITOR)
    seen = (await platform.web.call(GET_EXPOSURE, GetExposure(), AUDITOR)).found

    assert seen == made
    assert (made.challenges, made.offers) == (1, 2)
    sizes = {one.value: one for one in made.groups if one.by is Grouping.TOWN_SIZE}
    assert sizes["under_50k"].shown == 2
    assert (await platform.web.call(GET_EXPOSURE, GetExposure())).found.groups == ()
    with pytest.raises(Forbidden):
        await platform.web.call(MAKE_EXPOSURE, MakeExposure(), staff_of(uuid4()))


async def test_nothing_is_learned_from_nothing_and_nothing_switched_on(platform, story):
    asked = FitStrengths(switch_on=True)
    found = await platform.operator.call(FIT_STRENGTHS, asked, OPERATOR)
    assert (found.outcomes, found.proved, found.switched_on) == (0, False, False)
    with pytest.raises(Forbidden):
        await platform.operator.call(FIT_STRENGTHS, asked, AUDITOR)
