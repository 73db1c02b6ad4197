"""A blind round over the whole schema: whatever can be asked of a proposal; and the pages."""

import json

from graphql import GraphQLObjectType, get_named_type, is_leaf_type, is_required_argument

from gateway.schema.root import CORE
from tests.gateway.browsing import CLERK, LIAISON, MEMBER, published, signed_in
from tests.gateway.challenging.test_files_over_http import links
from tests.gateway.proposing import drafted, looking, press

DEEP = 2
ELSEWHERE = {"Challenge"}
"""What is not of the proposal, and for everybody."""


def selection(kind, deep=DEEP):
    """Every field of a type that can be asked without arguments, as far down as ``deep``."""
    found = []
    for name, field in kind.fields.items():
        inner = get_named_type(field.type)
        if any(is_required_argument(argument) for argument in field.args.values()):
            continue
        if is_leaf_type(inner):
            found.append(name)
        elif deep and isinstance(inner, GraphQLObjectType) and inner.name not in ELSEWHERE:
            found.append(f"{name} {{ {selection(inner, deep - 1)} }}")
    return " ".join(found) or "__typename"


def documents():
    """(door, query): each field of a proposal by itself, by its node and in the list."""
    kind = CORE.type_map["Proposal"]
    for name, field in kind.fields.items():
        inner = get_named_type(field.type)
        rest = "" if is_leaf_type(inner) else f" {{ {selection(inner, 1)} }}"
        yield f"node {name}", f"query ($id: ID!) {{ proposal(id: $id) {{ id {name}{rest} }} }}"
        yield (
            f"list {name}",
            f"query ($c: ID!) {{ proposals(challengeId: $c) {{ nodes {{ id {name}{rest} }} }} }}",
        )
    how = selection(CORE.type_map["Assessment"], 1)
    yield "assessment", f"query ($c: ID!) {{ assessment(challengeId: $c) {{ {how} }} }}"
    yield "assessments", f"{{ assessments {{ {how} }} }}"
    yield (
        "challenge",
        f"query ($c: ID!) {{ challenge(id: $c) {{ {selection(CORE.type_map['Challenge'], 0)} }} }}",
    )
    yield "notifications", "{ viewer { notifications(first: 50) { nodes { kind note place } } } }"
    yield (
        "ledger",
        "{ ledger(first: 50) { nodes { operation objectKind objectId fields reason } } }",
    )


async def ask(visitor, query, **variables):
    given = {name: value for name, value in variables.items() if f"${name}:" in query}
    answer = await visitor.http.post("/graphql", json={"query": query, "variables": given})
    return answer.json()


async def test_no_field_of_the_schema_and_no_page_says_whose_it_is(town):
    async with (
        signed_in(town, CLERK) as clerk,
        signed_in(town, LIAISON) as liaison,
        signed_in(town, MEMBER) as member,
    ):
        challenge = await published(clerk)
        rubric = f"{challenge}/assessment"
        typed = {"name0": "効果", "weight0": "3", "isBlind": "true"}
        assert (await press(liaison, rubric, rubric, **typed)).to == rubric
        own = (await ask(member, "{ viewer { organization { id name } } }"))["data"]["viewer"]
        company = own["organization"]
        path = await drafted(member, challenge, summary=f"{company['name']}が引き受けます。")
        files = f"{path}/attachments"
        paper = {"content": (f"{company['name']}.txt", company["name"].encode())}
        fields = (await member.see(files)).form(files)
        fields |= {"description": company["name"], "level": "public"}
        assert (await member.send(files, fields, files=paper)).status == 303
        await member.fill(f"{path}/submit", acceptTerms="true")
        [file] = await links(member, path)
        await looking(liaison, challenge)
        await press(liaison, path, f"{path}/take-in")
        key, call = path.removeprefix("/proposals/"), challenge.removeprefix("/challenges/")

        asked = 0
        content = "query ($id: ID!) { attachmentContent(id: $id) { content } }"
        answer = await ask(liaison, content, id=file.rpartition("/")[2])
        assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"
        assert (await liaison.see(file)).status == 404
        for door, query in documents():
            answer = await ask(liaison, query, id=key, c=call)
            text = json.dumps(answer, ensure_ascii=False)
            assert answer.get("data"), (door, text[:300])
            if door not in {"notifications", "ledger"}:
                assert company["id"] not in text, door
                assert company["name"] not in text, door
            elif key in text or call in text:
                of_it = [one for one in nodes(answer) if key in str(one) or call in str(one)]
                assert company["id"] not in json.dumps(of_it), door
            asked += 1
        assert asked > 50
        searched = "query ($c: ID!) { proposals(challengeId: $c, search: %s) { totalCount } }"
        found = await ask(liaison, searched % json.dumps(company["name"]), c=call)
        assert found["data"]["proposals"]["totalCount"] == 0
        for page in (path, f"{challenge}/proposals", f"{challenge}/proposals/table", rubric):
            seen = await liaison.see(page)
            assert seen.status == 200
            assert company["name"] not in seen.text, page
            assert company["id"] not in seen.text, page
        assert (await liaison.see(f"{path}/receipts")).status == 404


def nodes(answer):
    data = answer["data"]
    inner = data.get("ledger") or data["viewer"]["notifications"]
    return inner["nodes"]
