"""Interests, introductions, threads and the coordinator's desk, in words."""

from __future__ import annotations

from gateway.words.marks import N_

WORDS: dict[str, dict[str, str]] = {
    "grade": {
        "must": N_("ぜひ会いたい"),
        "meet": N_("会いたい"),
        "no": N_("会わない"),
    },
    "interest_state": {
        "sent": N_("返事を待っています"),
        "seen": N_("見ました"),
        "mutual": N_("どちらも応じました"),
        "declined": N_("見送り"),
        "expired": N_("期限切れ"),
        "cancelled": N_("取りやめ"),
    },
    "interest_cause": {
        "challenge": N_("課題"),
        "offer": N_("提案"),
        "proposal": N_("応募"),
        "free": N_("そのほか"),
        "preference": N_("希望度"),
    },
    "interest_step": {
        "sent": N_("送りました"),
        "seen": N_("見ました"),
        "reminded": N_("お返事のお願いを送りました"),
        "forwarded": N_("ほかの課に回しました"),
        "accepted": N_("応じました"),
        "declined": N_("見送りました"),
        "cancelled": N_("取りやめました"),
        "expired": N_("期限が過ぎました"),
    },
    "decline_reason": {
        "not_this_fiscal_year": N_("今年度は難しい"),
        "already_solved": N_("すでに解決した"),
        "not_our_section": N_("うちの課ではない"),
        "no_capacity": N_("手がまわらない"),
        "no_fit": N_("条件が合わない"),
        "other": N_("そのほか"),
    },
    "relation": {
        "introduction": N_("話している相手"),
        "interest_received": N_("返事を待たせている関心"),
        "interest_sent": N_("返事を待っている関心"),
    },
    "promise": {
        "proposals_to_answer": N_("提案書への返事"),
        "question_to_answer": N_("質問への回答"),
        "clarification_to_answer": N_("提案書についての質問への回答"),
        "proposal_to_confirm": N_("採択された提案書の確認"),
    },
    "coming_day": {
        "answer_by": N_("募集期限"),
        "talk": N_("話す日"),
        "interest_received": N_("関心への返事の期限"),
        "interest_sent": N_("相手の返事の期限"),
        "proposals_to_answer": N_("提案書への返事の期限"),
        "proposal_to_confirm": N_("採択された提案書の確認の期限"),
    },
    "introduction_state": {
        "live": N_("つづいています"),
        "ended": N_("終わりました"),
    },
    "end_reason": {
        "done": N_("目的を果たした"),
        "no_fit": N_("条件が合わなかった"),
        "no_budget": N_("予算がつかなかった"),
        "staff_moved": N_("担当が異動した"),
        "no_answer": N_("返事がなかった"),
        "other": N_("そのほか"),
    },
    "talk_state": {
        "offered": N_("候補"),
        "chosen": N_("決まりました"),
        "cancelled": N_("取りやめ"),
    },
    "report_reason": {
        "spam": N_("宣伝や迷惑"),
        "insult": N_("ひどいことば"),
        "fraud": N_("詐欺のおそれ"),
        "private_data": N_("個人の情報"),
        "other": N_("そのほか"),
    },
    "contact_kind": {
        "interest": N_("関心"),
        "introduction": N_("引き合わせの成立"),
        "message": N_("メッセージ"),
        "call": N_("電話"),
        "meeting": N_("面談"),
    },
    "stuck_kind": {
        "no_reply": N_("10日返事がない"),
        "silent_thread": N_("やりとりが10日止まっている"),
        "unit_without_owner": N_("課に人がいない"),
        "budget_deadline": N_("予算の期限が30日のうち"),
        "stale_challenge": N_("見直し待ちの課題"),
        "promise_passed": N_("提案への回答が約束の日を過ぎた"),
    },
    "desk_action": {
        "remind_receiver": N_("返事をお願いする"),
        "ask_both": N_("様子をたずねる"),
        "ask_for_owner": N_("引き受ける人をたずねる"),
        "bring_together": N_("合いそうな相手を紹介する"),
        "ask_to_confirm": N_("続けるかをたずねる"),
        "ask_for_answer": N_("提案への回答をお願いする"),
    },
    "letter_state": {
        "draft": N_("下書き"),
        "waiting": N_("もうひとりの確認待ち"),
        "sent": N_("送りました"),
        "discarded": N_("捨てました"),
    },
    "refusal_reason": {
        "not_proven": N_("団体の方であることを確かめられませんでした"),
        "already_here": N_("同じ団体がすでに登録されています"),
        "out_of_scope": N_("この場の目的に合いませんでした"),
        "incomplete": N_("内容が足りませんでした"),
        "attestation": N_("表明していただいた内容を確かめられませんでした"),
        "other": N_("そのほか"),
    },
}
