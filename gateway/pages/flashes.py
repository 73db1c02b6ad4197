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
    "asked": ("success", N_("質問を送りました。回答は、だれでも読めるようになります。")),
    "answered": ("success", N_("回答しました。参加している全員に知らせました。")),
    "question_withdrawn": ("success", N_("質問を取り下げました。")),
    "file_added": ("success", N_("資料を加えました。")),
    "file_removed": ("success", N_("資料を外しました。")),
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
    "erased": ("success", N_("アカウントを消しました。")),
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
    # Reasons of faults, in lower case, where there is no field to say them beside.
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
    "stale": (
        "error",
        N_("ほかの人が先に変更しました。新しい内容を確かめてから、もう一度行ってください。"),
    ),
    "read": ("success", N_("すべて既読にしました。")),
    "sign_in_first": ("info", N_("このページを見るには、サインインしてください。")),
    "sign_in_to_send": (
        "warning",
        N_(
            "サインインの期限が切れていました。入力した内容は、サインインしたあとの画面に残ります。"
        ),
    ),
    "send_again": (
        "info",
        N_(
            "サインインしました。入力した内容はまだ送っていません。確かめて、もう一度送ってください。"
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
