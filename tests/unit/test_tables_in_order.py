"""Tables are shown in the order in which people count them."""

from gateway.pages.timetables.tables import by_table


def test_table_two_comes_before_table_ten_and_online_last():
    names = ["卓10", None, "卓2", "B1", "卓1", "会議室A 卓3", "12"]

    ordered = sorted(({"table": name} for name in names), key=by_table)

    assert [one["table"] for one in ordered] == [
        "12",
        "B1",
        "会議室A 卓3",
        "卓1",
        "卓2",
        "卓10",
        None,
    ]
