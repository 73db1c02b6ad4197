"""What every service tells of each change and each look at protected things: the ledger's entries.

The event of one service is made by ``written(service)``; the chassis tells it, and the ledger
reads it of all. ``RECORDED`` says of each method whether it leaves an entry; one that changes
something and is not named here fails the build.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.rights import SERVICES
from contracts.wire import Event, Role

PLATFORM = UUID("5b0d6ad5-2f5c-5a0e-8d43-0c9a1f5f7e00")
"""The tenant of what belongs to no organization: accounts, the master, what operators do."""

Address = Annotated[str, Meta(max_length=100)]
UserAgent = Annotated[str, Meta(max_length=200)]
Reason = Annotated[str, Meta(max_length=300)]
ObjectId = Annotated[str, Meta(max_length=100)]
FieldNames = Annotated[tuple[Annotated[str, Meta(max_length=60)], ...], Meta(max_length=60)]


class Origin(Struct, frozen=True, kw_only=True):
    """From where a call was made, as the speaker saw it."""

    address: Address = ""
    """Of who asks; what a header claims only where a trusted proxy wrote it."""
    user_agent: UserAgent = ""
    """What the peer calls itself: whatever it likes."""


NOWHERE = Origin()
"""Of who does not say from where."""


class Result(StrEnum):
    DONE = "done"
    DENIED = "denied"
    """The right was missing, or there was nothing to be seen."""
    REFUSED = "refused"
    """Not now: too many tries."""


class Entry(Struct, frozen=True, kw_only=True):
    """Who did or saw what. Names of changed fields, never what was in them."""

    id: UUID
    """Also the id of the event that tells it."""
    tenant: UUID
    """The organization whose thing it is, or ``PLATFORM``."""
    at: datetime
    """By the database's clock of the service that tells it."""
    account: UUID | None = None
    person: UUID | None = None
    role: Role | None = None
    """In which the person acted, for ``organization`` and ``unit``."""
    organization: UUID | None = None
    unit: UUID | None = None
    operation: str
    """The subject that was asked."""
    object_kind: str
    object_id: ObjectId = ""
    """A UUID; of an unknown address ``sha256:`` and its hash; empty for many at once."""
    result: Result
    reason: Reason = ""
    fields: FieldNames = ()
    address: Address = ""
    user_agent: UserAgent = ""
    trace: str = ""
    """The 32 digits that error pages and logs show."""


def written(service: str) -> Event[Entry]:
    """The event by which ``service`` tells its entries."""
    return Event(f"event.{service}.v1.record.written", Entry)


WITH_THE_CHANGE = "in the transaction of the change"
LOOKED_IN = "when a platform admin looks into another organization"
BY_ITSELF = "in a transaction of its own, with the answer"

