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
    "factor_added": ("success", N_("追加しました。次のサインインから使えます。")),
    "factor_removed": ("success", N_("削除しました。")),
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
