"""What a proposal and its decision can be, in words."""

from __future__ import annotations

from gateway.words.marks import N_

WORDS: dict[str, dict[str, str]] = {
    "proposal_state": {
        "draft": N_("下書き"),
        "submitted": N_("提出済み"),
        "under_review": N_("審査中"),
        "clarification": N_("質問への回答待ち"),
        "shortlisted": N_("一次通過"),
        "accepted": N_("採択（確認待ち）"),
        "declined": N_("見送り"),
        "confirmed": N_("成立"),
        "lapsed": N_("確認がなく終了"),
        "withdrawn": N_("取り下げ"),
    },
    "proposal_section": {
        "approach": N_("解決の方法"),
        "effect": N_("期待できる効果"),
        "plan": N_("進め方と日程"),
        "team": N_("体制と実績"),
        "cost": N_("費用の考え方"),
        "asks": N_("相手にお願いしたいこと"),
    },
    "disclosure": {
        "public": N_("提出したらすぐ読める（成立すると、だれでも読める）"),
        "interest": N_("審査を始めたら読める"),
        "introduction": N_("成立したら読める"),
        "named": N_("名前を挙げた人だけが読める"),
    },
    "partner_state": {
        "invited": N_("返事を待っています"),
        "confirmed": N_("参加"),
        "declined": N_("不参加"),
    },
    "outside_state": {
        "invited": N_("返事を待っています"),
        "accepted": N_("審査員"),
        "declined": N_("断られました"),
    },
    "decision_outcome": {
        "accepted": N_("採択する"),
        "shortlisted": N_("一次通過とする"),
        "declined": N_("見送る"),
    },
    "decision_reason": {
        "fits": N_("課題に合う"),
        "not_this_fiscal_year": N_("今年度は進められない"),
        "solved_otherwise": N_("別の方法で解決した"),
        "other_fits_better": N_("ほかの提案のほうが合う"),
        "out_of_scope": N_("課題の範囲と違う"),
        "cost": N_("費用が合わない"),
        "not_yet_clear": N_("まだわからない点が残る"),
        "call_withdrawn": N_("募集そのものを取り下げる"),
    },
    "proposal_side": {
        "lead": N_("代表の団体"),
        "partner": N_("参加する団体"),
        "invited": N_("招待されています"),
        "owner": N_("課題を出した団体"),
        "reviewer": N_("審査員"),
        "public": N_("公開"),
    },
}
