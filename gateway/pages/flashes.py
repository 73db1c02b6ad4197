"""What is said once after something was done: a cookie carries the key, never a text."""

from __future__ import annotations

from typing import Any

from litestar import Request
from litestar.datastructures import Cookie

from gateway.sessions import is_https
from gateway.settings import GatewaySettings
from gateway.words import N_

COOKIE = "flash"
SAID = {
    "came_in_by_passkey": (
        "success",
        N_("ようこそ。参加しました。端末をなくしたときのために、回復コードを作ってください。"),
    ),
    "terms_accepted": ("success", N_("利用のきまりに同意しました。")),
    "event_saved": ("success", N_("イベントを保存しました。")),
    "event_cloned": ("success", N_("イベントを複製しました。内容を確かめてください。")),
    "event_advanced": ("success", N_("次の段階に進みました。")),
    "event_incomplete": (
        "error",
        N_("申し込みの受付には、開催日・コマ・卓・定員・同意の文・個人情報を消す日が要ります。"),
    ),
    "not_a_step": ("error", N_("その段階には進めません。")),
    "show_timetable": ("error", N_("時間割を公開すると、次の段階に進みます。")),
    "registered": ("success", N_("参加を申し込みました。")),
    "registered_waiting": (
        "success",
        N_("キャンセル待ちに入りました。空きが出ると繰り上がります。"),
    ),
    "registration_closed": ("error", N_("申し込みは受け付けていません。")),
    "already_registered": ("error", N_("もう申し込んでいます。")),
    "not_known_yet": ("error", N_("少し待って、もう一度お試しください。")),
    "event_over": ("error", N_("このイベントは終わりました。")),
    "participant_saved": ("success", N_("参加者を保存しました。")),
    "participant_waits": ("success", N_("参加者をキャンセル待ちに加えました。")),
    "participant_cancelled": ("success", N_("参加を取り消しました。")),
    "import_undone": ("success", N_("取り込みを元に戻しました。")),
    "import_changed": ("error", N_("取り込んだあとに変わったものがあるので、元に戻せません。")),
    "wishes_kept": ("success", N_("希望を保存しました。")),
    "preferences_closed": ("error", N_("いまは希望を変えられません。")),
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
    "search_renamed": ("success", N_("検索の名前を変えました。")),
    "search_deleted": ("success", N_("検索をやめました。")),
    "rhythm_chosen": ("success", N_("メールを受け取る回数を変えました。")),
    "letters_stopped": (
        "success",
        N_("このお知らせのメールを止めました。サイトの中では見られます。"),
    ),
    "kept": ("success", N_("「気になる」に入れました。")),
    "dropped": ("success", N_("「気になる」から外しました。")),
    "shortlist_full": ("error", N_("「気になる」に入れられるのは200件までです。")),
    "choose_something": ("error", N_("先に、一覧からえらんでください。")),
    "described": ("success", N_("団体の紹介を変えました。")),
    "search_shared": ("success", N_("同じ団体の人にも見えるようにしました。")),
    "search_unshared": ("success", N_("自分だけに見えるようにしました。")),
    "feed_renewed": ("success", N_("フィードのアドレスを新しくしました。")),
    "asked": ("success", N_("質問を送りました。回答は、だれでも読めるようになります。")),
    "answered": ("success", N_("回答しました。参加している全員に知らせました。")),
    "question_withdrawn": ("success", N_("質問を取り下げました。")),
    "file_added": ("success", N_("資料を加えました。")),
    "file_removed": ("success", N_("資料を外しました。")),
    "timetable_made": ("success", N_("面談表を作りました。")),
    "timetable_shown": ("success", N_("面談表を公開しました。")),
    "timetable_restored": ("success", N_("前の版を、新しい版として戻しました。")),
    "meeting_moved": ("success", N_("面談を動かしました。")),
    "rehearsal_removed": ("success", N_("予行を片づけました。")),
    "meeting_cancelled": ("success", N_("面談を取りやめました。")),
    "meeting_locked": ("success", N_("面談を固定しました。")),
    "meeting_unlocked": ("success", N_("面談の固定を外しました。")),
    "objection_sent": ("success", N_("主催者に知らせました。")),
    "objection_empty": ("error", N_("どうしたのかを書いてください。")),
    "objection_resolved": ("success", N_("異議に答えました。")),
    "objection_answered": ("error", N_("この異議には、すでに答えがあります。")),
    "ratings_closed": ("error", N_("いまは評価を変えられません。")),
    "not_asked_yet": ("error", N_("まだお聞きする時期ではありません。")),
    "rated": ("success", N_("答えを保存しました。")),
    "rated_both": ("success", N_("どちらも続けたいと答えました。連絡先をお渡しします。")),
    "follow_up_answered": ("success", N_("答えを保存しました。ありがとうございます。")),
    "event_called_off": ("success", N_("イベントを中止にしました。参加者にお知らせします。")),
    "objections_over": ("error", N_("異議の受付は終わりました。")),
    "objections_run": ("error", N_("異議の受付が終わるまで、確定版にはできません。")),
    "objections_wait": ("error", N_("答えていない異議があります。")),
    "provisional_first": ("error", N_("まず、仮の版として公開してください。")),
    "not_the_day": ("error", N_("受付ができるのは、確定版の時間割を公開したあとだけです。")),
    "place_not_free": (
        "error",
        N_("この席は空いていません。コマが始まって5分たち、片方だけが来ているときに埋められます。"),
    ),
    "places_refilled": ("success", N_("空いた席を埋めました。おふたりに知らせました。")),
    "places_refilled_some": (
        "warning",
        N_("埋められる席を埋めて、知らせました。相手の見つからない席が残っています。"),
    ),
    "nobody_stands_by": ("error", N_("いま空いていて、会える人がいません。")),
    "not_scheduling": ("error", N_("面談表は、希望を締め切ってから作ります。")),
    "no_timetable": ("error", N_("面談表がまだありません。")),
    "closed": ("success", N_("募集を終えました。")),
    "offered": ("success", N_("提案を公開しました。候補は数秒でそろいます。")),
    "withdrawn": ("success", N_("提案を取り下げました。")),
    "signed_in": ("success", N_("サインインしました。")),
    "signed_out": ("success", N_("サインアウトしました。")),
    "confirmed": ("success", N_("確認できました。つづけてください。")),
    "revoked": ("success", N_("サインインを終わらせました。")),
    "password_changed": (
        "success",
        N_("パスワードを変えました。ほかのサインインは、すべて終わらせました。"),
    ),
    "standing_set": ("success", N_("団体のあつかいを変えました。")),
    "account_suspended": ("success", N_("アカウントを停止しました。")),
    "account_active": ("success", N_("アカウントの停止を解きました。")),
    "no_account": ("error", N_("この人には、まだアカウントがありません。")),
    "standing_so_already": ("error", N_("この団体は、すでにそのあつかいになっています。")),
    "card_saved": ("success", N_("名刺を保存しました。")),
    "erased": ("success", N_("アカウントを消しました。")),
    "password_set": (
        "success",
        N_(
            "新しいパスワードにしました。すべてのサインインを終わらせたので、サインインしてください。"
        ),
    ),
    "signed_out_everywhere": ("success", N_("すべての端末でサインアウトしました。")),
    "email_asked": (
        "success",
        N_("新しいアドレスに手紙を送りました。その中のリンクを開くと、変わります。"),
    ),
    "email_changed": ("success", N_("メールアドレスを変えました。")),
    "email_undone": (
        "success",
        N_("アドレスを元に戻し、すべての端末でサインアウトしました。"),
    ),
    "vouched": ("success", N_("確かめたことを書きとめました。")),
    "recovery_refused": ("success", N_("届け出を却下しました。")),
    "recovery_stopped": (
        "success",
        N_("届け出を止めました。サインインして、パスワードを変えてください。"),
    ),
    "came_in_passkey": (
        "success",
        N_("ようこそ。参加しました。つづけて、この端末のパスキーを登録してください。"),
    ),
    "factor_added": ("success", N_("追加しました。次のサインインから使えます。")),
    "factor_removed": ("success", N_("削除しました。")),
    "handed_in": (
        "success",
        N_("課題を出しました。ほかの人が内容を見て、公開します。"),
    ),
    "given_back": ("success", N_("課題を戻しました。")),
    "member_changed": ("success", N_("変更しました。")),
    "member_ended": ("success", N_("所属を終えました。")),
    "waits_for_second": (
        "info",
        N_("もうひとりの確認を待っています。別の人が確かめると行われます。"),
    ),
    "change_confirmed": ("success", N_("確認して、行いました。")),
    "change_refused": ("success", N_("やめました。")),
    "unit_added": ("success", N_("部署を加えました。")),
    "unit_unnamed": ("error", N_("部署の名前を入力してください。")),
    "invited": ("success", N_("招待の手紙を送りました。")),
    "invitation_revoked": ("success", N_("招待を取り消しました。")),
    "came_in": ("success", N_("ようこそ。参加しました。")),
    "acting_chosen": ("success", N_("働く団体を切り替えました。")),
    "registration_confirmed": ("success", N_("アドレスを確かめました。")),
    "registration_approved": (
        "success",
        N_("認めました。担当者に、アカウントを作るためのリンクを送りました。"),
    ),
    "registration_refused": ("success", N_("理由を伝えました。")),
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
    "thread_blocked": ("success", N_("やりとりを止めました。")),
    "message_reported": ("success", N_("通報しました。モデレーターが確かめます。")),
    "dialogue_noted": ("success", N_("書きとめました。")),
    "letter_kept": ("success", N_("下書きを保存しました。まだ送っていません。")),
    "letter_sent": ("success", N_("手紙を送りました。")),
    "letter_discarded": ("success", N_("捨てました。")),
    "case_decided": ("success", N_("決めました。")),
    # Reasons of faults, in lower case, where there is no field to say them beside.
    "second_factor_demanded": (
        "warning",
        N_(
            "あなたの団体は、もうひとつの確認を求めています。パスキーか認証アプリを登録すると、つづけられます。"
        ),
    ),
    "last_factor": (
        "error",
        N_(
            "あなたの団体が求めているので、最後のひとつは外せません。先に別のものを加えてください。"
        ),
    ),
    "provider_set": ("success", N_("団体のサインインを設定しました。")),
    "provider_removed": ("success", N_("団体のサインインを取り除きました。")),
    "provider_linked": (
        "success",
        N_("団体のアカウントを結びつけました。次から、それでサインインできます。"),
    ),
    "not_linked": (
        "error",
        N_(
            "この団体のアカウントは、まだ結びつけられていません。いつもの方法でサインインしてから"
            "「サインインの安全」で結びつけるか、招待の手紙から参加してください。"
        ),
    ),
    "provider_refused": (
        "error",
        N_("団体のサインインの画面で、サインインが取りやめられました。"),
    ),
    "provider_answer": (
        "error",
        N_(
            "団体のサインインから、正しくない答えが返りました。もう一度お試しください。"
            "続くときは、団体の担当の人に伝えてください。"
        ),
    ),
    "provider_away": (
        "error",
        N_(
            "団体のサインインに、いまつながりません。"
            "少し待ってから試すか、ほかの方法でサインインしてください。"
        ),
    ),
    "provider_address": (
        "error",
        N_("団体のアカウントのメールアドレスが、決められたものではありません。"),
    ),
    "no_member": ("error", N_("あなたは、いまこの団体に所属していません。")),
    "linked_already": ("error", N_("このアカウントは、すでに結びつけられています。")),
    "sign_in_ended": (
        "error",
        N_("サインインの途中で時間が切れました。はじめからやり直してください。"),
    ),
    "policy_set": ("success", N_("サインインの決まりを変えました。")),
    "second_person": (
        "error",
        N_("自分で頼んだことや、自分で書いたものは、自分では確認できません。"),
    ),
    "last_manager": (
        "error",
        N_("団体を管理する人が、ひとりもいなくなります。先に、次の人を決めてください。"),
    ),
    "own_role": ("error", N_("自分の役割は、自分では変えられません。")),
    "above_own": ("error", N_("あなたの役割より上の役割です。")),
    "membership_ended": ("error", N_("この所属は、もう終わっています。")),
    "organization_suspended": (
        "error",
        N_(
            "あなたの団体は、いま運営によって止められています。出していたものは、そのまま残っています。"
        ),
    ),
    "organization_inactive": (
        "warning",
        N_(
            "あなたの団体は、運営によって止められているか、この場での活動を終えています。"
            "そのあいだは、公開されているものを見ることだけができます。わけは、運営に聞いてください。"
        ),
    ),
    "no_organization": (
        "warning",
        N_(
            "あなたは、いまどの団体にも所属していません。公開されているものを見ることだけができます。"
            "所属するには、団体の管理の人に招待を頼んでください。"
        ),
    ),
    "organization_closed": ("error", N_("あなたの団体は、この場での活動を終えています。")),
    "call_closed": ("error", N_("この課題の募集は終わっています。下書きは残っています。")),
    "say_something": (
        "error",
        N_("入力が足りません。すべての項目を入れて、もう一度送ってください。"),
    ),
    "undecided": (
        "error",
        N_("返事を待っている提案書があります。すべてに返事をしてから、募集を終えてください。"),
    ),
    "too_many_here": ("error", N_("ひとつの課題に出せる提案書は、団体ごとに3件までです。")),
    "too_many_today": ("error", N_("1日に出せる提案書は、ひとり10件までです。")),
    "too_many_drafts": ("error", N_("この課題の下書きは、もう5件あります。")),
    "too_many_partners": ("error", N_("招待できる団体は9つまでです。")),
    "own_challenge": ("error", N_("自分の団体の課題には提案できません。")),
    "wrong_side": ("error", N_("この課題は、ほかの種類の団体からの提案を待っています。")),
    "not_yours": ("error", N_("これを行えるのは、ほかの人です。")),
    "moved_on": ("error", N_("提案書の状態が変わっています。確かめてください。")),
    "declare_first": ("info", N_("読む前に、利害関係がないかを申告してください。")),
    "declared_already": ("info", N_("すでに申告しています。")),
    "round_open": ("error", N_("まだ採点が終わっていません。")),
    "scored_already": ("error", N_("採点が始まっているので、審査基準は変えられません。")),
    "seen_already": ("error", N_("名前を見た人がいるかもしれないので、匿名にはできません。")),
    "no_rubric": ("error", N_("先に審査基準を決めてください。")),
    "take_in_first": ("error", N_("先に審査を始めてください。")),
    "too_late": ("error", N_("確認の期限が過ぎています。")),
    "not_blind": ("error", N_("匿名の審査はありません。")),
    "waits_already": ("error", N_("同じ変更が、すでに確認を待っています。")),
    "asker_left": ("error", N_("頼んだ人は、もうこの変更を頼めません。")),
    "decided": ("error", N_("もう決まっています。")),
    "expired": ("error", N_("期限が過ぎています。")),
    "used": ("error", N_("もう使われています。")),
    "already_here": ("error", N_("同じ法人番号の団体が、すでに登録されています。")),
    "has_account": (
        "info",
        N_("このアドレスにはアカウントがあります。サインインすると、参加できます。"),
    ),
    "interest_over": ("error", N_("この関心は、もう終わっています。")),
    "introduction_over": ("error", N_("このやりとりは、もう終わっています。")),
    "talk_over": ("error", N_("この話す日は、もう決まったか、取りやめになっています。")),
    "own_talk": ("error", N_("相手がひとつ選びます。")),
    "letter_over": ("error", N_("この手紙は、もう送られたか、捨てられています。")),
    "forwarded_too_often": ("error", N_("何度も回されています。この課で答えてください。")),
    "minor": ("error", N_("未成年の方だけにならないように、おとなの人もいるときにしてください。")),
    "own_message": ("error", N_("自分の団体のメッセージは通報できません。")),
    "stale": (
        "error",
        N_(
            "この画面を開いたあとに、ほかの人か、別の画面のあなたが変更しました。"
            "新しい内容を確かめてから、もう一度行ってください。"
        ),
    ),
    "exposure_counted": ("success", N_("数え直しました。")),
    "run_made": ("success", N_("一覧を作りました。")),
    "chosen": ("success", N_("決めました。候補に、すぐに表れます。")),
    "released": ("success", N_("取り消しました。")),
    "strengths_changed": ("success", N_("候補の選び方を変えました。")),
    "read": ("success", N_("すべて既読にしました。")),
    "sign_in_first": ("info", N_("このページを見るには、サインインしてください。")),
    "sign_in_to_send": (
        "warning",
        N_(
            "サインインの期限が切れていました。入力した内容は、サインインしたあとの画面に残ります。"
        ),
    ),
    "too_much_to_keep": (
        "warning",
        N_(
            "サインインの期限が切れていました。入力した内容は長すぎて、ここには残せません。"
            "前のページに戻ると、残っていることがあります。"
        ),
    ),
}
"""Key -> (kind of banner, sentence in Japanese)."""


def left(request: Request[Any, Any, Any]) -> str | None:
    """The key that the last page left, if it is one of ours."""
    found = request.cookies.get(COOKIE, "")
    return found if found in SAID else None


def cookie(settings: GatewaySettings, key: str) -> Cookie:
    """Taken back with an empty key."""
    return Cookie(
        key=COOKIE,
        value=key,
        max_age=60 if key else 0,
        path="/",
        httponly=True,
        secure=is_https(settings),
        samesite="lax",
    )
