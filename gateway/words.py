"""How the values of the schema are said to people: words of enums, problems, days, yen.

Words are kept in Japanese, as the templates write them, and translated when they
are shown: ``_(words.word("state", "open"))``. ``N_`` marks a sentence for extraction.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple

from babel.dates import format_date

from contracts.rights import SERVICES

JAPAN = timezone(timedelta(hours=9))
"""Japan keeps one offset all year, so no time zone database is needed."""
REIWA_BEGAN = date(2019, 5, 1)


def N_(sentence: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    return sentence


WORDS: dict[str, dict[str, str]] = {
    "direction": {
        "public_need": N_("行政からの課題"),
        "private_call": N_("企業からの呼びかけ（逆公募）"),
    },
    "state": {
        "draft": N_("下書き"),
        "in_review": N_("確認待ち"),
        "open": N_("募集中"),
        "stale": N_("見直し待ち"),
        "screening": N_("選考中"),
        "matched": N_("相手が決定"),
        "closed": N_("募集終了"),
    },
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
        "public": N_("提出したらすぐ読める"),
        "interest": N_("審査を始めたら読める"),
        "introduction": N_("成立したら読める"),
        "named": N_("名前を挙げた人だけが読める"),
    },
    "partner_state": {
        "invited": N_("返事を待っています"),
        "confirmed": N_("参加"),
        "declined": N_("不参加"),
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
    "offer_state": {
        "published": N_("公開中"),
        "withdrawn": N_("取り下げ"),
    },
    "budget_stage": {
        "information": N_("情報収集"),
        "before_request": N_("予算要求前"),
        "requested": N_("要求中"),
        "approved": N_("議決後"),
        "tendering": N_("公募中"),
        "not_needed": N_("予算不要"),
    },
    "close_reason": {
        "matched": N_("いっしょに進める相手が決まった"),
        "no_fit": N_("条件の合う提案がなかった"),
        "solved_otherwise": N_("別の方法で解決した"),
        "not_this_fiscal_year": N_("今年度は進められない"),
        "withdrawn": N_("取り下げる"),
    },
    "organization_kind": {
        "municipality": N_("市区町村"),
        "prefecture": N_("都道府県"),
        "national": N_("国の機関"),
        "company": N_("企業"),
        "social_entrepreneur": N_("社会起業家"),
        "npo": N_("NPO"),
        "support_body": N_("支援機関"),
        "school": N_("学校"),
        "organizer": N_("主催者"),
    },
    "municipality_kind": {
        "prefecture": N_("都道府県"),
        "designated_city": N_("政令指定都市"),
        "city": N_("市"),
        "special_ward": N_("特別区"),
        "town": N_("町"),
        "village": N_("村"),
    },
    "role": {
        "staff": N_("自治体職員"),
        "liaison": N_("公民連携窓口"),
        "decision_maker": N_("決裁者"),
        "company_member": N_("団体の担当者"),
        "company_admin": N_("団体の管理者"),
        "organizer": N_("事務局"),
        "coordinator": N_("コーディネーター"),
        "reviewer": N_("審査員"),
        "observer": N_("オブザーバー"),
        "moderator": N_("モデレーター"),
        "platform_admin": N_("管理者"),
        "auditor": N_("監査"),
        "operator": N_("運用者"),
    },
    "operation": {
        "rpc.accounts.v1.session.open": N_("サインイン"),
        "rpc.accounts.v1.session.complete": N_("サインイン（2つ目の確認）"),
        "rpc.accounts.v1.session.open_by_passkey": N_("パスキーでサインイン"),
        "rpc.accounts.v1.session.close": N_("サインアウト"),
        "rpc.accounts.v1.session.confirm": N_("本人の確認"),
        "rpc.accounts.v1.session.revoke": N_("ほかの端末のサインアウト"),
        "rpc.accounts.v1.session.revoke_others": N_("ほかのすべての端末のサインアウト"),
        "rpc.accounts.v1.password.change": N_("パスワードの変更"),
        "rpc.accounts.v1.totp.confirm": N_("認証アプリの登録"),
        "rpc.accounts.v1.totp.remove": N_("認証アプリの取り外し"),
        "rpc.accounts.v1.passkey.add": N_("パスキーの登録"),
        "rpc.accounts.v1.passkey.remove": N_("パスキーの取り外し"),
        "rpc.accounts.v1.recovery_codes.renew": N_("回復コードの作り直し"),
        "rpc.accounts.v1.account.open": N_("アカウントの開設"),
        "rpc.accounts.v1.session.revoke_all": N_("すべての端末でのサインアウト"),
        "rpc.accounts.v1.reset.ask": N_("パスワード再設定の依頼"),
        "rpc.accounts.v1.reset.use": N_("パスワードの再設定"),
        "rpc.accounts.v1.email.change": N_("メールアドレスの変更の依頼"),
        "rpc.accounts.v1.email.confirm": N_("メールアドレスの変更"),
        "rpc.accounts.v1.email.undo": N_("メールアドレスの変更の取り消し"),
        "rpc.accounts.v1.recovery.ask": N_("2つ目の確認をなくした届け出"),
        "rpc.accounts.v1.recovery.vouch": N_("2つ目の確認をなくした人の保証"),
        "rpc.accounts.v1.recovery.refuse": N_("2つ目の確認をなくした届け出の却下"),
        "rpc.accounts.v1.recovery.stop": N_("2つ目の確認をなくした届け出の停止"),
        "rpc.accounts.v1.account.erase": N_("アカウントの消去"),
        "rpc.accounts.v1.erasure.replay": N_("アカウントの消去のやり直し"),
        "rpc.accounts.v1.own_data.get": N_("自分のデータの受け取り"),
        "rpc.challenges.v1.challenge.save_draft": N_("課題の下書きの保存"),
        "rpc.challenges.v1.challenge.publish": N_("課題の公開"),
        "rpc.challenges.v1.challenge.amend": N_("課題の修正"),
        "rpc.challenges.v1.challenge.close": N_("課題の募集の終了"),
        "rpc.challenges.v1.challenge.import": N_("課題の取り込み"),
        "rpc.challenges.v1.challenge.approve": N_("課題の確認と公開"),
        "rpc.challenges.v1.challenge.return": N_("課題の差し戻し"),
        "rpc.challenges.v1.challenge.confirm": N_("課題の継続の確認"),
        "rpc.challenges.v1.challenge.age": N_("課題の期日の到来"),
        "rpc.challenges.v1.challenge.clone": N_("課題の引き写し"),
        "rpc.challenges.v1.challenge.join": N_("同じ課題への参加"),
        "rpc.challenges.v1.amendment.decide": N_("課題の修正の確認"),
        "rpc.challenges.v1.question.ask": N_("質問"),
        "rpc.challenges.v1.question.answer": N_("質問への回答"),
        "rpc.challenges.v1.question.withdraw": N_("質問の取り下げ"),
        "rpc.challenges.v1.attachment.add": N_("資料の追加"),
        "rpc.challenges.v1.attachment.remove": N_("資料の取り外し"),
        "rpc.challenges.v1.attachment.read": N_("資料の閲覧"),
        "rpc.challenges.v1.proposal.save_draft": N_("提案書の下書きの保存"),
        "rpc.challenges.v1.proposal.submit": N_("提案書の提出"),
        "rpc.challenges.v1.proposal.revise": N_("提案書の出し直し"),
        "rpc.challenges.v1.proposal.withdraw": N_("提案書の取り下げ"),
        "rpc.challenges.v1.proposal.confirm": N_("採択の確認"),
        "rpc.challenges.v1.proposal.invite": N_("共同提案への招待"),
        "rpc.challenges.v1.proposal.answer_invitation": N_("共同提案への返事"),
        "rpc.challenges.v1.proposal.answer_clarification": N_("提案への質問の回答"),
        "rpc.challenges.v1.proposal.get": N_("提案書の閲覧"),
        "rpc.challenges.v1.proposal.take_in": N_("提案書の審査の開始"),
        "rpc.challenges.v1.proposal.ask": N_("提案への質問"),
        "rpc.challenges.v1.proposal.forward": N_("提案書の回付"),
        "rpc.challenges.v1.proposal.declare_conflict": N_("利害関係の申告（提案書）"),
        "rpc.challenges.v1.proposal.age": N_("提案書の期限の到来"),
        "rpc.challenges.v1.score.give": N_("提案書の採点"),
        "rpc.challenges.v1.assessment.set_rubric": N_("審査基準の設定"),
        "rpc.challenges.v1.assessment.assign": N_("審査員の指名"),
        "rpc.challenges.v1.assessment.declare": N_("利害関係の申告"),
        "rpc.challenges.v1.assessment.reveal": N_("提案者の名前の公開"),
        "rpc.challenges.v1.assessment.decide": N_("提案への判断"),
        "rpc.challenges.v1.assessment.release": N_("判断の通知"),
        "rpc.profiles.v1.offer.publish": N_("提案の公開"),
        "rpc.profiles.v1.offer.amend": N_("提案の修正"),
        "rpc.profiles.v1.offer.withdraw": N_("提案の取り下げ"),
        "rpc.profiles.v1.offer.import": N_("提案の取り込み"),
        "rpc.profiles.v1.municipality.keep": N_("自治体の一覧の取り込み"),
        "rpc.profiles.v1.organization.keep": N_("団体の取り込み"),
        "rpc.profiles.v1.organization.set_standing": N_("団体の停止・再開・終了"),
        "rpc.accounts.v1.account.suspend": N_("アカウントの停止・再開"),
        "rpc.accounts.v1.provider.set": N_("外部のサインインの設定"),
        "rpc.accounts.v1.provider.remove": N_("外部のサインインの削除"),
        "rpc.accounts.v1.provider.end": N_("外部のサインインでのサインイン"),
        "rpc.accounts.v1.sign_in_policy.set": N_("サインインの決まりの変更"),
        "rpc.profiles.v1.card.set": N_("名刺の保存"),
        "rpc.profiles.v1.card.get": N_("連絡先の閲覧"),
        "rpc.profiles.v1.person.keep": N_("人と所属の登録"),
        "rpc.sessions.v1.event.save": N_("イベントの保存"),
        "rpc.sessions.v1.event.clone": N_("イベントの複製"),
        "rpc.sessions.v1.event.advance": N_("イベントを次の段階へ"),
        "rpc.sessions.v1.participant.save": N_("参加者の保存"),
        "rpc.sessions.v1.participant.import": N_("参加者の取り込み"),
        "rpc.sessions.v1.participant.undo_import": N_("参加者の取り込みの取り消し"),
        "rpc.sessions.v1.participant.register": N_("イベントへの参加登録"),
        "rpc.sessions.v1.participant.cancel": N_("参加の取り消し"),
        "rpc.sessions.v1.preference.set": N_("イベントの希望度"),
        "rpc.sessions.v1.timetable.make": N_("面談表を作る"),
        "rpc.sessions.v1.timetable.move": N_("面談を動かす"),
        "rpc.sessions.v1.timetable.lock": N_("面談を固定する・外す"),
        "rpc.sessions.v1.timetable.restore": N_("面談表を前の版に戻す"),
        "rpc.sessions.v1.timetable.show": N_("面談表を公開する"),
        "rpc.sessions.v1.objection.make": N_("面談表への異議"),
        "rpc.sessions.v1.objection.resolve": N_("異議への回答"),
        "rpc.introductions.v1.preference.set": N_("希望度"),
        "rpc.introductions.v1.interest.send": N_("関心を送る"),
        "rpc.introductions.v1.interest.see": N_("関心を見る"),
        "rpc.introductions.v1.interest.cancel": N_("関心の取りやめ"),
        "rpc.introductions.v1.interest.accept": N_("関心に応じる"),
        "rpc.introductions.v1.interest.decline": N_("関心の見送り"),
        "rpc.introductions.v1.interest.forward": N_("関心をほかの課に回す"),
        "rpc.introductions.v1.introduction.end": N_("紹介の終わり"),
        "rpc.introductions.v1.introduction.transfer": N_("紹介をほかの課に移す"),
        "rpc.introductions.v1.message.send": N_("メッセージ"),
        "rpc.introductions.v1.message.report": N_("メッセージの通報"),
        "rpc.introductions.v1.thread.block": N_("やりとりを止める"),
        "rpc.introductions.v1.case.decide": N_("通報への判断"),
        "rpc.introductions.v1.talk.offer": N_("話す日の候補"),
        "rpc.introductions.v1.talk.choose": N_("話す日の決定や取りやめ"),
        "rpc.introductions.v1.mail.take": N_("メールでの返信"),
        "rpc.introductions.v1.dialogue.note": N_("対話の書きとめ"),
        "rpc.introductions.v1.dialogue.export": N_("対話記録の持ち出し"),
        "rpc.introductions.v1.letter.write": N_("手紙の下書き"),
        "rpc.introductions.v1.letter.send": N_("手紙の送付"),
        "rpc.introductions.v1.letter.discard": N_("手紙を捨てる"),
        "rpc.ledger.v1.entry.list": N_("記録の閲覧"),
        "rpc.ledger.v1.entry.export": N_("記録の持ち出し"),
        "rpc.accounts.v1.invitation.accept": N_("招待を受けて参加"),
        "rpc.profiles.v1.membership.change": N_("所属の変更"),
        "rpc.profiles.v1.membership.end": N_("所属の終了"),
        "rpc.profiles.v1.change.confirm": N_("ふたり目の確認"),
        "rpc.profiles.v1.change.refuse": N_("頼まれた変更の取りやめ"),
        "rpc.profiles.v1.policy.set": N_("公開の決まりの変更"),
        "rpc.profiles.v1.unit.add": N_("部署の追加"),
        "rpc.profiles.v1.invitation.make": N_("招待"),
        "rpc.profiles.v1.invitation.revoke": N_("招待の取り消し"),
        "rpc.profiles.v1.registration.make": N_("団体の登録の申請"),
        "rpc.profiles.v1.registration.confirm": N_("登録の申請のアドレスの確認"),
        "rpc.profiles.v1.registration.approve": N_("団体の登録の承認"),
        "rpc.profiles.v1.registration.refuse": N_("団体の登録の却下"),
        "rpc.matching.v1.run.make": N_("候補の作り直し"),
        "rpc.matching.v1.strengths.fit": N_("結果から学んだ選び方の採用"),
        "rpc.matching.v1.strengths.change": N_("候補の重みの変更"),
        "rpc.matching.v1.pair.choose": N_("組み合わせの指定"),
        "rpc.matching.v1.pair.release": N_("組み合わせの指定の取り消し"),
        "rpc.ledger.v1.refusal.note": N_("役割による拒否"),
    },
    "standing": {
        "active": N_("活動中"),
        "suspended": N_("停止"),
        "closed": N_("終了"),
    },
    "visibility": {
        "hidden": N_("自分の団体の人だけ"),
        "after_consent": N_("おたがいに会うと決めた団体まで"),
        "everybody": N_("だれにでも"),
    },
    "own_part": {
        "account": N_("アカウント"),
        "sessions": N_("サインインしている場所"),
        "passkeys": N_("パスキー"),
        "authenticator": N_("認証アプリ"),
        "recovery_codes": N_("回復コード"),
        "person": N_("名前"),
        "memberships": N_("所属"),
        "invitations": N_("招待"),
        "registrations": N_("団体の登録の申し込み"),
        "changes": N_("ふたりで決めた変更"),
        "challenges_written": N_("書いた課題"),
        "challenges_handed_in": N_("確認に出した課題、公開した課題"),
        "questions_asked": N_("送った質問"),
        "amendments_written": N_("書いた変更"),
        "needs_joined": N_("「うちのまちでも同じ」と知らせた課題"),
        "searches_saved": N_("保存した検索"),
        "files_added": N_("加えた資料"),
        "proposals_written": N_("書いた提案書、提出した提案書"),
        "proposals_scored": N_("提案書の採点"),
        "conflicts_declared": N_("利害関係の申告"),
        "proposals_read": N_("読んだ提案書"),
        "runs": N_("作り直した候補"),
        "address": N_("手紙の届く先"),
        "notifications": N_("お知らせ"),
        "letters": N_("手紙"),
        "entries": N_("したことの記録"),
        "card": N_("名刺"),
        "known_browsers": N_("サインインしたことのあるブラウザ"),
        "introductions_messages": N_("書いたメッセージ"),
        "introductions_interests": N_("送った関心"),
        "introductions_contacts": N_("引き合わせで渡した連絡先"),
        "introductions_preferences": N_("つけた希望度"),
        "introductions_memberships": N_("引き合わせの所属"),
        "introductions_reports": N_("メッセージの通報"),
        "introductions_dialogues": N_("書いた対話記録"),
        "introductions_letters": N_("コーディネーターとして書いた手紙"),
        "sessions_participations": N_("マッチングイベントへの参加"),
        "sessions_preferences": N_("マッチングイベントでつけた希望度"),
        "sessions_memberships": N_("マッチングイベントの所属"),
        "sessions_objections": N_("時間割への異議"),
    },
    "question_state": {
        "asked": N_("回答待ち"),
        "answered": N_("回答済み"),
        "withdrawn": N_("取り下げ"),
    },
    "missing_part": {
        "evidence": N_("根拠になる数字や声があると、提案する人が効果と費用を見積もれます。"),
        "affected": N_("だれが困っているかがわかると、合わない提案が減ります。"),
        "tried_before": N_("試したことを書くと、同じ提案がくり返されません。"),
        "constraints": N_("守る条件を先に書くと、実現できない提案を減らせます。"),
        "data_at_hand": N_("使えるデータを書くと、具体的な提案が届きやすくなります。"),
        "test_field": N_("試せる場所を書くと、実証の提案が届きやすくなります。"),
    },
    "window": {
        "information": N_("情報収集の段階です。8月から12月に担当課が来年度の要求を決めます。"),
        "before_request": N_(
            "予算要求の前です。12月までの話し合いが、来年度の予算に間に合います。"
        ),
        "requested": N_("予算を要求しています。1月までに財政の査定、2月から3月に議会があります。"),
        "approved": N_("予算は認められています。相手を選ぶ手続きに入ります。"),
        "tendering": N_("公募しています。期限までに応募してください。"),
        "not_needed": N_("予算がなくても始められます。"),
    },
    "object_kind": {
        "challenge": N_("課題"),
        "question": N_("質問"),
        "attachment": N_("資料"),
        "offer": N_("提案"),
        "proposal": N_("提案書"),
        "assessment": N_("審査"),
        "organization": N_("団体"),
        "municipality": N_("自治体"),
        "person": N_("人"),
        "account": N_("アカウント"),
        "session": N_("サインイン中の端末"),
        "address": N_("メールアドレス"),
        "preference": N_("希望度"),
        "interest": N_("関心"),
        "introduction": N_("引き合わせ"),
        "event": N_("マッチングイベント"),
        "participant": N_("参加者"),
        "message": N_("メッセージ"),
        "case": N_("通報"),
        "talk": N_("話す日"),
        "dialogue": N_("対話記録"),
        "letter": N_("手紙"),
        "entry": N_("記録"),
        "strengths": N_("候補の選び方"),
        "pair": N_("課題と提案の組"),
        "dead_letter": N_("取り置かれた知らせ"),
        "membership": N_("所属"),
        "change": N_("ふたりで決めた変更"),
        "unit": N_("部署"),
        "invitation": N_("招待"),
        "registration": N_("団体の登録の申し込み"),
        "place": N_("画面"),
        "card": N_("名刺"),
        "retention": N_("保存の期限"),
        "match_run": N_("作り直した候補"),
    },
    "ledger_result": {
        "done": N_("実行"),
        "denied": N_("権限がなく拒否"),
        "refused": N_("回数の上限で拒否"),
    },
    "grade": {
        "must": N_("ぜひ会いたい"),
        "meet": N_("会いたい"),
        "no": N_("会わない"),
    },
    "event_state": {
        "planning": N_("準備中"),
        "registration": N_("申し込み受付中"),
        "preferences": N_("希望を受付中"),
        "scheduling": N_("時間割を作成中"),
        "provisional": N_("仮の時間割を公開中"),
        "live": N_("時間割が決まりました"),
        "reporting": N_("ふり返り中"),
        "archived": N_("終わりました"),
    },
    "event_side": {"public": N_("自治体"), "private": N_("企業など")},
    "participant_state": {
        "registered": N_("参加"),
        "waiting": N_("キャンセル待ち"),
        "cancelled": N_("取り消し"),
    },
    "attendance": {
        "on_site": N_("会場で"),
        "online": N_("オンラインで"),
        "either": N_("どちらでも"),
    },
    "places_limit": {
        "slots_and_tables": N_("コマか卓を増やすと、もっと会えます。"),
        "public": N_("自治体の参加が増えると、もっと会えます。"),
        "private": N_("企業などの参加が増えると、もっと会えます。"),
        "pairs": N_("全員が全員と会えます。"),
    },
    "interest_state": {
        "sent": N_("返事を待っています"),
        "seen": N_("見ました"),
        "mutual": N_("どちらも応じました"),
        "declined": N_("見送り"),
        "expired": N_("期限切れ"),
        "cancelled": N_("取りやめ"),
    },
    "interest_cause": {
        "challenge": N_("課題"),
        "offer": N_("提案"),
        "proposal": N_("応募"),
        "free": N_("そのほか"),
        "preference": N_("希望度"),
    },
    "interest_step": {
        "sent": N_("送りました"),
        "seen": N_("見ました"),
        "reminded": N_("お返事のお願いを送りました"),
        "forwarded": N_("ほかの課に回しました"),
        "accepted": N_("応じました"),
        "declined": N_("見送りました"),
        "cancelled": N_("取りやめました"),
        "expired": N_("期限が過ぎました"),
    },
    "decline_reason": {
        "not_this_fiscal_year": N_("今年度は難しい"),
        "already_solved": N_("すでに解決した"),
        "not_our_section": N_("うちの課ではない"),
        "no_capacity": N_("手がまわらない"),
        "no_fit": N_("条件が合わない"),
        "other": N_("そのほか"),
    },
    "introduction_state": {
        "live": N_("つづいています"),
        "ended": N_("終わりました"),
    },
    "end_reason": {
        "done": N_("目的を果たした"),
        "no_fit": N_("条件が合わなかった"),
        "no_budget": N_("予算がつかなかった"),
        "staff_moved": N_("担当が異動した"),
        "no_answer": N_("返事がなかった"),
        "other": N_("そのほか"),
    },
    "talk_state": {
        "offered": N_("候補"),
        "chosen": N_("決まりました"),
        "cancelled": N_("取りやめ"),
    },
    "report_reason": {
        "spam": N_("宣伝や迷惑"),
        "insult": N_("ひどいことば"),
        "fraud": N_("詐欺のおそれ"),
        "private_data": N_("個人の情報"),
        "other": N_("そのほか"),
    },
    "contact_kind": {
        "interest": N_("関心"),
        "introduction": N_("引き合わせ"),
        "message": N_("メッセージ"),
        "call": N_("電話"),
        "meeting": N_("面談"),
    },
    "timetable_state": {
        "draft": N_("下書き"),
        "provisional": N_("仮の版"),
        "final": N_("確定版"),
    },
    "timetable_change": {
        "added": N_("ふえました"),
        "moved": N_("動きました"),
        "cancelled": N_("なくなりました"),
    },
    "meeting_limit": {
        "never": N_("この組はできません"),
        "own_organization": N_("同じ団体です"),
        "no_common_slot": N_("同じ時間に会場にいません"),
        "no_common_place": N_("片方はオンラインだけ、もう片方は会場だけです"),
        "public_most": N_("自治体などの側が、望む件数に達しています"),
        "private_most": N_("企業などの側が、望む件数に達しています"),
        "public_slots": N_("自治体などの側に、空いたコマがありません"),
        "private_slots": N_("企業などの側に、空いたコマがありません"),
        "tables": N_("両方が空いているコマの卓が、すべて使われています"),
        "crossed": N_("両方に空きはありますが、同じコマではありません"),
        "walking": N_("両方が空いているコマでは、移動が間に合いません"),
    },
    "meeting_reason": {
        "person_twice": N_("同じ時間に別の面談があります"),
        "not_there": N_("その時間は会場にいません"),
        "table_twice": N_("この卓は使われています"),
        "table_not_there": N_("この卓は、その時間は使えません"),
        "too_many_online": N_("オンラインの部屋が足りません"),
        "without_table": N_("会場の面談には卓がいります"),
        "no_common_place": N_("片方はオンラインだけ、もう片方は会場だけです"),
        "pair_twice": N_("この組の面談は、もうあります"),
        "own_organization": N_("同じ団体です"),
        "more_than_most": N_("望む件数をこえます"),
        "lock_moved": N_("固定した面談が動いてしまいます"),
        "locked": N_("固定した面談です"),
        "locked_twice": N_("同じ時間に固定した面談が重なっています"),
        "too_far": N_("移動が間に合いません"),
        "not_possible": N_("この組はできなくなりました"),
        "unknown_participant": N_("参加を取りやめた人がいます"),
        "unknown_slot": N_("なくなったコマです"),
        "unknown_table": N_("なくなった卓です"),
        "named_twice": N_("同じ名前が2つあります"),
        "overlaps": N_("コマの時間が重なっています"),
        "ends_before_it_starts": N_("終わりが始まりより前です"),
        "without_time_zone": N_("時刻に地域がありません"),
        "unknown_zone": N_("なくなった会場です"),
        "on_the_other_side": N_("反対の側の参加者です"),
    },
    "stuck_kind": {
        "no_reply": N_("10日返事がない"),
        "silent_thread": N_("やりとりが10日止まっている"),
        "unit_without_owner": N_("課に人がいない"),
        "budget_deadline": N_("予算の期限が30日のうち"),
        "stale_challenge": N_("見直し待ちの課題"),
    },
    "desk_action": {
        "remind_receiver": N_("返事をお願いする"),
        "ask_both": N_("両方に様子をたずねる"),
        "ask_for_owner": N_("引き受ける人をたずねる"),
        "bring_together": N_("合いそうな相手を紹介する"),
        "ask_to_confirm": N_("続けるかをたずねる"),
    },
    "letter_state": {
        "draft": N_("下書き"),
        "waiting": N_("もうひとりの確認待ち"),
        "sent": N_("送りました"),
        "discarded": N_("捨てました"),
    },
    "refusal_reason": {
        "not_proven": N_("団体の方であることを確かめられませんでした"),
        "already_here": N_("同じ団体がすでに登録されています"),
        "out_of_scope": N_("この場の目的に合いませんでした"),
        "incomplete": N_("内容が足りませんでした"),
        "attestation": N_("表明していただいた内容を確かめられませんでした"),
        "other": N_("そのほか"),
    },
    "mail_proof": {
        "own_domain": N_("その自治体のアドレスです"),
        "lg_jp": N_("lg.jpのアドレスです（その自治体のものとは限りません）"),
        "none": N_("自治体のアドレスではありません"),
    },
    "town_size": {
        "under_10k": N_("人口1万人未満のまち"),
        "under_50k": N_("人口1万〜5万人のまち"),
        "under_200k": N_("人口5万〜20万人のまち"),
        "under_500k": N_("人口20万〜50万人のまち"),
        "from_500k": N_("人口50万人以上のまち"),
        "prefecture": N_("都道府県・国の機関"),
    },
    "exposure_by": {
        "town_size": N_("課題：まちの規模ごと"),
        "company_age": N_("提案：団体ができてからの年数ごと"),
        "organization_kind": N_("提案：団体の種類ごと"),
        "profile_length": N_("提案：文章の長さごと（4つに分けたもの）"),
    },
    "company_age": {
        "under_5": N_("5年未満"),
        "under_10": N_("5年以上10年未満"),
        "from_10": N_("10年以上"),
        "unknown": N_("わからない"),
    },
    "profile_length": {
        "1": N_("いちばん短い"),
        "2": N_("やや短い"),
        "3": N_("やや長い"),
        "4": N_("いちばん長い"),
    },
    "choice": {
        "pin": N_("順位の先頭に置く"),
        "exclusion": N_("候補から外す"),
    },
    "strength": {
        "area": N_("地域"),
        "tags": N_("分野"),
        "goals": N_("SDGsの目標"),
        "budget": N_("予算の段階と費用"),
        "track_record": N_("同じくらいの規模のまちでの実績"),
        "small_towns": N_("人口5万人未満のまちへの配慮"),
        "new_companies": N_("できて5年未満の団体への配慮"),
    },
    "part": {
        "other_words": N_("そのほかの共通することば"),
        "area": N_("地域"),
        "tags": N_("分野"),
        "goals": N_("SDGsの目標"),
        "budget": N_("予算"),
        "track_record": N_("同じくらいの規模のまちでの実績"),
        "kind": N_("団体の種類（主催者や自治体が選んだもの）"),
        "small_town": N_("小さなまちへの配慮"),
        "new_company": N_("新しい団体への配慮"),
        "often_shown": N_("ほかの多くの相手にも合うので、順位を控えめにしています"),
    },
    "note": {
        "deadline_past": N_("募集の期限が過ぎています"),
        "outside_area": N_("課題のある地域は、提供できる地域に入っていません"),
        "budget_not_ready": N_("予算がまだ決まっていないのに、費用が大きい提案です"),
        "costs_without_budget": N_("予算不要の課題なのに、費用のかかる提案です"),
        "not_done_in_under_10k": N_("人口1万人未満のまちでの実績が書かれていません"),
        "not_done_in_under_50k": N_("人口1万〜5万人のまちでの実績が書かれていません"),
        "not_done_in_under_200k": N_("人口5万〜20万人のまちでの実績が書かれていません"),
        "not_done_in_under_500k": N_("人口20万〜50万人のまちでの実績が書かれていません"),
        "not_done_in_from_500k": N_("人口50万人以上のまちでの実績が書かれていません"),
        "not_done_in_prefecture": N_("都道府県や国の機関での実績が書かれていません"),
        "track_record_missing": N_("提案に、実績のあるまちの規模が書かれていません"),
        "cost_missing": N_("提案に費用の目安が書かれていません"),
        "tags_missing": N_("分野が書かれていないので、分野は比べていません"),
        "budget_stage_missing": N_("課題に予算の段階が書かれていません"),
    },
}
"""Kind of word -> value as in ``contracts`` -> the word, in Japanese."""
for _service in SERVICES:
    WORDS["operation"] |= {
        f"rpc.{_service}.v1.dead.list": N_("取り置かれた知らせの閲覧"),
        f"rpc.{_service}.v1.dead.replay": N_("取り置かれた知らせのやり直し"),
        f"rpc.{_service}.v1.retention.purge": N_("期限の過ぎたものの消去"),
    }

PROBLEMS: dict[str, str] = {
    "not_a_slot": N_("%(label)sは、S1 13:00-13:20 のように書き、開催日も入れてください。"),
    "overlapping": N_("%(label)sの時間が重なっています。"),
    "ends_before_it_starts": N_("%(label)sの終わりは、始まりより後にしてください。"),
    "before_the_day": N_("%(label)sは、開催日より後にしてください。"),
    "in_use": N_("%(label)sに、面談の入っているものがあります。消せません。"),
    "same_as_line": N_("%(limit)s行目と同じ人です。"),
    "already_there": N_("もう参加者にいます。"),
    "not_a_table": N_("%(label)sを表として読めません。CSVで保存し直してください。"),
    "headings_missing": N_("%(label)sの1行目に、区分・団体名・氏名の見出しを入れてください。"),
    "too_many_rows": N_("%(label)sは%(limit)s行までです。分けてください。"),
    "within_a_year": N_("%(label)sは、1年以内の日にしてください。"),
    "already_public": N_(
        "この回答はすでに公開されています。あとから非公開にすることはできません。"
    ),
    "too_many_waiting": N_("回答を待っている質問が多すぎます。回答を待ってから質問してください。"),
    "questions_closed": N_("この課題への質問は、もう受け付けていません。"),
    "file_too_large": N_("%(label)sは、ひとつ%(limit)sMB以内にしてください。"),
    "too_many_files": N_("資料は%(limit)s個までです。使わないものを外してください。"),
    "too_large_together": N_("資料は、ぜんぶで%(limit)sMBまでです。使わないものを外してください。"),
    "empty_file": N_("%(label)sの中身が空です。別のファイルを選んでください。"),
    "broken_file": N_("%(label)sが壊れているか、途中で切れています。保存し直してください。"),
    "unknown_type": N_(
        "この種類のファイルは受け付けていません。PDF、PNG、JPEG、Word、Excel、PowerPoint、"
        "テキスト、CSVにしてください。"
    ),
    "not_what_it_says": N_(
        "ファイルの名前と中身の種類が合いません。正しい種類で保存し直してください。"
    ),
    "macros": N_("マクロの入ったファイルは受け付けていません。マクロなしで保存してください。"),
    "encrypted": N_("パスワードのかかったファイルは受け付けていません。外して保存してください。"),
    "files_inside": N_("ほかのファイルを埋め込んだ資料は受け付けていません。"),
    "external_parts": N_("開くと外部に接続する資料は受け付けていません。リンクを外してください。"),
    "too_much_inside": N_("%(label)sの中身が大きすぎます。分けて保存してください。"),
    "picture_too_large": N_("画像が大きすぎます。縦横の大きさを小さくしてください。"),
    "harmful": N_("このファイルは、安全のため受け付けられません。保存もしていません。"),
    "required": N_("%(label)sを入力してください。"),
    "not_chosen": N_("%(label)sを選んでください。"),
    "too_short": N_("%(label)sは%(limit)s文字以上で入力してください。"),
    "too_long": N_("%(label)sは%(limit)s文字以内にしてください。"),
    "too_long_each": N_("%(label)sは、ひとつを%(limit)s文字以内にしてください。"),
    "not_typed": N_(
        "この画面の情報が正しくありません。画面を読み込み直してから、もう一度送ってください。"
    ),
    "too_small": N_("%(label)sは%(limit)s以上の数で入力してください。"),
    "too_large": N_("%(label)sは%(limit)s以下の数で入力してください。"),
    "same": N_("%(label)sは、いまと同じです。"),
    "too_common": N_("%(label)sは推測されやすいものです。別のものにしてください。"),
    "too_many": N_("%(label)sの数が多すぎます。減らしてください。"),
    "too_soon": N_("%(label)sは、あした以後の日にしてください。"),
    "too_late": N_("%(label)sは、もっと早い日にしてください。"),
    "wrong_form": N_("%(label)sの書き方が正しくありません。例のとおりに入力してください。"),
    "wrong_type": N_("%(label)sの書き方が正しくありません。例のとおりに入力してください。"),
    "not_a_number": N_("%(label)sは数字だけで入力してください。"),
    "not_a_date": N_(
        "%(label)sは、暦にある日付を入力してください。年は「2027」か「令和9」のように書きます。"
    ),
    "control_characters": N_(
        "%(label)sに使えない文字が入っています。入力し直すか、文字だけを貼り付けてください。"
    ),
    "stacked_marks": N_("%(label)sに、重ねられた記号が多すぎます。普通の文字で入力してください。"),
    "unknown": N_("%(label)sは、選択肢の中から選んでください。"),
    "unknown_value": N_("%(label)sは、選択肢の中から選んでください。"),
    "unknown_prefecture": N_("%(label)sは、都道府県の名前で選んでください。"),
    "wrong_check_digit": N_("%(label)sの数字を確かめてください。番号のどこかが違っています。"),
    "wrong_side": N_("あなたの団体の種類では、この向きの課題は出せません。"),
    "used_otherwise": N_(
        "この画面からは、すでに別の内容が送られています。画面を開き直してください。"
    ),
    "unknown_field": N_("%(label)sは受け付けていない項目です。画面を読み込み直してください。"),
    "number_or_none": N_("%(label)sを入力するか、「ありません」に印をつけてください。"),
    "not_for_everybody": N_("%(label)sは、だれにでもは選べません。"),
    "terms_changed": N_("利用のきまりが新しくなりました。もう一度読んで、印をつけてください。"),
    "not_attested": N_("「%(label)s」に印をつけてください。"),
    "nobody_named": N_("%(label)sを読む人を選んでください。"),
    "unanswered": N_("招待した団体の返事を待ってから提出してください。"),
    "unknown_organization": N_("%(label)sは、登録されている団体の名前で入力してください。"),
    "past": N_("%(label)sは、きょう以後の日にしてください。"),
    "other_address": N_(
        "この招待は、別のメールアドレスに届いたものです。届いたアドレスを入力してください。"
    ),
    "stale": N_("ほかの人が先に変更しました。新しい内容を確かめてから、もう一度変更してください。"),
    "taken": N_("%(label)sはすでに使われています。別のものを入力してください。"),
    "wrong_credentials": N_("メールアドレスかパスワードが違います。もう一度入力してください。"),
    "wrong_password": N_("%(label)sが違います。もう一度入力してください。"),
    "not_public": N_("「%(label)s」には、外から届く https:// のアドレスを入力してください。"),
    "provider_unreachable": N_(
        "「%(label)s」は、つながりませんでした。アドレスを確かめてください。"
    ),
    "not_a_domain": N_("「%(label)s」に、ドメインでないものがあります。"),
    "not_a_network": N_("「%(label)s」に、アドレスでもネットワークでもないものがあります。"),
    "everybody": N_("「%(label)s」は、すべての場所を許すものにはできません。空にしてください。"),
    "locks_out": N_(
        "「%(label)s」に、いまのあなたの場所が入っていません。入れないと、あなたも使えなくなります。"
    ),
    "own_first": N_("先に、あなた自身のパスキーか認証アプリを登録してください。"),
    "wrong_code": N_(
        "%(label)sが違います。アプリにいま表示されている6桁の数字を入力してください。"
    ),
    "wrong_proof": N_("確認できませんでした。もう一度お試しください。"),
    "sign_in_ended": N_("サインインの途中で時間が切れました。はじめからやり直してください。"),
    "twice": N_("%(label)sに、同じものが2度あります。"),
    "still_to_come": N_("%(label)sの年は、%(limit)s年までにしてください。"),
    "other_session": N_(
        "この画面を開いたあとに、サインインし直しています。まだ送っていません。"
        "内容を確かめて、もう一度送ってください。"
    ),
    "one_line": N_("%(label)sは、一行で書いてください。"),
    "too_many_open": N_(
        "返事を待っている関心が%(limit)s件あります。取りやめるか、返事を待ってください。"
    ),
    "already_introduced": N_("すでに引き合わされています。「紹介」のページを見てください。"),
    "round_blind": N_("匿名の審査のあいだは、この提案の相手に関心を送れません。"),
    "cause_closed": N_("募集や公開が、すでに終わっています。"),
    "introduction_over": N_("このやりとりは終わっています。"),
    "minor": N_("未成年の方だけにならないように、おとなの人もいるときに書いてください。"),
    "not_a_time": N_("%(label)sの日と時刻を確かめてください。例：14:00"),
    "signed_out": N_("サインインの期限が切れました。もう一度サインインしてください。"),
}
"""Key of a problem -> a sentence that says what to do, with its field's label and its limit."""
CHANGES: dict[str, str] = {
    "track_record": N_("「%(value)s」での実績があれば"),
    "reach": N_("提供できる地域に%(value)sが入れば"),
    "cost_below": N_("費用が%(value)s未満なら"),
    "cost_free": N_("費用がかからなければ"),
    "budget": N_("課題の予算の段階が「%(value)s」になれば"),
}
"""Key of what could be otherwise -> the sentence, with its value."""
DRAFTS: dict[str, str] = {
    "no_reply": N_(
        "%(other)sからの関心に、まだお返事がないようです。「今年度は難しい」「うちの課ではない」も、ひと押しで返せます。ご事情があれば、お聞かせください。"
    ),
    "silent_thread": N_(
        "%(other)sとのやりとりが、しばらく止まっているようです。お困りのことがあれば、お手伝いします。"
    ),
    "unit_without_owner": N_(
        "引き受ける人のいない課に、つづいている紹介があります。後任の方を決めてください。"
    ),
    "budget_deadline": N_(
        "課題「%(title)s」の期限が近づいています。合いそうな相手を、いっしょに探しませんか。"
    ),
    "stale_challenge": N_(
        "課題「%(title)s」が見直しの日を過ぎています。続けるか、募集を終えるかを決めてください。"
    ),
}
"""Kind of what is stuck -> words that a coordinator's letter may begin from."""
TO_EVERYBODY = N_("だれでも（公開の課題）")
"""To whom what is published was offered as well."""
RARELY_SHOWN = N_("ほかの相手にはあまり合わないので、順位を上げています")
"""What ``often_shown`` says when it adds to a score."""
FROM_A_TOWN = N_("自治体からの課題")
"""Where it is known that the public body is a town or a city."""
ANOTHER_PROBLEM = N_("%(label)sを確かめて、入力し直してください。")
LABEL_OF_SOURCES = "出典："
NO_WORD = N_("不明")


