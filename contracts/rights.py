"""Who may ask what: the one table that the gateway and the services read. Deny by default.

A method, GraphQL field or page without an entry here fails the build. What a row
is *about* (own organization, published or not) is part of the ``where`` of the
statement that reads it; this table says which roles get as far as that.
"""

from __future__ import annotations

from contracts.faults import Forbidden, Unauthenticated
from contracts.wire import Actor, Role

Roles = frozenset[Role]

EVERYBODY: Roles | None = None
"""Also who is not signed in."""

SIGNED_IN: Roles = frozenset(Role)
OPERATOR: Roles = frozenset({Role.OPERATOR})
PUBLIC_SIDE: Roles = frozenset({Role.STAFF, Role.LIAISON, Role.DECISION_MAKER})
PRIVATE_SIDE: Roles = frozenset({Role.COMPANY_MEMBER, Role.COMPANY_ADMIN})
POSTERS: Roles = PUBLIC_SIDE | PRIVATE_SIDE
LEDGER_READERS: Roles = frozenset(
    {Role.AUDITOR, Role.PLATFORM_ADMIN, Role.LIAISON, Role.COMPANY_ADMIN}
)
"""Liaisons and company admins see their own organization's entries; the rest: decision 8."""
LEDGER_EXPORTERS: Roles = frozenset({Role.AUDITOR, Role.LIAISON})
MANAGERS: Roles = frozenset({Role.LIAISON, Role.COMPANY_ADMIN, Role.ORGANIZER, Role.PLATFORM_ADMIN})
"""Who sees the members of an organization and changes them; one of them has to stay."""
RELEASERS: Roles = frozenset({Role.LIAISON, Role.COMPANY_ADMIN})
"""Who publishes what a colleague has written."""
DECIDERS: Roles = frozenset({Role.LIAISON, Role.DECISION_MAKER, Role.COMPANY_ADMIN})
"""Who says yes or no to proposals, and sets how they are looked at."""
LOOKERS: Roles = POSTERS | {Role.REVIEWER}
"""Who may look at proposals to the own challenge; reviewers, once they were asked to."""
INSPECTORS: Roles = frozenset({Role.ORGANIZER, Role.COORDINATOR, Role.AUDITOR, Role.PLATFORM_ADMIN})
"""Who may have all matches made again, and see who stands in how many lists."""
CURATORS: Roles = frozenset({Role.LIAISON, Role.ORGANIZER, Role.COORDINATOR})
"""Who says what counts in lists, and pins or leaves out; a liaison for its own town alone."""
PLATFORM_ADMINS: Roles = frozenset({Role.PLATFORM_ADMIN})
CLOSERS: Roles = PLATFORM_ADMINS | {Role.COMPANY_ADMIN}
"""A company admin closes the own organization and no other."""
REGISTRARS: Roles = frozenset({Role.PLATFORM_ADMIN, Role.LIAISON})
"""A liaison decides on people of the own municipality."""

DIALOGUE_READERS: Roles = frozenset({Role.LIAISON, Role.AUDITOR})
"""Who reads the fair-dialogue record of the own organization, and discloses it."""
MODERATORS: Roles = frozenset({Role.MODERATOR})
"""Who decides on what was reported."""
SUSPENDERS: Roles = PLATFORM_ADMINS | MODERATORS
"""Who keeps an account out; a moderator lets nobody in again."""
STANDING_SETTERS: Roles = CLOSERS | MODERATORS
"""Who has a say in whether an organization takes part; a moderator suspends and no more."""
COORDINATORS: Roles = frozenset({Role.COORDINATOR, Role.ORGANIZER})
"""Who moves what is stuck; no preference is ever theirs to see."""

EVENT_ORGANIZERS: Roles = frozenset({Role.ORGANIZER, Role.LIAISON})
"""Who runs the matching events of the own organization."""
EVENT_STAFF: Roles = EVENT_ORGANIZERS | {Role.COORDINATOR, Role.STAFF}
"""Who helps on the day: checks people in, and gives empty places to others."""

SERVICES = (
    *("accounts", "profiles", "challenges", "matching", "introductions", "sessions"),
    *("notify", "ledger"),
)

