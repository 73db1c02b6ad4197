"""What is said once of proposals and how they are decided on."""

from __future__ import annotations

from gateway.words import N_

SAID = {
    "proposal_submitted": ("success", N_("提案書を提出しました。受領証ができました。")),
    "proposal_revised": ("success", N_("提案書を出し直しました。新しい受領証ができました。")),
    "proposal_withdrawn": ("success", N_("提案書を取り下げました。")),
    "proposal_confirmed": ("success", N_("確認しました。成立です。")),
    "partner_invited": ("success", N_("団体を招待しました。")),
    "partner_joined": ("success", N_("共同提案に参加しました。")),
    "partner_declined": ("success", N_("参加しないと返事をしました。")),
    "taken_in": ("success", N_("審査を始めました。")),
    "question_sent": ("success", N_("質問を送りました。回答があるまで、期限は止まります。")),
    "answer_sent": ("success", N_("回答を送りました。")),
    "forwarded": ("success", N_("担当の部署へ回しました。")),
    "answered_at_once": ("success", N_("返事をしました。")),
    "scored": ("success", N_("採点しました。")),
    "conflict_declared": ("success", N_("申告しました。この提案書は、あなたには表示されません。")),
    "rubric_set": ("success", N_("審査基準を保存しました。")),
    "reviewers_assigned": ("success", N_("審査員を決めました。")),
    "declared": ("success", N_("申告しました。")),
    "revealed": ("success", N_("提案者の名前を表示しました。")),
    "decisions_wait": ("success", N_("判断を記録しました。通知するまで、提案者には見えません。")),
    "decisions_released": ("success", N_("判断を通知しました。")),
    "undecided": (
        "error",
        N_("返事を待っている提案書があります。すべてに返事をしてから、募集を終えてください。"),
    ),
    "too_many_drafts": ("error", N_("この課題の下書きは、もう5件あります。")),
    "too_many_partners": ("error", N_("招待できる団体は9つまでです。")),
    "own_challenge": ("error", N_("自分の団体の課題には提案できません。")),
    "wrong_side": ("error", N_("この課題は、ほかの種類の団体からの提案を待っています。")),
    "not_yours": ("error", N_("これを行えるのは、ほかの人です。")),
    "moved_on": ("error", N_("提案書の状態が変わっています。確かめてください。")),
    "reviewer_invited": ("success", N_("審査をお願いしました。返事が来ると、ここに名前が出ます。")),
    "reviewer_dismissed": ("success", N_("審査のお願いを取りやめました。もう提案書は読めません。")),
    "review_accepted": ("success", N_("審査を引き受けました。")),
    "review_declined": ("success", N_("審査を断りました。")),
    "proposes_here": (
        "error",
        N_("あなたの団体は、この課題に提案しています。審査は引き受けられません。"),
    ),
    "reviews_here": (
        "error",
        N_(
            "あなたの団体か、いっしょに提案する団体が、この課題の審査を引き受けています。提案書は出せません。"
        ),
    ),
    "declare_first": ("info", N_("読む前に、利害関係がないかを申告してください。")),
    "declared_already": ("info", N_("すでに申告しています。")),
    "round_open": ("error", N_("まだ採点が終わっていません。")),
    "scored_already": ("error", N_("採点が始まっているので、審査基準は変えられません。")),
    "seen_already": ("error", N_("名前を見た人がいるかもしれないので、匿名にはできません。")),
    "no_rubric": ("error", N_("先に審査基準を決めてください。")),
    "take_in_first": ("error", N_("先に審査を始めてください。")),
    "call_over": ("error", N_("この課題の募集は終わっています。判断も確認もできません。")),
    "proposer_suspended": (
        "error",
        N_("提案した団体は、いま活動を停止されています。再開するまで採択できません。"),
    ),
    "too_late": ("error", N_("確認の期限が過ぎています。")),
    "not_blind": ("error", N_("匿名の審査はありません。")),
    "waits_already": ("error", N_("同じ変更が、すでに確認を待っています。")),
}
