"""Matching events, their participants and timetables, in words."""

from __future__ import annotations

from gateway.words.marks import N_

WORDS: dict[str, dict[str, str]] = {
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
    "booking_mode": {
        "organizer": N_("主催者が時間割を作る"),
        "self": N_("参加者どうしで決める"),
        "hybrid": N_("参加者が決め、残りを主催者が組む"),
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
}
