"""E-mail by SMTP, in two steps: everything up to the envelope may be repeated, the text itself may not."""

import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP as AS_SENT
from email.utils import format_datetime

from cauce.base import clock
from cauce.base.lines import Lines
from cauce.notices.channels import STEP, Failed, Message, Unreachable, Unsure, deadline
from cauce.notices.kinds import NO_SUCH_ADDRESS
from cauce.notices.models import Delivery

TLS_FROM_THE_FIRST_BYTE = 465
GREETING, ACCEPTED = 220, (250, 251)
REFUSED, REFUSED_FOR_GOOD = range(400, 600), range(500, 600)
POLICY = b"5.7."  # RFC 3463: about us and our server, not about the address


class MailLine:
    """One server, named in the environment."""

    def __init__(self, lines: Lines) -> None:
        """Remember where the server is."""
        self.lines = lines

    def send(self, delivery: Delivery, message: Message, leaving: Callable[[], None]) -> None:
        """Send one message."""
        text = self._letter(delivery, message)
        server = self._server()
        with deadline(lambda: server.sock):
            try:
                self._open(server)
                self._address(server, message.to)
                leaving()
                self._hand_over(server, text)
            finally:
                server.close()

    def _letter(self, delivery: Delivery, message: Message) -> bytes:
        letter = EmailMessage(policy=AS_SENT)
        try:
            message.to.encode("ascii")
            letter["To"] = message.to
        except ValueError:
            raise Failed(NO_SUCH_ADDRESS, for_good=True) from None
        letter["From"] = self.lines.mail_from
        letter["Subject"] = message.subject
        letter["Date"] = format_datetime(clock.machine_now())
        # The same at every try: mailboxes show one letter where a line broke at the very end.
        letter["Message-ID"] = f"<{delivery.pk}@{self.lines.mail_from.rpartition('@')[2]}>"
        letter["Auto-Submitted"] = "auto-generated"
        letter.set_content(message.text)
        letter["Content-Language"] = message.language
        return letter.as_bytes()

    def _server(self) -> smtplib.SMTP:
        # Without a host nothing is connected yet: the deadline must hold for the greeting too.
        server: smtplib.SMTP
        if self.lines.smtp_port == TLS_FROM_THE_FIRST_BYTE:
            server = smtplib.SMTP_SSL(timeout=STEP, context=ssl.create_default_context())
        else:
            server = smtplib.SMTP(timeout=STEP)
        server._host = self.lines.smtp_host  # type: ignore[attr-defined]  # what TLS checks the name of
        return server

    def _open(self, server: smtplib.SMTP) -> None:
        try:
            if server.connect(self.lines.smtp_host, self.lines.smtp_port)[0] != GREETING:
                raise Unreachable("unreachable")
            if not self.lines.smtp_plain and not isinstance(server, smtplib.SMTP_SSL):
                server.starttls(context=ssl.create_default_context())
            if self.lines.smtp_user:
                server.login(self.lines.smtp_user, self.lines.smtp_password)
        except (smtplib.SMTPException, OSError):
            raise Unreachable("unreachable") from None

    def _address(self, server: smtplib.SMTP, to: str) -> None:
        try:
            server.ehlo_or_helo_if_needed()
            ours, (theirs, said) = server.mail(self.lines.mail_from)[0], server.rcpt(to)
        except (smtplib.SMTPException, OSError):
            raise Unreachable("unreachable") from None
        if ours not in ACCEPTED:
            raise Unreachable("refused")  # it takes nothing from us: no fault of this address
        if theirs in REFUSED_FOR_GOOD and POLICY not in said:
            raise Failed(NO_SUCH_ADDRESS, for_good=True)
        if theirs in REFUSED:
            raise Failed("refused")
        if theirs not in ACCEPTED:
            raise Unreachable("unreachable")

    def _hand_over(self, server: smtplib.SMTP, text: bytes) -> None:
        try:
            code, _said = server.data(text)
        except smtplib.SMTPDataError:
            raise Failed("refused") from None  # the server did not even ask for the text
        except (smtplib.SMTPException, OSError):
            raise Unsure from None
        if code in REFUSED:
            raise Failed("refused", for_good=code in REFUSED_FOR_GOOD)
        if code not in ACCEPTED:
            raise Unsure  # cut off in the middle of a word
