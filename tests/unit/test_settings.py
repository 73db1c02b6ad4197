"""Settings: a wrong value is one line that names its variable, before anything is started."""

import pytest

from chassis.settings import WrongSetting, load
from gateway.settings import GatewaySettings

STAND = {
    "ENISHI_PORT": ["1", "65535"],
    "ENISHI_HOST": ["0.0.0.0", "::", "fe80::1%eth0", "localhost"],
    "ENISHI_BASE_URL": ["", "http://10.0.0.1:8080", "https://enishi.example/", "http://[::1]:81"],
    "ENISHI_DATABASE_URL": [
        "",
        "postgresql://postgres:5432/enishi",
        "postgres://u:p%40w@a:1,b:2/enishi",
        "postgresql:///enishi?host=/run/postgresql",
    ],
    "ENISHI_NATS_URL": ["", "nats://bus:4222", "tls://bus"],
    "ENISHI_SMTP_URL": ["", "smtps://u:p@mail.example", "smtp+starttls://mail.example:587"],
    "ENISHI_MAIL_FROM": ["", "no-reply@town.example", "enishi@localhost"],
    "ENISHI_CONTACT": ["", "desk@town.example"],
    "ENISHI_LOG_LEVEL": ["DEBUG", "error"],
    "ENISHI_PATIENCE": ["1", "2.5"],
    "ENISHI_SAMPLE": ["true", "false", "0", "1"],
    "ENISHI_REQUESTS_PER_MINUTE": ["1"],
    "ENISHI_OPERATION_SECONDS": ["0.5", "7"],
    "ENISHI_PROVIDERS_INSIDE": ["https://sso.town.lan", "http://10.0.0.1:8080,https://b.lan"],
    "ENISHI_TRUSTED_PROXIES": ["10.0.0.0/24", "127.0.0.1, ::1"],
    "ENISHI_FORWARDED_HEADER": ["x-forwarded-for", "forwarded"],
}
CANNOT_STAND = {
    "ENISHI_WORD_LISTS": ["/nowhere/at/all"],
    "ENISHI_PORT": ["70000", "-1", "0", "", "abc", "80.5"],
    "ENISHI_HOST": ["", "999.1.1.1", "...", "a b", "http://here", "[::1]"],
    "ENISHI_BASE_URL": [
        "foo",
        "ftp://a",
        "http://x/y",
        "http://",
        "http://x:99999",
        "http://x:0",
        "http://x?y",
        "http://u@x",
        "http://x\n",
        "http://縁.example",
    ],
    "ENISHI_DATABASE_URL": ["xx", "mysql://a/b", "postgresql://a:port/b", "postgresql:///b"],
    "ENISHI_NATS_URL": ["zzz", "nats://", "http://bus:4222", "nats://bus:99999"],
    "ENISHI_SMTP_URL": ["http://x", "smtp://", "mail.example", "smtp://a:b"],
    "ENISHI_MAIL_FROM": ["zzz", "a@b\r\nBcc: c@d.example", "x@", " "],
    "ENISHI_CONTACT": ["zzz", "desk@", "a@b\r\nBcc: c@d.example"],
    "ENISHI_LOG_LEVEL": ["LOUD", "", "20"],
    "ENISHI_PATIENCE": ["0", "-1", "nan", "inf", "long"],
    "ENISHI_SAMPLE": ["maybe", ""],
    "ENISHI_REQUESTS_PER_MINUTE": ["0", "-5", "many", "1.5"],
    "ENISHI_SIGN_INS_PER_MINUTE": ["0"],
    "ENISHI_OPERATION_SECONDS": ["nan", "inf", "0", "-1", "soon"],
    "ENISHI_HOME": ["", "/etc/passwd", "/etc/passwd/below", "~nobody-of-that-name/x"],
    "ENISHI_KEYS": ["/etc/passwd"],
    "ENISHI_PROVIDERS_INSIDE": ["sso.town.lan", "https://a.lan/realm", "*"],
    "ENISHI_TRUSTED_PROXIES": ["0.0.0.0/0", "::/0", "nginx", "10.0.0.1/24", ","],
    "ENISHI_FORWARDED_HEADER": ["x-real-ip", ""],
}
pairs = [(name, value) for name, values in CANNOT_STAND.items() for value in values]


@pytest.mark.parametrize(("name", "value"), pairs)
def test_a_wrong_value_is_one_line_that_names_its_variable(name, value):
    with pytest.raises(WrongSetting) as refused:
        load(GatewaySettings, {name: value})

    assert str(refused.value).startswith(f"{name}: ")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in STAND.items() for value in values]
)
def test_a_value_that_can_stand_is_taken(name, value):
    found = load(GatewaySettings, {name: value})

    taken = str(getattr(found, name.removeprefix("ENISHI_").lower())).lower()
    assert taken in {value.lower(), "true", "false", f"{value}.0"}


def test_no_password_is_shown():
    with pytest.raises(WrongSetting) as refused:
        load(GatewaySettings, {"ENISHI_DATABASE_URL": "pg://u:hunter2@h/db"})

    assert "hunter2" not in str(refused.value)


def test_a_file_that_is_not_there_names_its_variable(tmp_path):
    gone = tmp_path / "gone"
    with pytest.raises(WrongSetting, match=f"ENISHI_SMTP_URL_FILE: {gone}: No such file"):
        load(GatewaySettings, {"ENISHI_SMTP_URL_FILE": str(gone)})


def test_a_file_holds_the_value_instead(tmp_path):
    file = tmp_path / "url"
    file.write_text("nats://bus:4222\n", "utf-8")

    assert load(GatewaySettings, {"ENISHI_NATS_URL_FILE": str(file)}).nats_url == "nats://bus:4222"


def test_the_defaults_can_stand():
    assert load(GatewaySettings, {}) == GatewaySettings()
