"""What is said once of interests, introductions, threads and letters."""

from __future__ import annotations

from gateway.words import N_

SAID = {
    "rhythm_chosen": ("success", N_("メールを受け取る回数を変えました。")),
    "letters_stopped": (
        "success",
        N_("このお知らせのメールを止めました。サイトの中では見られます。"),
    ),
    "interest_sent": ("success", N_("関心を送りました。")),
    "introduced": ("success", N_("どちらも話したいと答えました。連絡先を見られます。")),
    "interest_declined": ("success", N_("お返事を送りました。")),
    "interest_forwarded": ("success", N_("ほかの課に回しました。")),
    "interest_cancelled": ("success", N_("取りやめました。もう1件送れます。")),
    "wish_kept": ("success", N_("保存しました。相手には見えません。")),
    "message_sent": ("success", N_("送りました。")),
    "talk_offered": ("success", N_("候補を送りました。")),
    "talk_chosen": ("success", N_("日時が決まりました。")),
    "talk_cancelled": ("success", N_("取りやめました。")),
    "introduction_ended": ("success", N_("紹介を終えました。")),
    "introduction_transferred": ("success", N_("移しました。")),
    "contact_written": ("success", N_("連絡先を保存しました。相手に見えます。")),
    "thread_blocked": ("success", N_("やりとりを止めました。")),
    "message_reported": ("success", N_("通報しました。モデレーターが確かめます。")),
    "dialogue_noted": ("success", N_("書きとめました。")),
    "letter_kept": ("success", N_("下書きを保存しました。まだ送っていません。")),
    "letter_sent": ("success", N_("手紙を送りました。")),
    "letter_discarded": ("success", N_("捨てました。")),
    "case_decided": ("success", N_("決めました。")),
    "message_restored": (
        "success",
        N_("メッセージを元に戻しました。理由は書いた人に伝わります。"),
    ),
    "not_hidden": ("error", N_("このメッセージは、もう非表示ではありません。")),
    "interest_over": ("error", N_("この関心は、もう終わっています。")),
    "introduction_over": ("error", N_("このやりとりは、もう終わっています。")),
    "talk_over": ("error", N_("この話す日は、もう決まったか、取りやめになっています。")),
    "own_talk": ("error", N_("相手がひとつ選びます。")),
    "letter_over": ("error", N_("この手紙は、もう送られたか、捨てられています。")),
    "forwarded_too_often": ("error", N_("何度も回されています。この課で答えてください。")),
    "minor": ("error", N_("未成年の方だけにならないように、おとなの人もいるときにしてください。")),
    "own_message": ("error", N_("自分の団体のメッセージは通報できません。")),
}
