"""Looking for offers by what matters to a town, over HTTP."""

from uuid import uuid4

import pytest

from tests.gateway.browsing import MEMBER, offered, signed_in, visiting

HOME = "/offers"


@pytest.fixture
async def there(town):
    """Four offers under a word of their own: word, and path by what is special of each."""
    word = f"印{uuid4().hex[:8]}"
    text = f"家財の片付けから借り手さがしまでを、一続きで引き受けます。{word}"
    made = {
        "free": {"costYen": "0", "tags": "空き家", "reach": []},
        "dear": {"costYen": "3000000", "tags": "交通", "reach": ["大分県"]},
        "trial": {"costYen": "400000", "beforeBudget": "true", "reach": ["福岡県"]},
        "open": {"costYen": "", "tags": "空き家、交通", "reach": ["福岡県"]},
    }
    async with signed_in(town, MEMBER) as member:
        paths = {
            name: await offered(member, title=f"片付けます {name} {word}", text=text, **more)
            for name, more in made.items()
        }
    return word, paths


FILTERS = {
    "": {"free", "dear", "trial", "open"},
    "cost=free": {"free"},
    "cost=to_500_000": {"trial"},
    "cost=to_2_000_000": set(),
    "cost=above_2_000_000": {"dear"},
    "cost=open": {"open"},
    "tag=交通": {"dear", "open"},
    "tag=交": set(),
    "prefecture=福岡県": {"free", "trial", "open"},
    "prefecture=大分県": {"free", "dear"},
    "before_budget=yes": {"free", "trial"},
    "kind=company": {"free", "dear", "trial", "open"},
    "kind=npo": set(),
    "kind=company&before_budget=yes&prefecture=大分県": {"free"},
    "cost=x&kind=y&before_budget=z&prefecture=w": {"free", "dear", "trial", "open"},
}


async def test_each_filter_finds_what_fits_and_counts_it(town, there):
    word, paths = there
    async with visiting(town) as visitor:
        for query, expected in FILTERS.items():
            seen = await visitor.see(f"{HOME}?q={word}&{query}")
            found = {name for name, path in paths.items() if f'href="{path}"' in seen.text}
            assert found == expected, query
            assert f"{len(expected)}件の提案" in seen.text, query
        chosen = await visitor.see(f"{HOME}?q={word}&cost=free&kind=npo&before_budget=yes&tag=交通")
        form = chosen.form(HOME)
        assert (form["cost"], form["kind"], form["tag"]) == ("free", "npo", "交通")
        assert form["before_budget"] == ["yes"]
        assert "条件をすべて外す" in chosen.text
        long = await visitor.see(f"{HOME}?tag={'長' * 500}&cost={'x' * 500}")
        assert long.status == 200


async def test_that_it_begins_before_a_vote_is_said_and_can_be_taken_back(town, there):
    _, paths = there
    async with signed_in(town, MEMBER) as member:
        path = paths["trial"]
        assert "予算の議決の前から始められる" in (await member.see(path)).text
        form = (await member.see(f"{path}/edit")).form(f"{path}/edit")
        assert form.pop("beforeBudget") == ["true"]
        done = await member.send(f"{path}/edit", form)
        assert done.status == 303, done.errors
        assert "予算の議決の前から始められる" not in (await member.see(path)).text
