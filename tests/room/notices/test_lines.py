"""The lines themselves, against servers on this machine: what is said, and what a broken server can do."""

import json
import socket
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.core.exceptions import ImproperlyConfigured

from cauce.base import lines
from cauce.base.lines import Lines
from cauce.notices import channels
from cauce.notices.channels import Failed, Message, Unreachable, Unsure, line_of
from cauce.notices.channels.email import MailLine
from cauce.notices.channels.local import LocalLine
from cauce.notices.channels.sms import ShortMessageLine

DELIVERY = SimpleNamespace(pk=UUID(int=5))
TEXT = Message(to="rosa@example.org", subject="Léala", text="Hay una carta.\n.punto", language="es")


class Post:
    """An SMTP server of one connection; `answers` maps a command to what it says instead of yes."""

    def __init__(self, **answers):
        self.answers, self.said, self.door = answers, [], socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self):
        with suppress(OSError):  # the caller may hang up too
            self._talk()

    def _talk(self):
        caller, _ = self.door.accept()
        with caller, caller.makefile("rwb") as talk:
            self._say(talk, "220 post", "GREETING")
            data = False
            for line in talk:
                self.said.append(line)
                word = "END" if data and line == b".\r\n" else line[:4].decode().strip().upper()
                if data and word != "END":
                    continue
                if self.answers.get(word) == "hang up":
                    return
                if self.answers.get(word) == "drip":
                    self._drip(talk)
                    return
                self._say(talk, "354 go on" if word == "DATA" else "250 yes", word)
                data = word == "DATA" and "DATA" not in self.answers

    def _say(self, talk, yes, word):
        talk.write(f"{self.answers.get(word, yes)}\r\n".encode())
        talk.flush()

    def _drip(self, talk):
        for _ in range(600):
            talk.write(b"2")
            talk.flush()
            time.sleep(0.05)

    def end(self):
        self.door.close()
        self.thread.join(timeout=5)


@pytest.fixture
def post():
    """Start a server that answers otherwise at some command."""
    open_ones = []

    def start(**answers):
        open_ones.append(Post(**answers))
        return open_ones[-1]

    yield start
    for one in open_ones:
        one.end()


def mail(server, *, leaving=lambda: None, message=TEXT):
    """Send one letter to a server."""
    line = MailLine(
        Lines(
            smtp_host="127.0.0.1",
            smtp_port=server.port,
            smtp_plain=True,
            mail_from="avisos@mensajes.example",
        )
    )
    line.send(DELIVERY, message, leaving)


def test_a_letter_by_mail(post):
    server, left = post(), []
    mail(server, leaving=lambda: left.append(b"".join(server.said)))
    server.end()
    said = b"".join(server.said).decode()
    assert "MAIL FROM:<avisos@mensajes.example>" in said.upper().replace(
        "AVISOS@MENSAJES.EXAMPLE", "avisos@mensajes.example"
    )
    assert "<rosa@example.org>" in said
    assert "Message-ID: <00000000-0000-0000-0000-000000000005@mensajes.example>" in said
    assert "Content-Language: es" in said
    assert "Auto-Submitted: auto-generated" in said
    assert "\r\n..punto" in said
    # Told before the text goes, not after.
    assert b"DATA" not in left[0].upper()
    assert b"RCPT" in left[0].upper()


@pytest.mark.parametrize(
    ("answers", "fault", "for_good"),
    [
        ({"RCPT": "550 nobody"}, Failed, True),
        ({"RCPT": "450 later"}, Failed, False),
        ({"RCPT": "554 5.7.1 we do not like your server"}, Failed, False),
        ({"MAIL": "421 busy"}, Unreachable, False),
        ({"DATA": "554 no"}, Failed, False),
        ({"END": "552 too long"}, Failed, True),
        ({"END": "451 later"}, Failed, False),
        ({"GREETING": "554 go away"}, Unreachable, False),
        ({"EHLO": "hang up"}, Unreachable, False),
        ({"RCPT": "hang up"}, Unreachable, False),
    ],
    ids=str,
)
def test_what_did_not_go_is_known_not_to_have_gone(post, answers, fault, for_good):
    with pytest.raises(Failed) as failed:
        mail(post(**answers))
    assert (type(failed.value), failed.value.for_good) == (fault, for_good)


def test_a_server_that_dies_with_the_letter_in_hand_leaves_it_unsure(post):
    left = []
    with pytest.raises(Unsure):
        mail(post(END="hang up"), leaving=lambda: left.append(1))
    assert left == [1]


def test_nobody_listens():
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    with pytest.raises(Unreachable):
        mail(SimpleNamespace(port=port))


