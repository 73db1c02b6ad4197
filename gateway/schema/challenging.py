"""The changes around a challenge: its freshness, questions, files, and the same need elsewhere."""

from __future__ import annotations

import strawberry

from contracts import amendments, attachments, questions, same_needs
from contracts import challenges as challenge_contract
from contracts.faults import FieldProblem, Invalid
from gateway.schema import challenge_inputs as inputs
from gateway.schema.challenge_parts import Attachment, Question
from gateway.schema.connections import Info, new_id, uuid_of
from gateway.schema.inputs import bytes_of, request_of
from gateway.schema.nouns import Challenge
from gateway.schema.passing import passing
from gateway.schema.reviewing import ChallengePayload


@strawberry.type
class QuestionPayload:
    question: Question

    @classmethod
    def of(cls, record: questions.Question) -> QuestionPayload:
        return cls(question=Question.of(record))


@strawberry.type
class AttachmentPayload:
    attachment: Attachment


_challenge = passing(ChallengePayload)
_question = passing(QuestionPayload)


@strawberry.type
class Challenging:
    confirm_challenge = _challenge(
        challenge_contract.CONFIRM_CHALLENGE,
        inputs.ConfirmChallengeInput,
        "Say that a stale challenge still stands; twice at most.",
    )
    close_call = _challenge(
        challenge_contract.CLOSE_CALL,
        inputs.CloseCallInput,
        "Take no more proposals; what came is looked at.",
    )

    @strawberry.mutation(description="Begin a draft with the words of another town's challenge.")
    async def clone_challenge(
        self,
        info: Info,
        input: inputs.CloneChallengeInput,  # noqa: A002 -- likewise
    ) -> ChallengePayload:
        asked = same_needs.CloneChallenge(
            id=new_id(str(input.id)),
            origin_id=uuid_of(input.origin_id, "challenge"),
            idempotency_key=input.idempotency_key,
        )
        found = await info.context.ask(same_needs.CLONE_CHALLENGE, asked)
        return ChallengePayload(challenge=Challenge.of(found))

    join_challenge = _challenge(
        same_needs.JOIN_CHALLENGE,
        inputs.JoinChallengeInput,
        "Say that one's own town has the same need.",
    )
    decide_amendment = _challenge(
        amendments.DECIDE_AMENDMENT,
        inputs.DecideAmendmentInput,
        "Publish new words of a colleague, or give them back.",
    )

    @strawberry.mutation(description="Ask; the answer is for everybody, and nobody is named.")
    async def ask_question(
        self,
        info: Info,
        input: inputs.AskQuestionInput,  # noqa: A002 -- likewise
    ) -> QuestionPayload:
        asked = questions.AskQuestion(
            id=new_id(str(input.id)),
            challenge_id=uuid_of(input.challenge_id, "challenge"),
            text=input.text,
            idempotency_key=input.idempotency_key,
        )
        found = await info.context.ask(questions.ASK_QUESTION, asked)
        return QuestionPayload(question=Question.of(found))

    answer_question = _question(
        questions.ANSWER_QUESTION, inputs.AnswerQuestionInput, "Answer a question, to everybody."
    )
    withdraw_question = _question(
        questions.WITHDRAW_QUESTION,
        inputs.WithdrawQuestionInput,
        "Take one's own question back, while it is not answered.",
    )

    @strawberry.mutation(
        description="Put a file with a description to one's own challenge or proposal."
    )
    async def add_attachment(
        self,
        info: Info,
        input: inputs.AddAttachmentInput,  # noqa: A002 -- likewise
    ) -> AttachmentPayload:
        kind, subject = _subject(input)
        asked = attachments.AddAttachment(
            id=new_id(str(input.id)),
            subject_kind=kind,
            subject_id=uuid_of(subject, kind.value),
            level=input.level,
            name=input.name,
            description=input.description,
            content=bytes_of(input.content),
            idempotency_key=input.idempotency_key,
        )
        found = await info.context.ask(attachments.ADD_ATTACHMENT, asked)
        return AttachmentPayload(attachment=Attachment.of(found))

    @strawberry.mutation(description="Take a file away, with a reason; its content is gone.")
    async def remove_attachment(
        self,
        info: Info,
        input: inputs.RemoveAttachmentInput,  # noqa: A002 -- likewise
    ) -> AttachmentPayload:
        asked = request_of(attachments.RemoveAttachment, input)
        found = await info.context.ask(attachments.REMOVE_ATTACHMENT, asked)
        return AttachmentPayload(attachment=Attachment.of(found))


def _subject(given: inputs.AddAttachmentInput) -> tuple[attachments.SubjectKind, strawberry.ID]:
    """Raises ``Invalid`` for none and for both."""
    if given.challenge_id is not None and given.proposal_id is None:
        return attachments.SubjectKind.CHALLENGE, given.challenge_id
    if given.proposal_id is not None and given.challenge_id is None:
        return attachments.SubjectKind.PROPOSAL, given.proposal_id
    raise Invalid("either of them", fields=(FieldProblem("proposal_id", "required"),))
