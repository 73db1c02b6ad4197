"""What has changed between two texts, word by word."""

from gateway.pages.challenge_work.differences import differences, pieces


def test_a_word_that_changed_is_marked_and_its_neighbours_are_not():
    assert pieces("運転をやめた高齢者が困る", "運転をやめた住民が困る") == [
        ("same", "運転をやめた"),
        ("gone", "高齢者"),
        ("new", "住民"),
        ("same", "が困る"),
    ]


def test_both_texts_can_be_put_together_again():
    for before, after in (
        ("", "あ"),
        ("あ", ""),
        ("髙﨑𠮷は3人\nです", "髙﨑𠮷は12人\r\nです😀"),
        ("あ\n" * 5_000, "あ\n" * 4_000 + "い\n" * 1_500),
    ):
        found = pieces(before, after)
        assert "".join(one.text for one in found if one.kind != "new") == before
        assert "".join(one.text for one in found if one.kind != "gone") == after


def test_only_fields_that_differ_are_listed():
    before = {"title": "題", "problem": "困る", "tags": ["空き家"], "answerBy": None}
    after = {**before, "tags": ["空き家", "移住"], "answerBy": "2027-03-31"}
    assert [one["name"] for one in differences(before, after)] == ["answerBy", "tags"]
