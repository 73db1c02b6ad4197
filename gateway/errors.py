"""How faults are shown on the web: one shape, with a sentence for people, and never a text of ours.

Also for what is refused before it reaches a service: ``Refused``.
"""

from __future__ import annotations

import logging
import re
from typing import Any

import msgspec
from graphql import GraphQLError

from chassis import traces
from contracts.faults import Fault, Internal
from gateway.whys import sentence_ja, why

log = logging.getLogger(__name__)

CODES = {
    "invalid": "VALIDATION",
    "unauthenticated": "UNAUTHENTICATED",
    "forbidden": "FORBIDDEN",
    "not_found": "NOT_FOUND",
    "conflict": "CONFLICT",
    "limit": "LIMIT",
    "unavailable": "BUSY",
    "internal": "INTERNAL",
}

MESSAGES_JA = {
    "VALIDATION": "入力内容を確認してください。",
    "UNAUTHENTICATED": "サインインしてください。",
    "FORBIDDEN": "この操作をする権限がありません。",
    "NOT_FOUND": "見つかりません。",
    "CONFLICT": "いまの状態では、この操作はできません。最新の内容を確認してください。",
    "LIMIT": "回数の上限に達しました。しばらくしてからもう一度お試しください。",
    "BUSY": "ただいま混み合っています。しばらくしてからもう一度お試しください。",
    "INTERNAL": "システムの不具合です。お問い合わせの際は番号をお知らせください。",
    "BAD_REQUEST": "この問い合わせは受け付けられません。",
    "TOO_LARGE": "送られた内容が大きすぎます。",
    "UNSUPPORTED_MEDIA_TYPE": "application/json で送ってください。",
    "METHOD_NOT_ALLOWED": "POST で送ってください。",
    "MISDIRECTED": "このアドレスでは受け付けていません。",
    "TIMEOUT": "時間内に終わりませんでした。",
}
REASONS_JA = {
    "NETWORK": "あなたの団体は、この場所（ネットワーク）からの利用を認めていません。",
    "TERMS_ASKED": "利用のきまりが新しくなりました。同意すると、つづけられます。",
    "SECOND_FACTOR_DEMANDED": "あなたの団体は、もうひとつの確認を求めています。"
    "先に登録してください。",
    "NOT_LINKED": "この団体のアカウントは、まだ結びつけられていません。",
    "PROVIDER_REFUSED": "団体のサインインの画面で、サインインが取りやめられました。",
    "PROVIDER_ANSWER": "団体のサインインから、正しくない答えが返りました。",
    "PROVIDER_AWAY": "団体のサインインに、いまつながりません。",
    "PROVIDER_ADDRESS": "団体のアカウントのメールアドレスが、決められたものではありません。",
    "NO_MEMBER": "あなたは、いまこの団体に所属していません。",
    "LINKED_ALREADY": "このアカウントは、すでに結びつけられています。",
    "LAST_FACTOR": "あなたの団体が求めているので、最後のひとつは外せません。",
    "EDIT_FIRST": "内容を変えずに続けられるのは2回までです。内容を見直してください。",
    "TOO_MANY_WAITING": "回答を待っている質問が多すぎます。回答を待ってから質問してください。",
    "STEP_UP": "大切な操作です。もう一度、ご本人であることを確かめてください。",
    "WRONG_PROOF": "確認できませんでした。もう一度お試しください。",
    "SIGN_IN_ENDED": "サインインの途中で時間が切れました。はじめからやり直してください。",
    "SECOND_PERSON": "ほかの人の確認が必要です。自分で頼んだことや書いたものは確認できません。",
    "LAST_MANAGER": "団体を管理する人が、ひとりもいなくなります。先に、次の人を決めてください。",
    "OWN_ROLE": "自分の役割は、自分では変えられません。",
    "ABOVE_OWN": "あなたの役割より上の役割です。",
    "MEMBERSHIP_ENDED": "この所属は終わっています。",
    "USED": "この招待は、もう使われています。",
    "REVOKED": "この招待は、取り消されています。",
    "EXPIRED": "期限が過ぎています。",
    "OTHER_ADDRESS": "この招待は、別のメールアドレスに届いたものです。",
    "HAS_ACCOUNT": "このメールアドレスにはアカウントがあります。先にサインインしてください。",
    "WAITS_ALREADY": "同じ変更が、すでに確認を待っています。",
    "ASKER_LEFT": "頼んだ人は、もうこの変更を頼めません。",
    "DECIDED": "すでに決まっています。",
    "INTEREST_OVER": "この関心は、もう終わっています。",
    "INTRODUCTION_OVER": "このやりとりは、もう終わっています。",
    "TALK_OVER": "この話す日は、もう決まったか、取りやめになっています。",
    "OWN_TALK": "相手がひとつ選びます。",
    "LETTER_OVER": "この手紙は、もう送られたか、捨てられています。",
    "FORWARDED_TOO_OFTEN": "何度も回されています。この課で答えてください。",
    "MINOR": "未成年の方だけにならないように、おとなの人もいるときにしてください。",
    "OWN_MESSAGE": "自分の団体のメッセージは通報できません。",
    "TOO_MANY_OPEN": (
        "返事を待っている関心が上限に達しています。取りやめるか、返事を待ってください。"
    ),
    "ALREADY_INTRODUCED": "すでに引き合わされています。",
    "CAUSE_CLOSED": "募集や公開が、すでに終わっています。",
    "AUTOMATIC": "自動の返信は受け付けません。",
    "ALREADY_HERE": "同じ団体がすでに登録されています。",
}
"""Reason of a fault -> a sentence that says more than its code's."""