class Language(NamedTuple):
    """A language of the pages, in its own words: its name, and the word for language."""

    name: str
    word: str


LANGUAGES = {"ja": Language("日本語", "言語"), "en": Language("English", "Language")}
"""Tag -> the language. Each is shown in itself, whatever the page's language."""


class Prefecture(NamedTuple):
    """One of the 47, and where its tile lies on the map (column, row from 1)."""

    name: str
    english: str
    column: int
    row: int

    @property
    def short(self) -> str:
        return self.name if self.name == "北海道" else self.name[:-1]


P = Prefecture
REGIONS: tuple[tuple[str, tuple[Prefecture, ...]], ...] = (
    (
        N_("北海道・東北"),
        (
            P("北海道", "Hokkaido", 13, 1),
            P("青森県", "Aomori", 13, 2),
            P("岩手県", "Iwate", 13, 3),
            P("宮城県", "Miyagi", 13, 4),
            P("秋田県", "Akita", 12, 3),
            P("山形県", "Yamagata", 12, 4),
            P("福島県", "Fukushima", 13, 5),
        ),
    ),
    (
        N_("関東"),
        (
            P("茨城県", "Ibaraki", 13, 6),
            P("栃木県", "Tochigi", 12, 6),
            P("群馬県", "Gunma", 11, 6),
            P("埼玉県", "Saitama", 12, 7),
            P("千葉県", "Chiba", 13, 8),
            P("東京都", "Tokyo", 12, 8),
            P("神奈川県", "Kanagawa", 11, 8),
        ),
    ),
    (
        N_("中部"),
        (
            P("新潟県", "Niigata", 11, 5),
            P("富山県", "Toyama", 9, 5),
            P("石川県", "Ishikawa", 8, 5),
            P("福井県", "Fukui", 8, 6),
            P("山梨県", "Yamanashi", 11, 7),
            P("長野県", "Nagano", 10, 6),
            P("岐阜県", "Gifu", 9, 6),
            P("静岡県", "Shizuoka", 10, 8),
            P("愛知県", "Aichi", 9, 8),
        ),
    ),
    (
        N_("近畿"),
        (
            P("三重県", "Mie", 8, 8),
            P("滋賀県", "Shiga", 8, 7),
            P("京都府", "Kyoto", 7, 6),
            P("大阪府", "Osaka", 7, 7),
            P("兵庫県", "Hyogo", 6, 6),
            P("奈良県", "Nara", 7, 8),
            P("和歌山県", "Wakayama", 7, 9),
        ),
    ),
    (
        N_("中国"),
        (
            P("鳥取県", "Tottori", 5, 6),
            P("島根県", "Shimane", 4, 6),
            P("岡山県", "Okayama", 5, 7),
            P("広島県", "Hiroshima", 4, 7),
            P("山口県", "Yamaguchi", 3, 6),
        ),
    ),
    (
        N_("四国"),
        (
            P("徳島県", "Tokushima", 5, 10),
            P("香川県", "Kagawa", 5, 9),
            P("愛媛県", "Ehime", 4, 9),
            P("高知県", "Kochi", 4, 10),
        ),
    ),
    (
        N_("九州・沖縄"),
        (
            P("福岡県", "Fukuoka", 2, 7),
            P("佐賀県", "Saga", 1, 7),
            P("長崎県", "Nagasaki", 1, 8),
            P("熊本県", "Kumamoto", 1, 9),
            P("大分県", "Oita", 2, 8),
            P("宮崎県", "Miyazaki", 2, 9),
            P("鹿児島県", "Kagoshima", 2, 10),
            P("沖縄県", "Okinawa", 1, 11),
        ),
    ),
)
"""Regions from north to south with their prefectures, in the order of their codes."""
PREFECTURES = tuple(prefecture for _, region in REGIONS for prefecture in region)
ENGLISH = {prefecture.name: prefecture.english for prefecture in PREFECTURES}


