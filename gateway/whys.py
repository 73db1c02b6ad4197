"""Why a fault came about, where a service gave it no reason of its own.

One code has several ways out: "somebody was quicker" is wrong for a challenge that is closed.
Services say it in English in the message; here each such message has a key and a sentence.
"""

from __future__ import annotations

from contracts.faults import Fault

STALE = "STALE"
WHYS = {
    "wrong e-mail or password": "WRONG_CREDENTIALS",
    "wrong password": "WRONG_PASSWORD",
    "this session has ended": "SESSION_ENDED",
    "this id is already in use": "ID_IN_USE",
    "an offer with other words has this id": "ID_IN_USE",
    "another run has this id": "ID_IN_USE",
    "the challenge is draft": "STILL_DRAFT",
    "the challenge is in_review": "IN_REVIEW",
    "the challenge is open": "ALREADY_OPEN",
    "the challenge is closed": "CLOSED",
    "the challenge is stale": "STALE_NEED",
    "the challenge is screening": "SCREENING",
    "the challenge is matched": "SCREENING",
    "it is one's own": "OWN_NEED",
    "the offer is withdrawn": "WITHDRAWN",
    "this is already taken": "TAKEN",
    "there is another account of this address or person": "TAKEN",
    "there is such a unit": "TAKEN",
    "an authenticator app is enrolled; remove it first": "APP_ENROLLED",
    "there is no second factor that they would stand in for": "NO_SECOND_FACTOR",
    "somebody else has changed it": STALE,
    "somebody else was here first": STALE,
    "other words wait than those that were read": STALE,
    "it is answered": STALE,
    "the question has moved on": STALE,
    "the introduction is not there any more": STALE,
    "the other organization has not arrived here yet": "NOT_HERE_YET",
    "this account is being erased": "BEING_ERASED",
}
"""Message of a fault -> its reason."""
SENTENCES_JA = {
    STALE: "ほかの人か、別の画面のあなたが先に変更しました。最新の内容を確認してください。",
    "WRONG_CREDENTIALS": "メールアドレスかパスワードが違います。",
    "WRONG_PASSWORD": "パスワードが違います。",
    "SESSION_ENDED": "サインインの期限が切れました。もう一度サインインしてください。",
    "ID_IN_USE": "この番号では、すでに別の内容が送られています。画面を開き直してください。",
    "STILL_DRAFT": "この課題は、まだ公開されていません。",
    "IN_REVIEW": "この課題は、公開の前の確認を待っています。",
    "ALREADY_OPEN": "この課題は、すでに公開されています。",
    "CLOSED": "この課題の募集は終わっています。",
    "STALE_NEED": "この課題は、見直しを待っています。",
    "SCREENING": "この課題の募集は締め切られています。",
    "OWN_NEED": "自分の団体の課題です。",
    "WITHDRAWN": "この提案は取り下げられています。",
    "TAKEN": "すでに使われています。別のものにしてください。",
    "APP_ENROLLED": "認証アプリは、すでに登録されています。先に取り外してください。",
    "CALL_CLOSED": "この課題の募集は終わっています。",
    "UNDECIDED": "返事を待っている提案書があります。すべてに返事をしてください。",
    "DECLARE_FIRST": "読む前に、利害関係がないかを申告してください。",
    "TOO_MANY_HERE": "ひとつの課題に出せる提案書は、団体ごとに3件までです。",
    "TOO_MANY_TODAY": "1日に出せる提案書は、ひとり10件までです。",
    "TAKE_IN_FIRST": "先に審査を始めてください。",
    "ROUND_OPEN": "まだ採点が終わっていません。",
    "CALL_OVER": "この課題の募集は終わっています。判断も確認もできません。",
    "PROPOSER_SUSPENDED": (
        "提案した団体は、いま活動を停止されています。再開するまで採択できません。"
    ),
    "MOVED_ON": "提案書の状態が変わっています。",
    "NOT_HERE_YET": "相手の団体の情報が、まだ届いていません。少し待って、もう一度お試しください。",
    "BEING_ERASED": "このアカウントは、消す手続きの途中です。",
    "NO_SECOND_FACTOR": "2つ目の確認がないので、回復コードは作れません。",
}
"""Reason -> a sentence that says more than its code's."""


def why(fault: Fault) -> str:
    """In capitals; the service's own before ours, and empty where neither knows."""
    if not fault.reason and fault.message.endswith("has changed since it was read"):
        return STALE
    return fault.reason.upper() or WHYS.get(fault.message, "")


def sentence_ja(fault: Fault) -> str:
    """Empty where its code's sentence, or that of the service's own reason, says enough."""
    return SENTENCES_JA.get(WHYS.get(fault.message) or why(fault), "")