METHODS: dict[str, Roles | None] = {
    "rpc.accounts.v1.session.open": EVERYBODY,
    "rpc.accounts.v1.session.close": EVERYBODY,
    "rpc.accounts.v1.session.get": EVERYBODY,
    "rpc.accounts.v1.session.complete": EVERYBODY,
    "rpc.accounts.v1.session.begin_by_passkey": EVERYBODY,
    "rpc.accounts.v1.session.open_by_passkey": EVERYBODY,
    # These carry the session's token: it says who asks, also of somebody who has no role yet.
    "rpc.accounts.v1.session.confirm": EVERYBODY,
    "rpc.accounts.v1.session.revoke": EVERYBODY,
    "rpc.accounts.v1.session.revoke_others": EVERYBODY,
    "rpc.accounts.v1.security.get": EVERYBODY,
    "rpc.accounts.v1.password.change": EVERYBODY,
    "rpc.accounts.v1.totp.begin": EVERYBODY,
    "rpc.accounts.v1.totp.confirm": EVERYBODY,
    "rpc.accounts.v1.totp.remove": EVERYBODY,
    "rpc.accounts.v1.passkey.begin": EVERYBODY,
    "rpc.accounts.v1.passkey.add": EVERYBODY,
    "rpc.accounts.v1.passkey.remove": EVERYBODY,
    "rpc.accounts.v1.recovery_codes.renew": EVERYBODY,
    "rpc.accounts.v1.session.renew": EVERYBODY,
    "rpc.accounts.v1.terms.accept": EVERYBODY,
    "rpc.accounts.v1.session.revoke_all": EVERYBODY,
    "rpc.accounts.v1.email.change": EVERYBODY,
    # Whoever holds the link of a letter, or has shown the password.
    "rpc.accounts.v1.reset.ask": EVERYBODY,
    "rpc.accounts.v1.reset.look_up": EVERYBODY,
    "rpc.accounts.v1.reset.use": EVERYBODY,
    "rpc.accounts.v1.email.look_up": EVERYBODY,
    "rpc.accounts.v1.email.confirm": EVERYBODY,
    "rpc.accounts.v1.email.undo": EVERYBODY,
    "rpc.accounts.v1.recovery.ask": EVERYBODY,
    "rpc.accounts.v1.recovery.look_up": EVERYBODY,
    "rpc.accounts.v1.recovery.stop": EVERYBODY,
    "rpc.accounts.v1.recovery.list": MANAGERS,
    "rpc.accounts.v1.recovery.vouch": MANAGERS,
    "rpc.accounts.v1.recovery.refuse": MANAGERS,
    "rpc.accounts.v1.account.open": OPERATOR,
    "rpc.accounts.v1.account.erase": EVERYBODY,
    "rpc.accounts.v1.account.suspend": SUSPENDERS,
    "rpc.accounts.v1.account.get_standing": SUSPENDERS,
    "rpc.accounts.v1.erasure.list": OPERATOR,
    "rpc.accounts.v1.erasure.replay": OPERATOR,
    "rpc.accounts.v1.provider.list": EVERYBODY,
    "rpc.accounts.v1.provider.begin": EVERYBODY,
    "rpc.accounts.v1.provider.end": EVERYBODY,
    "rpc.accounts.v1.provider.get": MANAGERS,
    "rpc.accounts.v1.provider.set": MANAGERS,
    "rpc.accounts.v1.provider.remove": MANAGERS,
    "rpc.accounts.v1.sign_in_policy.get": MANAGERS,
    "rpc.accounts.v1.sign_in_policy.set": MANAGERS,
    "rpc.accounts.v1.sign_in_policy.lift": OPERATOR,
    # Whoever holds the link of a letter.
    "rpc.accounts.v1.invitation.look_up": EVERYBODY,
    "rpc.accounts.v1.invitation.accept": EVERYBODY,
    "rpc.accounts.v1.invitation.begin_coming": EVERYBODY,
    "rpc.profiles.v1.offer.publish": POSTERS,
    "rpc.profiles.v1.offer.amend": POSTERS,
    "rpc.profiles.v1.offer.withdraw": POSTERS,
    "rpc.profiles.v1.offer.get": EVERYBODY,
    "rpc.profiles.v1.offer.list": EVERYBODY,
    "rpc.profiles.v1.organization.get": EVERYBODY,
    "rpc.profiles.v1.organization.list": EVERYBODY,
    "rpc.profiles.v1.organization.describe": MANAGERS,
    "rpc.profiles.v1.municipality.get": EVERYBODY,
    "rpc.profiles.v1.municipality.get_many": EVERYBODY,
    "rpc.profiles.v1.municipality.list": EVERYBODY,
    "rpc.profiles.v1.person.get": SIGNED_IN,
    "rpc.profiles.v1.organization.set_standing": STANDING_SETTERS,
    "rpc.profiles.v1.organization.get_standing": STANDING_SETTERS,
    "rpc.profiles.v1.card.set": SIGNED_IN,
    "rpc.profiles.v1.card.get_own": SIGNED_IN,
    "rpc.profiles.v1.card.get": EVERYBODY,
    "rpc.profiles.v1.municipality.keep": OPERATOR,
    "rpc.profiles.v1.organization.keep": OPERATOR,
    "rpc.profiles.v1.person.keep": OPERATOR,
    "rpc.profiles.v1.offer.import": OPERATOR,
    "rpc.profiles.v1.member.list": MANAGERS,
    "rpc.profiles.v1.membership.change": MANAGERS,
    "rpc.profiles.v1.membership.end": SIGNED_IN,
    "rpc.profiles.v1.change.list": MANAGERS,
    "rpc.profiles.v1.change.confirm": MANAGERS,
    "rpc.profiles.v1.change.refuse": MANAGERS,
    "rpc.profiles.v1.policy.set": MANAGERS,
    "rpc.profiles.v1.unit.add": MANAGERS,
    "rpc.profiles.v1.invitation.make": MANAGERS,
    "rpc.profiles.v1.invitation.revoke": MANAGERS,
    "rpc.profiles.v1.invitation.list": MANAGERS,
    "rpc.profiles.v1.registration.make": EVERYBODY,
    "rpc.profiles.v1.registration.look_up": EVERYBODY,
    "rpc.profiles.v1.registration.confirm": EVERYBODY,
    "rpc.profiles.v1.registration.list": REGISTRARS,
    "rpc.profiles.v1.registration.approve": REGISTRARS,
    "rpc.profiles.v1.registration.refuse": REGISTRARS,
    "rpc.challenges.v1.challenge.save_draft": POSTERS,
    "rpc.challenges.v1.challenge.publish": POSTERS,
    "rpc.challenges.v1.challenge.amend": POSTERS,
    "rpc.challenges.v1.challenge.close": POSTERS,
    "rpc.challenges.v1.challenge.confirm": POSTERS,
    "rpc.challenges.v1.challenge.clone": POSTERS,
    "rpc.challenges.v1.challenge.join": PUBLIC_SIDE,
    "rpc.challenges.v1.challenge.list_joined": EVERYBODY,
    "rpc.challenges.v1.challenge.list_versions": EVERYBODY,
    "rpc.profiles.v1.offer_search.save": POSTERS,
    "rpc.profiles.v1.offer_search.change": POSTERS,
    "rpc.profiles.v1.offer_search.delete": POSTERS,
    "rpc.profiles.v1.offer_search.list": POSTERS,
    "rpc.profiles.v1.offer_search.read_feed": EVERYBODY,
    "rpc.challenges.v1.search.save": POSTERS,
    "rpc.challenges.v1.search.rename": POSTERS,
    "rpc.challenges.v1.search.share": POSTERS,
    "rpc.challenges.v1.search.renew_feed": POSTERS,
    "rpc.challenges.v1.search.delete": POSTERS,
    "rpc.challenges.v1.search.list": POSTERS,
    "rpc.challenges.v1.search.read_feed": EVERYBODY,
    "rpc.challenges.v1.question.ask": POSTERS,
    "rpc.challenges.v1.question.answer": POSTERS,
    "rpc.challenges.v1.question.withdraw": POSTERS,
    "rpc.challenges.v1.question.list": EVERYBODY,
    "rpc.challenges.v1.attachment.add": POSTERS,
    "rpc.challenges.v1.attachment.remove": POSTERS,
    "rpc.challenges.v1.attachment.list": EVERYBODY,
    "rpc.challenges.v1.attachment.read": EVERYBODY,
    "rpc.challenges.v1.amendment.get": POSTERS,
    "rpc.challenges.v1.amendment.decide": RELEASERS,
    "rpc.challenges.v1.challenge.approve": RELEASERS,
    "rpc.challenges.v1.challenge.return": RELEASERS,
    "rpc.challenges.v1.challenge.get": EVERYBODY,
    "rpc.challenges.v1.challenge.list": EVERYBODY,
    "rpc.challenges.v1.challenge.count": EVERYBODY,
    "rpc.challenges.v1.challenge.facets": EVERYBODY,
    "rpc.profiles.v1.offer.facets": EVERYBODY,
    "rpc.challenges.v1.challenge.import": OPERATOR,
    "rpc.challenges.v1.proposal.save_draft": POSTERS,
    "rpc.challenges.v1.proposal.submit": POSTERS,
    "rpc.challenges.v1.proposal.revise": POSTERS,
    "rpc.challenges.v1.proposal.withdraw": POSTERS,
    "rpc.challenges.v1.proposal.confirm": POSTERS,
    "rpc.challenges.v1.proposal.invite": POSTERS,
    "rpc.challenges.v1.proposal.answer_invitation": POSTERS,
    "rpc.challenges.v1.proposal.answer_clarification": POSTERS,
    "rpc.challenges.v1.proposal.get": EVERYBODY,
    "rpc.challenges.v1.proposal.list": LOOKERS,
    "rpc.challenges.v1.proposal.receipts": POSTERS,
    "rpc.challenges.v1.proposal.reads": POSTERS,
    "rpc.challenges.v1.proposal.response_times": EVERYBODY,
    "rpc.challenges.v1.proposal.take_in": POSTERS,
    "rpc.challenges.v1.proposal.ask": POSTERS,
    "rpc.challenges.v1.proposal.forward": POSTERS,
    "rpc.challenges.v1.proposal.declare_conflict": LOOKERS,
    "rpc.challenges.v1.score.get": LOOKERS,
    "rpc.challenges.v1.score.give": LOOKERS,
    "rpc.challenges.v1.assessment.get": LOOKERS,
    "rpc.challenges.v1.assessment.list": LOOKERS,
    "rpc.challenges.v1.assessment.set_rubric": DECIDERS,
    "rpc.challenges.v1.assessment.assign": DECIDERS,
    "rpc.challenges.v1.assessment.invite": DECIDERS,
    "rpc.challenges.v1.assessment.dismiss": DECIDERS,
    "rpc.challenges.v1.assessment.answer_review": LOOKERS,
    "rpc.challenges.v1.assessment.invitations": LOOKERS,
    "rpc.challenges.v1.assessment.declare": LOOKERS,
    "rpc.challenges.v1.assessment.reveal": DECIDERS,
    "rpc.challenges.v1.assessment.decide": DECIDERS,
    "rpc.challenges.v1.assessment.release": DECIDERS,
    "rpc.matching.v1.match.of_challenge": EVERYBODY,
    "rpc.matching.v1.match.of_offer": EVERYBODY,
    "rpc.matching.v1.match.for_organization": SIGNED_IN,
    "rpc.matching.v1.match.best_partners": POSTERS,
    "rpc.matching.v1.challenge.similar": EVERYBODY,
    "rpc.matching.v1.run.make": INSPECTORS,
    "rpc.matching.v1.run.get": INSPECTORS,
    "rpc.matching.v1.run.list": INSPECTORS,
    "rpc.matching.v1.run.making": INSPECTORS,
    "rpc.matching.v1.exposure.make": INSPECTORS | OPERATOR,
    "rpc.matching.v1.exposure.get": EVERYBODY,
    "rpc.matching.v1.need_group.list": EVERYBODY,
    "rpc.matching.v1.strengths.fit": OPERATOR,
    "rpc.matching.v1.strengths.get": EVERYBODY,
    "rpc.matching.v1.strengths.change": CURATORS,
    "rpc.matching.v1.pair.choose": CURATORS,
    "rpc.matching.v1.pair.release": CURATORS,
    "rpc.matching.v1.pair.list": CURATORS | INSPECTORS,
    "rpc.matching.v1.run.lists": INSPECTORS,
    "rpc.matching.v1.run.recompute": INSPECTORS,
    "rpc.matching.v1.run.diff": INSPECTORS,
    "rpc.sessions.v1.event.save": EVENT_ORGANIZERS,
    "rpc.sessions.v1.event.clone": EVENT_ORGANIZERS,
    "rpc.sessions.v1.event.advance": EVENT_ORGANIZERS,
    "rpc.sessions.v1.event.get": EVERYBODY,
    "rpc.sessions.v1.event.list": EVERYBODY,
    "rpc.sessions.v1.event.count_places": EVERYBODY,
    "rpc.sessions.v1.participant.save": EVENT_ORGANIZERS,
    "rpc.sessions.v1.participant.check_import": EVENT_ORGANIZERS,
    "rpc.sessions.v1.participant.import": EVENT_ORGANIZERS,
    "rpc.sessions.v1.participant.undo_import": EVENT_ORGANIZERS,
    "rpc.sessions.v1.participant.register": POSTERS,
    "rpc.sessions.v1.participant.cancel": POSTERS | EVENT_ORGANIZERS,
    "rpc.sessions.v1.participant.list": POSTERS | EVENT_ORGANIZERS,
    "rpc.sessions.v1.participant.get": EVENT_ORGANIZERS,
    "rpc.sessions.v1.participant.mine": POSTERS,
    "rpc.sessions.v1.preference.set": POSTERS,
    "rpc.sessions.v1.preference.list": POSTERS,
    "rpc.sessions.v1.preference.count": EVENT_ORGANIZERS,
    "rpc.sessions.v1.booking.free_slots": POSTERS,
    "rpc.sessions.v1.booking.list": POSTERS,
    "rpc.sessions.v1.booking.count": EVENT_ORGANIZERS,
    "rpc.sessions.v1.booking.book": POSTERS,
    "rpc.sessions.v1.booking.give_back": POSTERS,
    "rpc.sessions.v1.booking.ask": POSTERS,
    "rpc.sessions.v1.booking.withdraw": POSTERS,
    "rpc.sessions.v1.booking.answer": POSTERS,
    "rpc.sessions.v1.rehearsal.play": EVENT_ORGANIZERS | {Role.OPERATOR},
    "rpc.sessions.v1.rehearsal.remove": EVENT_ORGANIZERS,
    "rpc.sessions.v1.timetable.make": EVENT_ORGANIZERS,
    "rpc.sessions.v1.timetable.move": EVENT_ORGANIZERS,
    "rpc.sessions.v1.timetable.cancel": EVENT_ORGANIZERS,
    "rpc.sessions.v1.timetable.lock": EVENT_ORGANIZERS,
    "rpc.sessions.v1.timetable.restore": EVENT_ORGANIZERS,
    "rpc.sessions.v1.timetable.show": EVENT_ORGANIZERS,
    "rpc.sessions.v1.timetable.get": EVENT_ORGANIZERS,
    "rpc.sessions.v1.timetable.versions": EVENT_ORGANIZERS,
    "rpc.sessions.v1.timetable.changes": EVENT_ORGANIZERS,
    "rpc.sessions.v1.timetable.places": EVENT_ORGANIZERS,
    "rpc.sessions.v1.timetable.weigh": EVENT_ORGANIZERS,
    "rpc.sessions.v1.timetable.shown": POSTERS | EVENT_STAFF,
    "rpc.sessions.v1.objection.make": POSTERS,
    "rpc.sessions.v1.objection.list": EVENT_ORGANIZERS,
    "rpc.sessions.v1.objection.resolve": EVENT_ORGANIZERS,
    "rpc.sessions.v1.check_in.record": EVENT_STAFF,
    "rpc.sessions.v1.day.get": EVENT_STAFF,
    "rpc.sessions.v1.day.watch": POSTERS | EVENT_STAFF,
    "rpc.sessions.v1.meeting.stand_ins": EVENT_STAFF,
    "rpc.sessions.v1.meeting.refill": EVENT_STAFF,
    "rpc.sessions.v1.rating.give": POSTERS,
    "rpc.sessions.v1.rating.list": POSTERS,
    "rpc.sessions.v1.rating.enter": EVENT_ORGANIZERS,
    "rpc.sessions.v1.report.get": EVENT_ORGANIZERS,
    "rpc.introductions.v1.meeting.list": POSTERS,
    "rpc.introductions.v1.follow_up.list": POSTERS,
    "rpc.introductions.v1.follow_up.answer": POSTERS,
    "rpc.introductions.v1.preference.set": POSTERS,
    "rpc.introductions.v1.preference.get": POSTERS,
    "rpc.introductions.v1.preference.list": POSTERS,
    "rpc.introductions.v1.shortlist.keep": POSTERS,
    "rpc.introductions.v1.shortlist.drop": POSTERS,
    "rpc.introductions.v1.shortlist.list": POSTERS,
    "rpc.introductions.v1.interest.send": POSTERS,
    "rpc.introductions.v1.interest.see": POSTERS,
    "rpc.introductions.v1.interest.cancel": POSTERS,
    "rpc.introductions.v1.interest.accept": POSTERS,
    "rpc.introductions.v1.interest.decline": POSTERS,
    "rpc.introductions.v1.interest.forward": POSTERS,
    "rpc.introductions.v1.interest.list": POSTERS,
    "rpc.introductions.v1.interest.get": POSTERS,
    "rpc.introductions.v1.response.get": EVERYBODY,
    "rpc.introductions.v1.introduction.get": POSTERS,
    "rpc.introductions.v1.introduction.list": POSTERS,
    "rpc.introductions.v1.introduction.end": POSTERS,
    "rpc.introductions.v1.introduction.transfer": POSTERS,
    "rpc.introductions.v1.message.send": POSTERS,
    "rpc.introductions.v1.message.list": POSTERS,
    "rpc.introductions.v1.message.send_file": POSTERS,
    "rpc.introductions.v1.message.read_file": POSTERS,
    "rpc.introductions.v1.message.report": POSTERS,
    "rpc.introductions.v1.thread.read": POSTERS,
    "rpc.introductions.v1.thread.block": POSTERS,
    "rpc.introductions.v1.case.list": MODERATORS,
    "rpc.introductions.v1.case.decide": MODERATORS,
    "rpc.introductions.v1.talk.offer": POSTERS,
    "rpc.introductions.v1.talk.choose": POSTERS,
    "rpc.introductions.v1.talk.list": POSTERS,
    "rpc.introductions.v1.mail.take": OPERATOR,
    "rpc.introductions.v1.dialogue.note": PUBLIC_SIDE,
    "rpc.introductions.v1.dialogue.list": DIALOGUE_READERS,
    "rpc.introductions.v1.dialogue.export": DIALOGUE_READERS,
    "rpc.introductions.v1.stuck.list": COORDINATORS,
    "rpc.introductions.v1.relation.list": POSTERS,
    "rpc.challenges.v1.unit_work.get": POSTERS,
    "rpc.introductions.v1.letter.list": COORDINATORS,
    "rpc.introductions.v1.letter.write": COORDINATORS,
    "rpc.introductions.v1.letter.send": COORDINATORS,
    "rpc.introductions.v1.letter.discard": COORDINATORS,
    "rpc.notify.v1.notification.list": SIGNED_IN,
    "rpc.notify.v1.notification.mark_read": SIGNED_IN,
    "rpc.notify.v1.rhythm.get": SIGNED_IN,
    "rpc.notify.v1.rhythm.set": SIGNED_IN,
    # Whoever holds the link of a letter.
    "rpc.notify.v1.rhythm.look_up": EVERYBODY,
    "rpc.notify.v1.rhythm.stop": EVERYBODY,
    "rpc.ledger.v1.entry.list": LEDGER_READERS,
    "rpc.ledger.v1.entry.export": LEDGER_EXPORTERS,
    "rpc.ledger.v1.chain.verify": LEDGER_READERS | OPERATOR,
    "rpc.ledger.v1.chain.check_heads": OPERATOR,
    "rpc.ledger.v1.refusal.note": SIGNED_IN,
}