def word(kind: str, value: object) -> str:
    """The Japanese word for a value, to be translated; enum names and values both do."""
    return WORDS[kind].get(str(value).lower(), NO_WORD)


def from_whom(direction: str, organization_kind: str) -> str:
    """The Japanese word for who asks; a ministry or a prefecture is no municipality."""
    if direction.lower() == "public_need" and organization_kind.lower() == "municipality":
        return FROM_A_TOWN
    return word("direction", direction)


def without_label(attribution: str) -> str:
    """A source's own line, which may begin with the word that a page says before it."""
    return attribution.strip().removeprefix(LABEL_OF_SOURCES).lstrip()


def part(name: str, contribution: float) -> str:
    """The Japanese words for what else counts in a match."""
    return RARELY_SHOWN if name == "often_shown" and contribution > 0 else word("part", name)


def change(key: str) -> str:
    """The Japanese sentence for what could be otherwise, to be translated with ``value``."""
    return CHANGES.get(key, NO_WORD)


def choices(kind: str) -> list[tuple[str, str]]:
    """(value, Japanese word) of every value of a kind, for a list to choose from."""
    return list(WORDS[kind].items())


def problem(key: str) -> str:
    """The Japanese sentence for a problem's key, to be translated with ``label``."""
    return PROBLEMS.get(key, ANOTHER_PROBLEM)