def test_a_server_that_hangs_is_left(monkeypatch):
    monkeypatch.setattr("cauce.notices.channels.email.STEP", 0.2)
    begun = time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as door, pytest.raises(Unreachable):
        mail(SimpleNamespace(port=door.getsockname()[1]))
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    ("word", "fault"), [("EHLO", Unreachable), ("RCPT", Unreachable), ("END", Unsure)]
)
def test_a_server_that_drips_is_cut_off(post, monkeypatch, word, fault):
    monkeypatch.setattr(channels, "DEADLINE", 0.4)
    begun = time.monotonic()
    with pytest.raises(fault):
        mail(post(**{word: "drip"}))
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize("to", ["rosa@example.org\r\nBcc: x@example.org", "roŝa@example.org"])
def test_an_address_that_is_none_is_given_up(post, to):
    message = Message(to=to, subject="s", text="t", language="es")
    with pytest.raises(Failed, match="no_such_address") as failed:
        mail(SimpleNamespace(port=1), message=message)
    assert failed.value.for_good


class Gateway(BaseHTTPRequestHandler):
    """Takes what it gets, once an id, and answers with `status`."""

    status, got, slow = 202, [], 0.0

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        type(self).got.append((self.path, dict(self.headers), body))
        time.sleep(self.slow)
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def gateway():
    """A gateway on this machine."""
    kind = type("OneGateway", (Gateway,), {"got": []})
    server = HTTPServer(("127.0.0.1", 0), kind)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    kind.url = f"http://127.0.0.1:{server.server_port}/sms?from=neutral"
    yield kind
    server.shutdown()
    server.server_close()
    thread.join()


def sms(url):
    """Send one short message."""
    message = Message(to="+50255512345", subject="", text="Hay un mensaje…", language="es")
    ShortMessageLine(Lines(sms_url=url, sms_secret="s3cret")).send(
        DELIVERY, message, lambda: pytest.fail("A line with keys need not leave.")
    )


def test_a_short_message(gateway):
    sms(gateway.url)
    [(path, head, body)] = gateway.got
    assert path == "/sms?from=neutral"
    assert body == {"id": str(DELIVERY.pk), "to": "+50255512345", "text": "Hay un mensaje…"}
    assert head["Idempotency-Key"] == str(DELIVERY.pk)
    assert head["Authorization"] == "Bearer s3cret"


@pytest.mark.parametrize(
    ("status", "fault", "because"),
    [
        (422, Failed, "no_such_address"),
        (400, Failed, "refused"),
        (429, Failed, "refused"),
        (503, Failed, "refused"),
        (401, Unreachable, "refused"),
        (404, Unreachable, "refused"),
    ],
)
def test_a_gateway_that_says_no(gateway, status, fault, because):
    gateway.status = status
    with pytest.raises(Failed) as failed:
        sms(gateway.url)
    assert (type(failed.value), failed.value.because) == (fault, because)
    assert failed.value.for_good is (status == 422)


def test_a_gateway_that_hangs_is_left(gateway, monkeypatch):
    monkeypatch.setattr("cauce.notices.channels.sms.STEP", 0.2)
    gateway.slow = 1.0
    with pytest.raises(Unreachable):
        sms(gateway.url)


def test_no_gateway():
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    with pytest.raises(Unreachable):
        sms(f"http://127.0.0.1:{port}/")


def test_only_production_reaches_real_telephones(settings):
    settings.CAUCE_LINES = Lines(smtp_host="m", mail_from="a@b", sms_url="https://sms.example")
    settings.PRODUCTION = False
    assert isinstance(line_of("sms"), LocalLine)
    assert isinstance(line_of("email"), LocalLine)
    settings.PRODUCTION = True
    assert isinstance(line_of("sms"), ShortMessageLine)
    assert isinstance(line_of("email"), MailLine)
    settings.CAUCE_LINES = Lines()
    assert (line_of("sms"), line_of("email")) == (None, None)


def test_lines_are_read_from_the_environment(tmp_path):
    secret = tmp_path / "secret"
    secret.touch(mode=0o600)
    secret.write_text("hush\n")
    read = lines.read(
        {
            "CAUCE_SMTP": "mail.example:2525",
            "CAUCE_SMTP_USER": "u",
            "CAUCE_SMTP_PASSWORD_FILE": str(secret),
            "CAUCE_MAIL_FROM": "avisos@mensajes.example",
            "CAUCE_SMS_URL": "https://sms.example/send",
        }
    )
    assert (read.smtp_host, read.smtp_port, read.smtp_password) == ("mail.example", 2525, "hush")
    assert lines.read({}) == Lines()


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({"CAUCE_SMTP": "mail.example:25"}, "CAUCE_MAIL_FROM"),
        ({"CAUCE_SMTP": "mail:x", "CAUCE_MAIL_FROM": "a@b"}, "CAUCE_SMTP"),
        ({"CAUCE_SMS_URL": "http://sms.example"}, "CAUCE_SMS_URL"),
        ({"CAUCE_SMS_SECRET_FILE": "/nowhere/at/all"}, "CAUCE_SMS_SECRET_FILE"),
    ],
    ids=["no sender", "no port", "no TLS", "no file"],
)
def test_a_wrong_line_is_refused_by_name(environ, says):
    with pytest.raises(ImproperlyConfigured, match=says):
        lines.read(environ)
