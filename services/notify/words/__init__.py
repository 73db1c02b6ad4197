"""What letters say: a file for each kind and language, and the words that stand in them."""

from __future__ import annotations

from contracts.accounts import Locale

ROLES: dict[Locale, dict[str, str]] = {
    Locale.JA: {
        "staff": "自治体職員",
        "liaison": "公民連携窓口",
        "decision_maker": "決裁者",
        "company_member": "担当者",
        "company_admin": "管理者",
        "organizer": "事務局",
        "coordinator": "コーディネーター",
        "reviewer": "審査員",
        "observer": "オブザーバー",
        "moderator": "モデレーター",
        "platform_admin": "サイトの管理者",
        "auditor": "監査",
    },
    Locale.EN: {
        "staff": "a member of staff",
        "liaison": "a liaison officer",
        "decision_maker": "a decision maker",
        "company_member": "a member",
        "company_admin": "an administrator",
        "organizer": "an organizer",
        "coordinator": "a coordinator",
        "reviewer": "a reviewer",
        "observer": "an observer",
        "moderator": "a moderator",
        "platform_admin": "an administrator of the site",
        "auditor": "an auditor",
    },
}
REASONS: dict[Locale, dict[str, str]] = {
    Locale.JA: {
        "not_proven": "団体の方であることを確かめられませんでした",
        "already_here": "同じ団体がすでに登録されています",
        "out_of_scope": "この場の目的に合いませんでした",
        "incomplete": "内容が足りませんでした",
        "attestation": "表明していただいた内容を確かめられませんでした",
        "other": "そのほか",
    },
    Locale.EN: {
        "not_proven": "we could not make sure that you belong to the organization",
        "already_here": "the organization is registered already",
        "out_of_scope": "it does not fit the purpose of this site",
        "incomplete": "something is missing",
        "attestation": "we could not confirm what you attested",
        "other": "another reason",
    },
}

CHANGES: dict[Locale, dict[str, str]] = {
    Locale.JA: {
        "passkey_added": "パスキーが登録されました",
        "passkey_removed": "パスキーが削除されました",
        "totp_added": "認証アプリが登録されました",
        "totp_removed": "認証アプリが外されました",
        "recovery_codes_renewed": "回復コードが作り直されました",
        "recovery_code_used": "回復コードがひとつ使われました",
        "all_removed": "パスキー・認証アプリ・回復コードが、すべて外されました",
        "new_device": "新しい端末でサインインがありました",
    },
    Locale.EN: {
        "passkey_added": "A passkey was added",
        "passkey_removed": "A passkey was removed",
        "totp_added": "An authenticator app was added",
        "totp_removed": "The authenticator app was removed",
        "recovery_codes_renewed": "New recovery codes were made",
        "recovery_code_used": "A recovery code was used",
        "all_removed": "All passkeys, the authenticator app and the recovery codes were removed",
        "new_device": "Somebody signed in on a new device",
    },
}
OPERATOR: dict[Locale, str] = {Locale.JA: "このサイトの運営者", Locale.EN: "whoever runs the site"}
"""Whom to write to, where no address is set."""
UNKNOWN_DEVICE: dict[Locale, str] = {Locale.JA: "わからない端末", Locale.EN: "an unknown device"}
