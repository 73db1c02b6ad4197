"""Matches: their parts, strengths and whom they showed, in words."""

from __future__ import annotations

from gateway.words.marks import N_

WORDS: dict[str, dict[str, str]] = {
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
        "best_passage": N_("提案のうち、この課題に最もよく合う段落"),
        "length": N_("文章の長さによる有利不利をならす調整"),
        "others_like_it": N_("よく似た提案がどれだけ合うか"),
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
        "one_word": N_("ほぼ1つのことばだけで選ばれました。別の意味かもしれません"),
    },
}