STEP_UP: frozenset[str] = frozenset(
    {
        "rpc.profiles.v1.membership.change",
        "rpc.profiles.v1.membership.end",
        "rpc.profiles.v1.change.confirm",
        "rpc.profiles.v1.policy.set",
        "rpc.profiles.v1.organization.set_standing",
        "rpc.accounts.v1.account.suspend",
        "rpc.ledger.v1.entry.export",
    }
)
"""What somebody at an unlocked screen must not do: they show once more who they are.

What concerns one's own account carries the session's token and is checked by accounts itself.
"""

for _service in SERVICES:
    METHODS[f"rpc.{_service}.v1.service.check"] = EVERYBODY
    # Of whoever asks, and nobody else; accounts wants the session's token.
    METHODS[f"rpc.{_service}.v1.own_data.get"] = EVERYBODY if _service == "accounts" else SIGNED_IN
    METHODS[f"rpc.{_service}.v1.retention.purge"] = OPERATOR
    METHODS[f"rpc.{_service}.v1.dead.list"] = OPERATOR
    METHODS[f"rpc.{_service}.v1.dead.replay"] = OPERATOR


def check_right(subject: str, role: Role | None) -> None:
    """Whether ``role`` (none: not signed in) may ask ``subject`` at all.

    Raises ``Unauthenticated`` or ``Forbidden``; a subject without an entry is forbidden.
    """
    roles = METHODS.get(subject, frozenset())
    if roles is None:
        return
    if role is None:
        raise Unauthenticated("sign in first")
    if role not in roles:
        raise Forbidden("your role may not do this")


def check_step_up(subject: str, actor: Actor | None) -> None:
    """Raises ``Forbidden`` with the reason ``step_up``. An operator has no session to confirm."""
    if subject not in STEP_UP or actor is None or actor.role is Role.OPERATOR:
        return
    if not actor.is_confirmed:
        raise Forbidden("confirm first that it is you", reason="step_up")