LONGEST = 300
"""Characters of graphql-core's own messages: they repeat what was sent."""
ASIDES = re.compile(r"[,;]?\s(?:Did you mean\s|[Ff]ound:|but encountered error\s)")
UNFIT = re.compile(r"Variable '\$\w+' has invalid value at \.([\w.\[\]]+): ")


class Refused(Exception):
    """A request that is answered before anything is asked of a service."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        retry_after: float | None = None,
        reason: str = "",
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.retry_after = retry_after
        self.reason = reason
        """Where one code has several ways out: a key in capitals."""

    def shown(self) -> dict[str, Any]:
        """As one entry of ``errors``."""
        return {"message": self.message, "extensions": self.extensions}

    @property
    def extensions(self) -> dict[str, Any]:
        found = {
            "code": self.code,
            "messageJa": MESSAGES_JA.get(self.code, MESSAGES_JA["BAD_REQUEST"]),
            "requestId": traces.current_id(),
        }
        if self.reason:
            found |= {"reason": self.reason, "messageJa": REASONS_JA[self.reason]}
        return found | ({"retryAfter": self.retry_after} if self.retry_after else {})


def plain(message: str) -> str:
    """A message of graphql-core, short, without names it would suggest, what it has found, and
    what Python said of it."""
    return ASIDES.split(message, maxsplit=1)[0][:LONGEST]


def _unfit(message: str) -> dict[str, Any]:
    """Of a message about a variable: the field of the input that its value does not fit."""
    found = UNFIT.match(message)
    if found is None:
        return {}
    path = re.sub(r"\[\d+\]", "", found[1])
    problem = {"field": path, "problem": "wrong_form", "limit": None}
    return {"code": "VALIDATION", "messageJa": MESSAGES_JA["VALIDATION"], "fields": [problem]}


def shown(error: GraphQLError) -> dict[str, Any]:
    """An error of an execution as it is answered: a fault as it is, a bug without its text."""
    original = error.original_error
    if isinstance(original, Refused):
        return {**original.shown(), "path": error.path}
    if isinstance(original, Fault):
        fault = original
    elif original is None or isinstance(original, GraphQLError):
        entry = Refused(400, "BAD_REQUEST", plain(error.message)).shown()
        entry["extensions"] |= _unfit(error.message)
        return entry | ({"path": error.path} if error.path else {})
    else:
        log.error("resolver failed at %s", error.path, exc_info=original)
        fault = Internal("internal error")
    return {"message": fault.message, "path": error.path, "extensions": extensions(fault)}


def extensions(fault: Fault) -> dict[str, Any]:
    code = CODES.get(fault.code, "INTERNAL")
    found: dict[str, Any] = {
        "code": code,
        "messageJa": MESSAGES_JA[code],
        "requestId": traces.current_id(),
    }
    if fault.fields:
        found["fields"] = [
            {**msgspec.to_builtins(problem), "field": camel_path(problem.field)}
            for problem in fault.fields
        ]
    if fault.retry_after is not None:
        found["retryAfter"] = fault.retry_after
    reason = why(fault)
    if reason:
        found["reason"] = reason
        found["messageJa"] = REASONS_JA.get(reason, found["messageJa"])
    found["messageJa"] = sentence_ja(fault) or found["messageJa"]
    if fault.newest is not None:
        found["newest"] = {camel(name): value for name, value in fault.newest.items()}
    return found


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def camel_path(path: str) -> str:
    return ".".join(camel(part) for part in path.split("."))
