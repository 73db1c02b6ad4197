"""What is said once of signing in, organizations and their people."""

from __future__ import annotations

from gateway.words import N_

SAID = {
    "came_in_by_passkey": (
        "success",
        N_("ようこそ。参加しました。端末をなくしたときのために、回復コードを作ってください。"),
    ),
    "terms_accepted": ("success", N_("利用のきまりに同意しました。")),
    "described": ("success", N_("団体の紹介を変えました。")),
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
    "account_so_already": (
        "error",
        N_("この人のアカウントは、すでにそのあつかいになっています。"),
    ),
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
        N_("新しいアドレスにメールを送りました。その中のリンクを開くと、変わります。"),
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
    "member_will_end": ("success", N_("所属の終わる日を決めました。その日の終わりまで働けます。")),
    "member_ended": ("success", N_("所属を終えました。")),
    "waits_for_second": (
        "info",
        N_("もうひとりの確認を待っています。別の人が確かめると行われます。"),
    ),
    "change_confirmed": ("success", N_("確認して、行いました。")),
    "change_refused": ("success", N_("やめました。")),
    "unit_added": ("success", N_("部署を加えました。")),
    "unit_unnamed": ("error", N_("部署の名前を入力してください。")),
    "invited": ("success", N_("招待のメールを送りました。")),
    "invitation_revoked": ("success", N_("招待を取り消しました。")),
    "came_in": ("success", N_("ようこそ。参加しました。")),
    "acting_chosen": ("success", N_("働く団体を切り替えました。")),
    "registration_confirmed": ("success", N_("アドレスを確かめました。")),
    "registration_approved": (
        "success",
        N_("認めました。担当者に、アカウントを作るためのリンクを送りました。"),
    ),
    "registration_refused": ("success", N_("理由を伝えました。")),
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
            "「サインインの安全」で結びつけるか、招待のメールから参加してください。"
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
    "own_platform": ("error", N_("このサイトを運営する団体とその人には、できません。")),
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
            "そのあいだは、公開されているものを見ることだけができます。くわしくは、運営に聞いてください。"
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
    "too_many_here": ("error", N_("ひとつの課題に出せる提案書は、団体ごとに3件までです。")),
    "too_many_today": ("error", N_("1日に出せる提案書は、ひとり10件までです。")),
    "asker_left": ("error", N_("頼んだ人は、もうこの変更を頼めません。")),
    "decided": ("error", N_("もう決まっています。")),
    "expired": ("error", N_("期限が過ぎています。")),
    "used": ("error", N_("もう使われています。")),
    "already_here": ("error", N_("同じ法人番号の団体が、すでに登録されています。")),
    "has_account": (
        "info",
        N_("このアドレスにはアカウントがあります。サインインすると、参加できます。"),
    ),
    "stale": (
        "error",
        N_(
            "この画面を開いたあとに、ほかの人か、別の画面のあなたが変更しました。"
            "新しい内容を確かめてから、もう一度行ってください。"
        ),
    ),
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
