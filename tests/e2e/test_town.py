"""The story in a running town."""

from tests.e2e import story


async def test_a_visitor_a_clerk_and_a_company_tell_the_story(town):
    seconds = await story.tell(town.url)

    assert seconds > 0  # bench/town.py prints how long it takes
