"""Letters: language, what stays text, addresses that come late, people who left."""

from contracts.accounts import Locale
from deploy.town import services
from tests.outside import rows
from tests.service.notifying.people import (
    address_of,
    files,
    mailbox,
    match,
    sent,
    somebody,
    tell,
    text,
)


def is_open_to_others(folder):
    return any(path.stat().st_mode & 0o077 for path in (folder, *folder.iterdir()))


async def test_a_letter_is_in_the_language_of_its_reader(platform, settings, teller):
    await somebody(settings, teller, "aoi@company.example")
    await somebody(settings, teller, "ann@company.example", name="Ann Lee", locale=Locale.EN)
    found = match()

    await tell(settings, teller, found)
    await sent(settings, sent=2)

    letters = {letter["To"]: letter for letter in files(settings)}
    japanese, english = letters["aoi@company.example"], letters["ann@company.example"]
    link = f"http://127.0.0.1:8080/challenges/{found.challenge_id}\n"
    assert japanese["Subject"] == "あなたの団体に合いそうな課題: 山間部の高齢者の移動手段が足りない"
    assert english["Subject"] == (
        "A challenge that may fit what you offer: 山間部の高齢者の移動手段が足りない"
    )
    assert text(japanese).startswith("三浦 葵 様\n\n架空市 が公開した課題")
    assert text(english).startswith("Dear Ann Lee,\n\n架空市 has published")
    for letter in letters.values():
        assert link in text(letter)
        assert letter.get_content_type() == "text/plain"
        assert letter.get_content_charset() == "utf-8"
        assert letter["From"] == "縁 Enishi <no-reply@localhost>"
    ids = {str(known) for (known,) in await rows(settings, "SELECT id FROM notify.letters")}
    assert {letter["Message-ID"][1:].partition("@")[0] for letter in letters.values()} == ids
    assert not is_open_to_others(mailbox(settings))


async def test_what_people_wrote_stays_text_and_makes_no_header(platform, settings, teller):
    await somebody(
        settings, teller, "aoi@company.example", name="葵\r\nBcc: x@evil.example\r\n\r\n偽の本文"
    )
    title = "${link} {{7*7}} %s\r\nBcc: y@evil.example\u202e\x00\u2028" + "長" * 5_000

    await tell(settings, teller, match(challenge_title=title.replace("\x00", "\x07")))
    await sent(settings, sent=1)

    [letter] = files(settings)
    assert letter["Bcc"] is None
    assert letter.get_all("To") == ["aoi@company.example"]
    assert letter["Subject"].startswith(
        "あなたの団体に合いそうな課題: ${link} {{7*7}} %s Bcc: y@evil.example 長"
    )
    assert len(letter["Subject"]) < 90
    assert "葵 Bcc: x@evil.example 偽の本文 様\n" in text(letter)
    assert not any(line.startswith("Bcc") for line in text(letter).splitlines())
    assert letter.defects == []


async def test_a_letter_waits_for_an_address(platform, settings, teller):
    person = await somebody(settings, teller)
    await tell(settings, teller, match())
    await sent(settings, waiting=1)

    await address_of(teller, person, "aoi@company.example")

    await sent(settings, sent=1)


async def test_who_has_left_before_it_could_be_sent_gets_no_letter(platform, settings, teller):
    leaves = await somebody(settings, teller)
    stays = await somebody(settings, teller)
    await tell(settings, teller, match())
    await rows(settings, "UPDATE notify.memberships SET until = now() WHERE person_id = $1", leaves)

    await address_of(teller, leaves, "gone@company.example")
    await address_of(teller, stays, "aoi@company.example")
    await sent(settings, sent=1, waiting=1)

    assert [letter["To"] for letter in files(settings)] == ["aoi@company.example"]


async def test_letters_that_nobody_could_send_for_a_week_are_given_up(settings, keys, teller):
    async with services(settings, ("notify",)):
        await somebody(settings, teller)
        await tell(settings, teller, match(), match())
    await rows(
        settings,
        "UPDATE notify.letters SET written_at = now() - interval '8 days'"
        " WHERE id = (SELECT min(id::text)::uuid FROM notify.letters)",
    )

    async with services(settings, ("notify",)):
        await sent(settings, waiting=1, given_up=1)
