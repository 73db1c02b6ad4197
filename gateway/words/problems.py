"""What is wrong with a field, and what to do about it."""

from __future__ import annotations

from gateway.words.marks import N_

PROBLEMS: dict[str, str] = {
    "not_a_slot": N_("%(label)sは、S1 13:00-13:20 のように書き、開催日も入れてください。"),
    "not_a_slot_line": N_(
        "%(label)sの%(limit)s行目を直してください。例：S1 13:00-13:20（時は29、分は59まで）"
    ),
    "overlapping": N_("%(label)sの時間が重なっています。"),
    "ends_before_it_starts": N_("%(label)sの終わりは、始まりより後にしてください。"),
    "before_the_day": N_("%(label)sは、開催日より後にしてください。"),
    "booked": N_("面談が決まっている相手がいます。先に、その面談を取り消してください。"),
    "in_use": N_("%(label)sに、面談の入っているものがあります。消せません。"),
    "of_the_other_side": N_("%(label)sの団体は、区分が違います。"),
    "same_as_line": N_("%(limit)s行目と同じ人です。"),
    "already_there": N_("もう参加者にいます。"),
    "not_a_table": N_("%(label)sを表として読めません。CSVで保存し直してください。"),
    "formula": N_(
        "%(label)sの%(limit)s行目に計算式があります。値だけにして（形式を選んで貼り付け→値）、保存し直してください。"
    ),
    "unpacks_too_large": N_(
        "%(label)sが大きすぎます。必要な行だけの表にして、保存し直してください。"
    ),
    "old_workbook": N_(
        "%(label)sは、古い形式（.xls）か、パスワードつきです。.xlsxかCSVで保存し直してください。"
    ),
    "long_cell": N_("%(label)sの%(limit)s行目に、2,000文字をこえるセルがあります。"),
    "headings_missing": N_("%(label)sの1行目に、区分・団体名・氏名の見出しを入れてください。"),
    "too_many_rows": N_("%(label)sは%(limit)s行までです。分けてください。"),
    "within_a_year": N_("%(label)sは、1年以内の日にしてください。"),
    "already_public": N_(
        "この回答はすでに公開されています。あとから非公開にすることはできません。"
    ),
    "too_many_waiting": N_("回答を待っている質問が多すぎます。回答を待ってから質問してください。"),
    "questions_closed": N_("この課題への質問は、もう受け付けていません。"),
    "owner_inactive": N_("課題を出した団体が、いま活動していません。"),
    "file_name": N_(
        "ファイルの名前に、見えない文字や重ねた記号が入っています。名前を変えて選び直してください。"
    ),
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
    "second_person": N_(
        "公開した課題に、ひとりではファイルを加えられません。本文の変更として書き、ほかの人の確認を受けてください。"
    ),
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
    "own_organization": N_(
        "あなたの団体は、はじめから入っています。ほかの団体の名前を入力してください。"
    ),
    "owner_of_call": N_("課題を出した団体は、招待できません。ほかの団体の名前を入力してください。"),
    "other_side": N_(
        "自治体などの団体と、企業などの団体は、いっしょに提案できません。あなたの団体と同じ側の団体を入力してください。"
    ),
    "past": N_("%(label)sは、きょう以後の日にしてください。"),
    "other_address": N_(
        "この招待は、別のメールアドレスに届いたものです。届いたアドレスを入力してください。"
    ),
    "too_many_messages": N_(
        "ひとつのやりとりに1時間に書けるメッセージは60件までです。"
        "%(limit)s分ほど待ってから、もう一度送ってください。書いた文は、この画面に残っています。"
    ),
    "stale": N_(
        "この画面を開いたあとに、ほかの人か、別の画面のあなたが変更しました。"
        "新しい内容を確かめてから、もう一度変更してください。"
    ),
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
    "not_here": N_(
        "%(label)sと同じ名前の団体が、Enishiにひとつもないか、いくつもあります。結びつけないで保存できます。"
    ),
    "more_than_most": N_("%(label)sが、最多より多くなっています。"),
    "fixed": N_("%(label)sは、あとから変えられません。"),
    "twice": N_("%(label)sに、同じものが2度あります。"),
    "still_to_come": N_("%(label)sの年は、%(limit)s年までにしてください。"),
    "one_line": N_("%(label)sは、一行で書いてください。"),
    "too_many_open": N_(
        "返事を待っている関心が%(limit)s件あります。取りやめるか、返事を待ってください。"
    ),
    "already_introduced": N_("すでに引き合わされています。「紹介」のページを見てください。"),
    "round_blind": N_("匿名の審査のあいだは、この提案の相手に関心を送れません。"),
    "cause_closed": N_("募集や公開が、すでに終わっています。"),
    "introduction_over": N_("このやりとりは終わっています。"),
    "minor": N_("未成年の方だけにならないように、おとなの人もいるときに書いてください。"),
    "not_a_time": N_("%(label)sを、時刻も含めて確かめてください。例：14:00"),
    "signed_out": N_("サインインの期限が切れました。もう一度サインインしてください。"),
}
"""Key of a problem -> a sentence that says what to do, with its field's label and its limit."""
ANOTHER_PROBLEM = N_("%(label)sを確かめて、入力し直してください。")
