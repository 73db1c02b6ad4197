"""Folders of needs and offers, and what came of them."""

import json
from pathlib import Path

from contracts.challenges import (
    LIST_CHALLENGES,
    ListChallenges,
)
from contracts.profiles import (
    LIST_OFFERS,
    LIST_ORGANIZATIONS,
    ListOffers,
    ListOrganizations,
)

NEED = {
    "source": "rs-review",
    "poster": "長野県東御市",
    "poster_type": "municipality",
    "municipality_code6": "202193",
    "title": "空き家を住まいにもどす",
    "need_text": "空き家が増え、持ち主と連絡が取れないまま年月が過ぎている。",
}


OFFER = {
    "source": "rs-contracts",
    "organisation_type": "company",
    "title": "空き家の調査と再生",
    "text": "空き家の持ち主をさがし、直して貸すまでを引き受けます。",
}


def folder_of(folder: Path, count: int, *more: dict) -> Path:
    """``count`` needs and offers, and further needs."""
    folder.mkdir(exist_ok=True)
    rows = [{**NEED, "need_id": f"n-{n}", "title": f"空き家の課題その{n}"} for n in range(count)]
    offers = [
        {**OFFER, "offer_id": f"o-{n}", "organisation": f"架空まちづくり{n % 40}株式会社"}
        for n in range(count)
    ]
    write(folder / "needs.jsonl", *rows, *more)
    write(folder / "offers.jsonl", *offers)
    return folder


def write(file: Path, *rows: dict) -> None:
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


async def totals(town) -> tuple[int, int, int]:
    """Challenges, offers and organizations that the town has."""
    return (
        (await town.call(LIST_CHALLENGES, ListChallenges())).total,
        (await town.call(LIST_OFFERS, ListOffers())).total,
        (await town.call(LIST_ORGANIZATIONS, ListOrganizations())).total,
    )
