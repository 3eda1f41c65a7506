"""Short messages over HTTP: one POST to a gateway that knows a repetition by its id.

    POST <CAUCE_SMS_URL>   Idempotency-Key: <id>   {"id": …, "to": "+502…", "text": …}

Any 2xx says that it was taken, also when the id was taken before; 422 that there is no such number; anything
else that it should be tried later. docs/howto/send-letters.md asks this of a gateway.
"""

import http.client
import json
import ssl
from collections.abc import Callable
from urllib.parse import urlsplit

from cauce.base.lines import Lines
from cauce.notices.channels import STEP, Failed, Message, Unreachable, deadline
from cauce.notices.kinds import NO_SUCH_ADDRESS
from cauce.notices.models import Delivery

NO_SUCH_NUMBER = 422
# The gateway does not know us, or we ask at the wrong door: no fault of this number.
OUR_FAULT = frozenset({401, 403, 404, 405})
MOST_READ = 4096


class ShortMessageLine:
    """One gateway, named in the environment."""

    def __init__(self, lines: Lines) -> None:
        """Remember where the gateway is."""
        self.lines = lines
        self.parts = urlsplit(lines.sms_url)

    def send(self, delivery: Delivery, message: Message, leaving: Callable[[], None]) -> None:
        """Send one message; under the same id it may be sent again, so it need not say that it leaves."""
        gateway = self._gateway()
        with deadline(lambda: gateway.sock):
            try:
                status = self._post(gateway, delivery, message)
            except (http.client.HTTPException, OSError):
                raise Unreachable("unreachable") from None
            finally:
                gateway.close()
        if status == NO_SUCH_NUMBER:
            raise Failed(NO_SUCH_ADDRESS, for_good=True)
        if status in OUR_FAULT:
            raise Unreachable("refused")
        if not 200 <= status < 300:
            raise Failed("refused")

    def _gateway(self) -> http.client.HTTPConnection:
        host, port = self.parts.hostname or "", self.parts.port
        if self.parts.scheme == "https":
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(host, port, timeout=STEP, context=context)
        return http.client.HTTPConnection(host, port, timeout=STEP)

    def _post(
        self, gateway: http.client.HTTPConnection, delivery: Delivery, message: Message
    ) -> int:
        said = {"id": str(delivery.pk), "to": message.to, "text": message.text}
        head = {"Content-Type": "application/json", "Idempotency-Key": str(delivery.pk)}
        if self.lines.sms_secret:
            head["Authorization"] = f"Bearer {self.lines.sms_secret}"
        path = f"{self.parts.path or '/'}{'?' if self.parts.query else ''}{self.parts.query}"
        gateway.request("POST", path, json.dumps(said).encode(), head)
        answer = gateway.getresponse()
        answer.read(MOST_READ)
        return answer.status