def problem_unlabelled(key: str) -> str:
    """The key to say a problem by of what nobody typed: a field without a label is no word."""
    return "not_typed" if "%(label)s" in problem(key) else key


def prefecture(name: str | None, locale: str) -> str:
    return (name or "") if locale == "ja" else ENGLISH.get(name or "", name or "")


def _date(value: str | date | datetime | None) -> date | None:
    """The day in Japan: instants are moved there, days are taken as they are."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value[:10])
    if isinstance(value, datetime):
        return value.astimezone(JAPAN).date() if value.tzinfo else value.date()
    return value


def today() -> date:
    """The day that it is in Japan."""
    return datetime.now(JAPAN).date()


def iso_day(value: str | date | datetime | None) -> str:
    """For ``<time datetime>``."""
    day = _date(value)
    return day.isoformat() if day else ""


def day(value: str | date | datetime | None, locale: str) -> str:
    """As in 2026年12月1日（火） or Tue, 1 December 2026; nothing for none."""
    moment = _date(value)
    if moment is None:
        return ""
    if locale == "ja":
        return (
            f"{moment.year}年{moment.month}月{moment.day}日（{'月火水木金土日'[moment.weekday()]}）"
        )
    return format_date(moment, "EEE, d MMMM y", locale="en_GB")


def clock(value: str) -> str:
    """The time of day of an instant, as in 14:05, in Japan."""
    return f"{datetime.fromisoformat(value).astimezone(JAPAN):%H:%M}"


def minute_before(value: str) -> str:
    """The last minute before an instant: what ends with a day is said to end at 23:59 of it."""
    return (datetime.fromisoformat(value) - timedelta(minutes=1)).isoformat()


def era_year(year: int) -> str:
    """As in 令和8年; the first year of an era is 元年. Nothing before Reiwa's first full year."""
    number = year - REIWA_BEGAN.year + 1
    if number < 1:
        return ""
    return "令和元年" if number == 1 else f"令和{number}年"


def is_invented(lg_code: str) -> bool:
    """Whether a municipality is one of the samples: no prefecture has the code 99."""
    return lg_code.startswith("99")


def yen(value: float | None, locale: str) -> str:
    """As in 1,200,000円 or ¥1,200,000; nothing for none."""
    if value is None:
        return ""
    return f"{value:,.0f}円" if locale == "ja" else f"¥{value:,.0f}"


def percent(share: float) -> int:
    """A share of 0 to 1 in whole hundredths, as bars and texts both show it."""
    return max(0, min(100, round(share * 100)))


def signed_percent(share: float) -> str:
    """As in +3% or −12%: a part may take away."""
    return f"{round(share * 100):+d}%".replace("-", "−")
