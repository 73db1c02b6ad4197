"""What is said once of challenges, questions, offers, searches and shortlists."""

from __future__ import annotations

from gateway.words import N_

SAID = {
    "published": ("success", N_("課題を公開しました。候補は数秒でそろいます。")),
    "saved": ("success", N_("下書きを保存しました。")),
    "amended": ("success", N_("変更を公開しました。")),
    "amendment_handed_in": (
        "success",
        N_(
            "変更を出しました。ほかの人が内容を見て、公開します。それまでは、いまの内容のままです。"
        ),
    ),
    "still_stands": ("success", N_("まだ続いていることを確かめました。候補さがしを再開します。")),
    "edit_first": (
        "error",
        N_("内容を変えずに続けられるのは2回までです。内容を見直して、公開してください。"),
    ),
    "cloned": (
        "success",
        N_("ほかのまちの課題から下書きを作りました。あなたのまちのことばに直してください。"),
    ),
    "joined_need": ("success", N_("「うちのまちでも同じ」と知らせました。")),
    "left_need": ("success", N_("「うちのまちでも同じ」を取り消しました。")),
    "search_saved": ("success", N_("検索を保存しました。合う課題が出たら知らせます。")),
    "offer_search_saved": ("success", N_("検索を保存しました。合う提案が出たら知らせます。")),
    "search_renamed": ("success", N_("検索の名前を変えました。")),
    "search_deleted": ("success", N_("検索をやめました。")),
    "kept": ("success", N_("「気になる」に入れました。")),
    "dropped": ("success", N_("「気になる」から外しました。")),
    "shortlist_full": ("error", N_("「気になる」に入れられるのは200件までです。")),
    "choose_something": ("error", N_("先に、一覧からえらんでください。")),
    "search_shared": ("success", N_("同じ団体の人にも見えるようにしました。")),
    "search_unshared": ("success", N_("自分だけに見えるようにしました。")),
    "feed_renewed": ("success", N_("フィードのアドレスを新しくしました。")),
    "asked": ("success", N_("質問を送りました。回答は、だれでも読めるようになります。")),
    "answered": ("success", N_("回答しました。参加している全員に知らせました。")),
    "question_withdrawn": ("success", N_("質問を取り下げました。")),
    "file_added": ("success", N_("資料を加えました。")),
    "file_removed": ("success", N_("資料を外しました。")),
    "closed": ("success", N_("募集を終えました。")),
    "call_ended": ("success", N_("提案の受付を締め切りました。届いた提案書に返事をしてください。")),
    "offered": ("success", N_("提案を公開しました。候補は数秒でそろいます。")),
    "withdrawn": ("success", N_("提案を取り下げました。")),
    "call_closed": ("error", N_("この課題の募集は終わっています。下書きは残っています。")),
    "owner_inactive": (
        "error",
        N_(
            "課題を出した団体が、いま活動していないので、送れません。書いたものはそのまま残っています。"
        ),
    ),
    "exposure_counted": ("success", N_("数え直しました。")),
    "run_made": ("success", N_("一覧を作りました。")),
    "chosen": ("success", N_("決めました。候補に、すぐに表れます。")),
    "released": ("success", N_("取り消しました。")),
    "strengths_changed": ("success", N_("候補の選び方を変えました。")),
}
