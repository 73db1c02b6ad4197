"""What people were told, in a sentence each."""

from __future__ import annotations

from gateway.words.marks import N_

WORDS: dict[str, dict[str, str]] = {
    "notification": {
        "match_found": N_("あなたの提案に合いそうな課題が出ました。"),
        "review_asked": N_("公開の前の確認を待っている課題があります。"),
        "challenge_returned": N_("公開の前の確認で、課題が戻されました。"),
        "challenge_amended": N_("あなたが参加している課題の内容が変わりました。"),
        "question_answered": N_("あなたが参加している課題で、質問に回答がありました。"),
        "challenge_ended": N_("あなたが参加している課題の募集が終わりました。"),
        "question_asked": N_("あなたの団体の課題に、質問が届きました。"),
        "challenge_stale": N_(
            "見直しの日になりました。まだ続けるか、募集を終えるかを決めてください。"
        ),
        "interest_received": N_("話したいという関心が届きました。"),
        "interest_reminded": N_("関心へのお返事を待っています。"),
        "interest_declined": N_("関心を寄せた相手から、お返事がありました。"),
        "interest_expired": N_("関心に、期限までお返事がありませんでした。"),
        "introduction_made": N_("どちらも話したいと答えました。連絡先を見られます。"),
        "partner_left": N_(
            "ご紹介のあった団体が、この場を離れました。これまでのやりとりは読めます。"
        ),
        "message_received": N_("メッセージが届きました。"),
        "message_hidden": N_("あなたのメッセージを、モデレーターが非表示にしました。"),
        "message_restored": N_("非表示だったあなたのメッセージを、モデレーターが元に戻しました。"),
        "mail_refused": N_(
            "あなたのものではないアドレスからメールで返事が届いたので、受け取りませんでした。"
        ),
        "talk_offered": N_("話す日の候補が届きました。"),
        "talk_chosen": N_("話す日が決まりました。"),
        "talk_cancelled": N_("話す日が取りやめになりました。"),
        "coordinator_wrote": N_("コーディネーターからのお知らせです。"),
        "meeting_refilled": N_("空いた時間に、新しい面談が入りました。"),
        "proposal_received": N_("新しい提案書が届きました。"),
        "proposal_revised": N_("提案書が出し直されました。"),
        "proposal_forwarded": N_("提案書が、あなたの部署へ回ってきました。"),
        "proposal_withdrawn": N_("提案書が取り下げられました。"),
        "proposal_answered": N_("提案書についての質問に回答がありました。"),
        "proposal_confirmed": N_("採択した提案書が確認されました。"),
        "proposal_lapsed": N_("採択された提案書は、確認がなく終了しました。"),
        "proposal_decided": N_("提案書への返事が届きました。"),
        "proposal_asked": N_("提案書について質問が届きました。"),
        "partner_invited": N_("共同提案に招待されました。"),
        "proposals_to_review": N_("提案書の審査をお願いされました。"),
        "review_invited": N_(
            "提案書の審査をお願いされました。引き受けるかどうかを答えてください。"
        ),
        "unit_handed_over": N_("相手の担当者が変わりました。次の者が引き継ぎます。"),
        "unit_kept_by_liaison": N_(
            "相手の担当者が変わりました。後任が決まるまで、窓口の者がうかがいます。"
        ),
        "unit_without_owner": N_(
            "部署に引き受ける人がいません。引継ぎ書を見て、だれが引き受けるかを決めてください。"
        ),
        "search_found": N_("保存した検索に合う課題が出ました。"),
        "offer_found": N_("保存した検索に合う提案が出ました。"),
        "event_registered": N_("参加の申し込みを受け付けました。"),
        "event_waiting": N_("満席のため、キャンセル待ちに入りました。"),
        "event_moved_up": N_("席が空き、参加が決まりました。"),
        "event_preferences_open": N_("会いたい相手を選べるようになりました。"),
        "event_preferences_reminded": N_("会いたい相手がまだ選ばれていません。"),
        "event_provisional": N_("仮の時間割ができました。"),
        "event_changed": N_("あなたの面談の予定が変わりました。"),
        "event_final": N_("時間割が決まりました。"),
        "event_called_off": N_("イベントが中止になりました。"),
        "event_rate": N_("面談の相手と話を続けたいか、お聞かせください。"),
        "event_moved": N_("イベントの日時か会場が変わりました。"),
        "event_booked": N_("あなたとの面談が予約されました。"),
        "event_asked": N_("面談を申し込まれました。"),
        "event_accepted": N_("申し込んだ面談が決まりました。"),
        "event_given_back": N_("決まっていた面談が1件、取り消されました。"),
        "follow_up_asked": N_("その後いかがですか。ひと押しで答えられます。"),
    },
}