RECORDED: dict[str, str] = {
    "rpc.accounts.v1.session.open": "with the new session; a wrong try by itself",
    "rpc.accounts.v1.session.complete": "with the new session; a wrong try by itself",
    "rpc.accounts.v1.session.open_by_passkey": "with the new session; a wrong try by itself",
    "rpc.accounts.v1.session.confirm": "with the note in the session; a wrong try by itself",
    "rpc.accounts.v1.session.close": WITH_THE_CHANGE,
    "rpc.accounts.v1.session.revoke": WITH_THE_CHANGE,
    "rpc.accounts.v1.session.revoke_others": "one entry, with how many ended",
    "rpc.accounts.v1.password.change": "with the change; a wrong old password by itself",
    "rpc.accounts.v1.totp.confirm": WITH_THE_CHANGE,
    "rpc.accounts.v1.totp.remove": WITH_THE_CHANGE,
    "rpc.accounts.v1.passkey.add": WITH_THE_CHANGE,
    "rpc.accounts.v1.passkey.remove": WITH_THE_CHANGE,
    "rpc.accounts.v1.recovery_codes.renew": WITH_THE_CHANGE,
    "rpc.accounts.v1.account.open": WITH_THE_CHANGE,
    "rpc.accounts.v1.sign_in_policy.set": WITH_THE_CHANGE,
    "rpc.accounts.v1.sign_in_policy.lift": WITH_THE_CHANGE,
    "rpc.accounts.v1.provider.set": WITH_THE_CHANGE,
    "rpc.accounts.v1.provider.remove": WITH_THE_CHANGE,
    "rpc.accounts.v1.provider.end": "with the new session or link; a wrong answer by itself",
    "rpc.accounts.v1.session.revoke_all": "one entry, with how many ended",
    "rpc.accounts.v1.reset.ask": "of an unknown address only its hash",
    "rpc.accounts.v1.reset.use": WITH_THE_CHANGE,
    "rpc.accounts.v1.email.change": WITH_THE_CHANGE,
    "rpc.accounts.v1.email.confirm": WITH_THE_CHANGE,
    "rpc.accounts.v1.email.undo": WITH_THE_CHANGE,
    "rpc.accounts.v1.recovery.ask": WITH_THE_CHANGE,
    "rpc.accounts.v1.recovery.vouch": "with the change, and how it was made sure",
    "rpc.accounts.v1.recovery.refuse": WITH_THE_CHANGE,
    "rpc.accounts.v1.recovery.stop": WITH_THE_CHANGE,
    "rpc.accounts.v1.account.erase": WITH_THE_CHANGE,
    "rpc.accounts.v1.terms.accept": WITH_THE_CHANGE,
    "rpc.accounts.v1.account.suspend": WITH_THE_CHANGE,
    "rpc.profiles.v1.organization.set_standing": WITH_THE_CHANGE,
    "rpc.profiles.v1.organization.describe": WITH_THE_CHANGE,
    "rpc.accounts.v1.erasure.replay": "one entry for each that was erased once more",
    "rpc.accounts.v1.own_data.get": "once for all services, which are asked after accounts",
    "rpc.profiles.v1.offer.publish": WITH_THE_CHANGE,
    "rpc.profiles.v1.offer.amend": WITH_THE_CHANGE,
    "rpc.profiles.v1.offer.withdraw": WITH_THE_CHANGE,
    "rpc.profiles.v1.offer.import": "one entry a batch that changes something, with the counts",
    "rpc.profiles.v1.municipality.keep": "one entry a batch that changes something",
    "rpc.profiles.v1.organization.keep": "one entry a batch that changes something",
    "rpc.profiles.v1.person.keep": WITH_THE_CHANGE,
    "rpc.profiles.v1.card.set": WITH_THE_CHANGE,
    "rpc.profiles.v1.member.list": LOOKED_IN,
    "rpc.profiles.v1.invitation.list": LOOKED_IN,
    "rpc.profiles.v1.change.list": LOOKED_IN,
    "rpc.profiles.v1.registration.list": "one entry with the count, when there was one to show",
    "rpc.introductions.v1.case.list": "one entry with the count, when there was one to show",
    "rpc.profiles.v1.card.get": "one entry for each person whose contact data was shown",
    "rpc.accounts.v1.invitation.accept": WITH_THE_CHANGE,
    "rpc.profiles.v1.membership.change": WITH_THE_CHANGE,
    "rpc.profiles.v1.membership.end": WITH_THE_CHANGE,
    "rpc.profiles.v1.change.confirm": WITH_THE_CHANGE,
    "rpc.profiles.v1.change.refuse": WITH_THE_CHANGE,
    "rpc.profiles.v1.policy.set": "as a change that waits for a second person",
    "rpc.profiles.v1.unit.add": WITH_THE_CHANGE,
    "rpc.profiles.v1.invitation.make": WITH_THE_CHANGE,
    "rpc.profiles.v1.invitation.revoke": WITH_THE_CHANGE,
    "rpc.profiles.v1.registration.make": WITH_THE_CHANGE,
    "rpc.profiles.v1.registration.confirm": WITH_THE_CHANGE,
    "rpc.profiles.v1.registration.approve": WITH_THE_CHANGE,
    "rpc.profiles.v1.registration.refuse": WITH_THE_CHANGE,
    "rpc.challenges.v1.challenge.confirm": WITH_THE_CHANGE,
    "rpc.challenges.v1.challenge.close_call": WITH_THE_CHANGE,
    "rpc.challenges.v1.challenge.clone": WITH_THE_CHANGE,
    "rpc.challenges.v1.challenge.join": WITH_THE_CHANGE,
    "rpc.challenges.v1.question.ask": "with the question, among the entries of who asks",
    "rpc.challenges.v1.question.answer": WITH_THE_CHANGE,
    "rpc.challenges.v1.question.withdraw": "with the change, among the entries of who asked",
    "rpc.challenges.v1.attachment.add": WITH_THE_CHANGE,
    "rpc.challenges.v1.attachment.remove": WITH_THE_CHANGE,
    "rpc.challenges.v1.attachment.read": "on a proposal, when others than its proposers read it",
    "rpc.challenges.v1.amendment.decide": WITH_THE_CHANGE,
    "rpc.challenges.v1.challenge.approve": WITH_THE_CHANGE,
    "rpc.challenges.v1.challenge.return": WITH_THE_CHANGE,
    "rpc.challenges.v1.challenge.save_draft": WITH_THE_CHANGE,
    "rpc.challenges.v1.challenge.publish": WITH_THE_CHANGE,
    "rpc.challenges.v1.challenge.amend": WITH_THE_CHANGE,
    "rpc.challenges.v1.challenge.close": WITH_THE_CHANGE,
    "rpc.challenges.v1.challenge.import": "one entry a batch that changes something",
    "rpc.challenges.v1.proposal.save_draft": WITH_THE_CHANGE,
    "rpc.challenges.v1.proposal.submit": WITH_THE_CHANGE,
    "rpc.challenges.v1.proposal.revise": WITH_THE_CHANGE,
    "rpc.challenges.v1.proposal.withdraw": WITH_THE_CHANGE,
    "rpc.challenges.v1.proposal.confirm": WITH_THE_CHANGE,
    "rpc.challenges.v1.proposal.invite": WITH_THE_CHANGE,
    "rpc.challenges.v1.proposal.answer_invitation": WITH_THE_CHANGE,
    "rpc.challenges.v1.proposal.answer_clarification": WITH_THE_CHANGE,
    "rpc.challenges.v1.proposal.take_in": WITH_THE_CHANGE,
    "rpc.challenges.v1.proposal.ask": WITH_THE_CHANGE,
    "rpc.challenges.v1.proposal.forward": WITH_THE_CHANGE,
    "rpc.challenges.v1.proposal.declare_conflict": WITH_THE_CHANGE,
    "rpc.challenges.v1.score.give": WITH_THE_CHANGE,
    "rpc.challenges.v1.assessment.set_rubric": WITH_THE_CHANGE,
    "rpc.challenges.v1.assessment.assign": WITH_THE_CHANGE,
    "rpc.challenges.v1.assessment.invite": WITH_THE_CHANGE,
    "rpc.challenges.v1.assessment.dismiss": WITH_THE_CHANGE,
    "rpc.challenges.v1.assessment.answer_review": WITH_THE_CHANGE,
    "rpc.challenges.v1.assessment.declare": WITH_THE_CHANGE,
    "rpc.challenges.v1.assessment.reveal": WITH_THE_CHANGE,
    "rpc.challenges.v1.assessment.release": WITH_THE_CHANGE,
    "rpc.challenges.v1.assessment.decide": "one entry a proposal",
    "rpc.challenges.v1.proposal.get": "one entry for each that others than its proposers read",
    "rpc.matching.v1.run.make": WITH_THE_CHANGE,
    "rpc.matching.v1.strengths.change": WITH_THE_CHANGE,
    "rpc.matching.v1.strengths.fit": "with the strengths, when they are switched on",
    "rpc.matching.v1.pair.choose": WITH_THE_CHANGE,
    "rpc.matching.v1.pair.release": WITH_THE_CHANGE,
    "rpc.sessions.v1.event.save": WITH_THE_CHANGE,
    "rpc.sessions.v1.event.clone": WITH_THE_CHANGE,
    "rpc.sessions.v1.event.advance": WITH_THE_CHANGE,
    "rpc.sessions.v1.participant.save": WITH_THE_CHANGE,
    "rpc.sessions.v1.participant.import": "one entry, with the counts",
    "rpc.sessions.v1.participant.undo_import": "one entry, with how many went",
    "rpc.sessions.v1.participant.register": WITH_THE_CHANGE,
    "rpc.sessions.v1.participant.cancel": WITH_THE_CHANGE,
    "rpc.sessions.v1.preference.set": "with the change, for who wishes, without whom and the grade",
    "rpc.sessions.v1.booking.book": "with the change, for who books, without with whom",
    "rpc.sessions.v1.booking.give_back": "with the change, for who books, without with whom",
    "rpc.sessions.v1.booking.ask": "with the change, for who books, without with whom",
    "rpc.sessions.v1.booking.withdraw": "with the change, for who books, without with whom",
    "rpc.sessions.v1.booking.answer": "with the change, for who answers, without what and whom",
    "rpc.sessions.v1.rehearsal.play": WITH_THE_CHANGE,
    "rpc.sessions.v1.rehearsal.remove": WITH_THE_CHANGE,
    "rpc.sessions.v1.timetable.make": WITH_THE_CHANGE,
    "rpc.sessions.v1.timetable.move": WITH_THE_CHANGE,
    "rpc.sessions.v1.timetable.cancel": WITH_THE_CHANGE,
    "rpc.sessions.v1.timetable.lock": WITH_THE_CHANGE,
    "rpc.sessions.v1.timetable.restore": WITH_THE_CHANGE,
    "rpc.sessions.v1.timetable.show": WITH_THE_CHANGE,
    "rpc.sessions.v1.objection.make": WITH_THE_CHANGE,
    "rpc.sessions.v1.objection.resolve": WITH_THE_CHANGE,
    "rpc.sessions.v1.objection.reopen": WITH_THE_CHANGE,
    "rpc.sessions.v1.check_in.record": "one entry with the count; one for each taken back",
    "rpc.sessions.v1.meeting.refill": WITH_THE_CHANGE,
    "rpc.sessions.v1.rating.enter": "one entry, with how many",
    "rpc.sessions.v1.rating.give": "with the change, for who rates, without what they said",
    "rpc.introductions.v1.follow_up.answer": WITH_THE_CHANGE,
    "rpc.introductions.v1.preference.set": "with the change, for who wishes, without the grade",
    "rpc.introductions.v1.interest.send": WITH_THE_CHANGE,
    "rpc.introductions.v1.interest.see": WITH_THE_CHANGE,
    "rpc.introductions.v1.interest.cancel": WITH_THE_CHANGE,
    "rpc.introductions.v1.interest.accept": WITH_THE_CHANGE,
    "rpc.introductions.v1.interest.decline": WITH_THE_CHANGE,
    "rpc.introductions.v1.interest.forward": WITH_THE_CHANGE,
    "rpc.introductions.v1.introduction.end": WITH_THE_CHANGE,
    "rpc.introductions.v1.introduction.transfer": WITH_THE_CHANGE,
    "rpc.introductions.v1.message.send": WITH_THE_CHANGE,
    "rpc.introductions.v1.message.send_file": WITH_THE_CHANGE,
    "rpc.introductions.v1.message.report": WITH_THE_CHANGE,
    "rpc.introductions.v1.thread.block": WITH_THE_CHANGE,
    "rpc.introductions.v1.case.decide": WITH_THE_CHANGE,
    "rpc.introductions.v1.case.restore": WITH_THE_CHANGE,
    "rpc.introductions.v1.talk.offer": WITH_THE_CHANGE,
    "rpc.introductions.v1.talk.choose": WITH_THE_CHANGE,
    "rpc.introductions.v1.mail.take": WITH_THE_CHANGE,
    "rpc.introductions.v1.dialogue.note": WITH_THE_CHANGE,
    "rpc.introductions.v1.letter.write": WITH_THE_CHANGE,
    "rpc.introductions.v1.letter.send": WITH_THE_CHANGE,
    "rpc.introductions.v1.letter.discard": WITH_THE_CHANGE,
    "rpc.introductions.v1.dialogue.export": BY_ITSELF,
    "rpc.ledger.v1.entry.list": BY_ITSELF,
    "rpc.ledger.v1.entry.export": BY_ITSELF,
    "rpc.ledger.v1.refusal.note": "as what was denied, as often as the allowance goes",
}
"""Method -> how it leaves an entry."""

