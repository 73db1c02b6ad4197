"""The page of the record: for whom it is, what it finds, and what is taken away."""

import csv
import io
from uuid import uuid4

import msgspec
import pytest

from contracts.recording import Entry
from gateway.pages.tables import guarded, lines, unguarded
from services.ledger.hashing import link_hash
from tests.eventually import eventually
from tests.gateway.browsing import CLERK, LIAISON, signed_in, visiting
from tests.gateway.test_graphql_bad_input import ask
from tests.gateway.test_ledger_graphql import PUBLISH, entries, token_of

AUDITOR = "auditor@enishi.example"
PUBLISHING = "rpc.profiles.v1.offer.publish"


@pytest.fixture
async def offer_id(town):
    """Of an offer that was just published."""
    member = await token_of(town, "member@katazuke.example")
    made = {"id": str(uuid4()), "title": "草刈りの機械を貸し出します(架空)"}
    made["text"] = "斜面でも使える草刈りの機械を、使い方の講習と一緒に貸し出します。"
    await ask(town, PUBLISH, token=member, input=made)
    return made["id"]


async def test_an_auditor_finds_what_happened_to_one_thing(town, offer_id):
    async with signed_in(town, AUDITOR) as auditor:

        async def found():
            page = await auditor.see(f"/ledger?q={offer_id}&operation={PUBLISHING}")
            return page if ">1件の記録" in page.text else None

        page = await eventually(found)
        assert page.status == 200
        for said in ("提案の公開", "見本 大輔", "127.0.0.1", offer_id, "実行"):
            assert said in page.text
        assert "草刈り" not in page.text
        english = await auditor.see(f"/ledger?q={offer_id}&operation={PUBLISHING}&lang=en")
        assert "Publishing an offer" in english.text
        none = await auditor.see(f"/ledger?q={offer_id}&result=denied&lang=ja")
        assert "条件に合う記録はありません" in none.text
        assert "記録" in (await auditor.see("/")).text


@pytest.mark.parametrize("query", ["since=2026-13-01", "operation=x", "result=x", "after=x"])
async def test_filters_that_do_not_exist_ask_for_nothing(town, query):
    async with signed_in(town, AUDITOR) as auditor:
        assert (await auditor.see(f"/ledger?{query}")).status in {200, 303}


async def test_days_are_days_in_japan_and_the_last_one_counts(town, offer_id):
    async with signed_in(town, AUDITOR) as auditor:
        past = await auditor.see("/ledger?until=2000-01-01")
        assert ">0件の記録" in past.text
        since = await auditor.see("/ledger?since=2000-01-01&until=2999-12-31")
        assert ">0件の記録" not in since.text


@pytest.mark.parametrize("path", ["/ledger", "/ledger.csv"])
async def test_nobody_else_sees_it(town, path):
    async with signed_in(town, CLERK) as clerk:
        assert (await clerk.see(path)).status == 403
    async with visiting(town) as visitor:
        assert (await visitor.see(path)).status in {303, 401}
    async with signed_in(town, "admin@enishi.example") as admin:
        assert (await admin.see(path)).status == (403 if path.endswith("csv") else 200)


async def test_a_table_holds_every_entry_and_recomputes(town, offer_id):
    async with signed_in(town, LIAISON) as liaison:
        answer = (await liaison.see("/ledger.csv")).answer

    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows
    for row in rows:
        plain = {name: unguarded(cell) for name, cell in row.items()}
        assert link_hash(entry_of(plain), int(plain["seq"]), bytes.fromhex(plain["previous"])) == (
            bytes.fromhex(plain["hash"])
        )
    assert len({row["tenant"] for row in rows}) == 1


def entry_of(row):
    given = {name: cell for name, cell in row.items() if cell and name in Entry.__struct_fields__}
    return msgspec.convert(given | {"fields": row["fields"].split()}, Entry, strict=False)


async def test_a_table_is_as_long_as_its_list(town, offer_id):
    kept = "rpc.profiles.v1.person.keep"
    token = await token_of(town, AUDITOR)
    async with signed_in(town, AUDITOR) as auditor:

        async def as_long():
            listed = (await entries(town, token, operation=kept))["totalCount"]
            answer = (await auditor.see(f"/ledger.csv?operation={kept}")).answer
            return listed and len(answer.content.decode("utf-8-sig").splitlines()) == 1 + listed

        await eventually(as_long)


@pytest.mark.parametrize(
    "cell",
    [
        *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1"),
        *(' =1"', '"=1', "'=1", "''", "'"),
    ],
)
def test_what_could_be_a_formula_is_text_and_comes_back_as_it_was(cell):
    assert guarded(cell).startswith("'")
    [[read]] = csv.reader(io.StringIO(lines([[cell]]), newline=""))
    assert unguarded(read) == cell


@pytest.mark.parametrize("cell", ["", "rpc.x", "192.0.2.7", "a=b", "日本語", "a'b"])
def test_what_is_no_formula_stays(cell):
    assert guarded(cell) == cell


async def test_its_results_are_given_by_themselves(town, offer_id):
    async with signed_in(town, AUDITOR) as auditor:
        auditor.http.headers["HX-Request"] = "true"
        page = await auditor.see("/ledger")

    assert page.status == 200
    assert page.text.lstrip().startswith('<section class="section" id="results"')
