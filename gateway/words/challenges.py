"""What a challenge, an offer and a question can be, in words."""

from __future__ import annotations

from gateway.words.marks import N_

WORDS: dict[str, dict[str, str]] = {
    "direction": {
        "public_need": N_("行政からの課題"),
        "private_call": N_("企業からの呼びかけ（逆公募）"),
    },
    "state": {
        "draft": N_("下書き"),
        "in_review": N_("確認待ち"),
        "open": N_("募集中"),
        "stale": N_("見直し待ち"),
        "screening": N_("選考中"),
        "matched": N_("相手が決定"),
        "closed": N_("募集終了"),
    },
    "offer_state": {
        "published": N_("公開中"),
        "withdrawn": N_("取り下げ"),
    },
    "budget_stage": {
        "information": N_("情報収集"),
        "before_request": N_("予算要求前"),
        "requested": N_("要求中"),
        "approved": N_("議決後"),
        "tendering": N_("公募中"),
        "not_needed": N_("予算不要"),
    },
    "close_reason": {
        "matched": N_("いっしょに進める相手が決まった"),
        "no_fit": N_("条件の合う提案がなかった"),
        "solved_otherwise": N_("別の方法で解決した"),
        "not_this_fiscal_year": N_("今年度は進められない"),
        "withdrawn": N_("取り下げる"),
    },
    "question_state": {
        "asked": N_("回答待ち"),
        "answered": N_("回答済み"),
        "withdrawn": N_("取り下げ"),
    },
    "missing_part": {
        "evidence": N_("根拠になる数字や声があると、提案する人が効果と費用を見積もれます。"),
        "affected": N_("だれが困っているかがわかると、合わない提案が減ります。"),
        "tried_before": N_("試したことを書くと、同じ提案がくり返されません。"),
        "constraints": N_("守る条件を先に書くと、実現できない提案を減らせます。"),
        "data_at_hand": N_("使えるデータを書くと、具体的な提案が届きやすくなります。"),
        "test_field": N_("試せる場所を書くと、実証の提案が届きやすくなります。"),
    },
    "window": {
        "information": N_("情報収集の段階です。8月から12月に担当課が来年度の要求を決めます。"),
        "before_request": N_(
            "予算要求の前です。12月までの話し合いが、来年度の予算に間に合います。"
        ),
        "requested": N_("予算を要求しています。1月までに財政の査定、2月から3月に議会があります。"),
        "approved": N_("予算は認められています。相手を選ぶ手続きに入ります。"),
        "tendering": N_("公募しています。期限までに応募してください。"),
        "not_needed": N_("予算がなくても始められます。"),
    },
}