UNASKED: dict[str, str] = {
    "rpc.challenges.v1.challenge.age": "its day has come, by the database's clock",
    "rpc.challenges.v1.proposal.age": "likewise",
}
"""What services do by themselves, under a name that nobody can ask for -> when."""

NOT_RECORDED: dict[str, str] = {
    "rpc.matching.v1.exposure.make": "counts what everybody may see, and changes nothing",
    "rpc.accounts.v1.session.begin_by_passkey": "a question to an authenticator",
    "rpc.accounts.v1.passkey.begin": "a question to an authenticator; the new passkey is recorded",
    "rpc.accounts.v1.totp.begin": "holds for nothing until it is confirmed, which is recorded",
    "rpc.accounts.v1.security.get": "one's own",
    "rpc.accounts.v1.provider.begin": "somebody goes to their provider; coming back is recorded",
    "rpc.accounts.v1.invitation.begin_coming": "asks an authenticator; coming in is recorded",
    "rpc.accounts.v1.session.renew": "the same session; what is done with it is recorded",
    "rpc.accounts.v1.recovery.list": "those that one is to decide, which is recorded",
    "rpc.notify.v1.notification.mark_read": "a person's own marks concern nobody else",
    "rpc.notify.v1.rhythm.set": "how often somebody is written to concerns nobody else",
    "rpc.notify.v1.rhythm.stop": "likewise",
    "rpc.introductions.v1.thread.read": "a person's own marks",
    "rpc.introductions.v1.shortlist.keep": "a unit's own marks concern nobody else",
    "rpc.introductions.v1.shortlist.drop": "likewise",
    "rpc.profiles.v1.offer_search.save": "what somebody looks for concerns nobody else",
    "rpc.profiles.v1.offer_search.change": "likewise; colleagues see what is public all the same",
    "rpc.profiles.v1.offer_search.delete": "likewise",
    "rpc.challenges.v1.search.save": "what somebody looks for concerns nobody else",
    "rpc.challenges.v1.search.rename": "likewise",
    "rpc.challenges.v1.search.share": "likewise; colleagues see what is public all the same",
    "rpc.challenges.v1.search.renew_feed": "likewise",
    "rpc.challenges.v1.search.delete": "likewise",
    "rpc.ledger.v1.chain.verify": "says whether the record is whole, and nothing of what is in it",
}
"""Method that changes something or looks at something protected, and why it leaves none."""

for _service in SERVICES:
    RECORDED[f"rpc.{_service}.v1.retention.purge"] = "one entry with the counts, if any went"
    RECORDED[f"rpc.{_service}.v1.dead.list"] = BY_ITSELF
    RECORDED[f"rpc.{_service}.v1.dead.replay"] = "with the note that the letter is dealt with"
