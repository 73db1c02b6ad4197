"""Settings of the mail server that cannot be are refused at the start."""

import pytest

from chassis.settings import Settings, WrongSetting
from services.notify.post import Folder, Smtp, open_post, sender_of


@pytest.mark.parametrize(
    ("url", "tls", "start_tls", "port"),
    [
        ("smtp://localhost", False, None, 25),
        ("smtp://mail.example:2525", False, None, 2525),
        ("smtp://enishi:secret@mail.example", False, True, 25),
        ("smtp://enishi:secret@localhost", False, None, 25),
        ("smtp+starttls://mail.example", False, True, 587),
        ("smtps://enishi:secret@mail.example", True, False, 465),
    ],
)
def test_a_password_travels_only_over_tls(url, tls, start_tls, port):
    settings = Settings(smtp_url=url)

    post = open_post(settings, sender_of(settings))

    assert isinstance(post, Smtp)
    assert (post.tls, post.start_tls, post.port) == (tls, start_tls, port)


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "smtp://a:b"])
def test_a_mail_server_that_cannot_be_is_refused_at_the_start(url):
    settings = Settings(smtp_url=url)
    with pytest.raises(WrongSetting, match="ENISHI_SMTP_URL"):
        open_post(settings, sender_of(settings))


@pytest.mark.parametrize(
    "sender", ["enishi", "a@b\r\nBcc: c@d.example", "a b@c.example", " ", "x@"]
)
def test_a_sender_that_is_no_address_is_refused_at_the_start(sender):
    with pytest.raises(WrongSetting, match="ENISHI_MAIL_FROM"):
        sender_of(Settings(mail_from=sender))


def test_letters_come_from_the_site_and_go_to_the_folder_unless_told_otherwise(tmp_path):
    town = Settings(home=str(tmp_path), base_url="https://enishi.city.example")

    assert str(sender_of(town)) == "縁 Enishi <no-reply@enishi.city.example>"
    assert open_post(town, sender_of(town)) == Folder(tmp_path / "mail")
    assert sender_of(Settings(base_url="http://10.0.0.1:8080")).domain == "localhost"
    assert sender_of(Settings(mail_from="post@city.example")).addr_spec == "post@city.example"
