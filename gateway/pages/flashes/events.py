"""What is said once of matching events, their timetables, the day and what follows."""

from __future__ import annotations

from gateway.words import N_

SAID = {
    "event_saved": ("success", N_("イベントを保存しました。")),
    "event_cloned": ("success", N_("イベントを複製しました。内容を確かめてください。")),
    "event_advanced": ("success", N_("次の段階に進みました。")),
    "event_incomplete": (
        "error",
        N_("申し込みの受付には、開催日・コマ・卓・定員・同意の文・個人情報を消す日が要ります。"),
    ),
    "slots_to_come": ("error", N_("まだ終わっていないコマがあるので、締められません。")),
    "not_a_step": ("error", N_("その段階には進めません。")),
    "show_timetable": ("error", N_("時間割を公開すると、次の段階に進みます。")),
    "registered": ("success", N_("参加を申し込みました。")),
    "registered_waiting": (
        "success",
        N_("キャンセル待ちに入りました。空きが出ると繰り上がります。"),
    ),
    "registration_closed": ("error", N_("申し込みは受け付けていません。")),
    "organizer_inactive": ("error", N_("このイベントの主催者が、いま活動していません。")),
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
    "no_preferences_here": (
        "error",
        N_(
            "このイベントでは希望を聞いていません。空いている時刻を、相手を選んで予約してください。"
        ),
    ),
    "own_no": (
        "error",
        N_("この相手には「会わない」と答えています。申し込むには、先にそれを取り消してください。"),
    ),
    "booked_no": (
        "error",
        N_(
            "面談が決まっている相手に「会わない」とは言えません。先に、その面談を取り消してください。"
        ),
    ),
    "meeting_booked": ("success", N_("面談を予約しました。相手に知らせました。")),
    "meeting_given_back": ("success", N_("面談を取り消しました。相手に知らせました。")),
    "meeting_asked": ("success", N_("面談を申し込みました。")),
    "request_withdrawn": ("success", N_("申し込みを取り下げました。")),
    "request_accepted": ("success", N_("面談が決まりました。相手に知らせました。")),
    "request_declined": ("success", N_("申し込みを一覧から外しました。相手には何も伝わりません。")),
    "booking_closed": ("error", N_("いまは、面談を予約したり申し込んだりできません。")),
    "not_free": (
        "error",
        N_("その時刻には、もう予約できません。ほかの時刻か相手を選んでください。"),
    ),
    "too_late_to_give_back": (
        "error",
        N_("当日が始まったので、取り消せません。受付で伝えてください。"),
    ),
    "booked_already": ("error", N_("この相手とは、もう面談が決まっています。")),
    "asked_already": ("error", N_("この相手には、もう申し込んでいます。")),
    "requests_many": (
        "error",
        N_("申し込んでいる面談が上限です。取り下げるか、期限が過ぎるのをお待ちください。"),
    ),
    "timetable_made": ("success", N_("面談表を作りました。")),
    "timetable_shown": ("success", N_("面談表を公開しました。")),
    "timetable_restored": ("success", N_("前の版を、新しい版として戻しました。")),
    "meeting_moved": ("success", N_("面談を動かしました。")),
    "rehearsal_removed": ("success", N_("予行を片づけました。")),
    "meeting_cancelled": ("success", N_("面談を取りやめました。")),
    "meeting_locked": ("success", N_("面談を固定しました。")),
    "meeting_unlocked": ("success", N_("面談の固定を外しました。")),
    "objection_sent": ("success", N_("主催者に知らせました。")),
    "objection_resolved": ("success", N_("異議に答えました。")),
    "objection_reopened": (
        "success",
        N_("回答を取り消しました。外した面談は「いまの面談を残して直す」で戻せます。"),
    ),
    "answers_stand": ("error", N_("確定版にしたあとは、異議への回答を取り消せません。")),
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
    "changed_meanwhile": (
        "error",
        N_("計算のあいだに、参加者や希望が変わりました。もう一度お試しください。"),
    ),
    "no_timetable": ("error", N_("面談表がまだありません。")),
}
