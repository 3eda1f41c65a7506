"""The line of a demonstration: a row that the office reads at /office/outbox, and nothing leaves."""

from collections.abc import Callable

from cauce.base import clock
from cauce.base.actors import Actor
from cauce.notices.channels import Message
from cauce.notices.models import Delivery
from cauce.notices.sending import actions


class LocalLine:
    """Writes a message under the delivery's id, so that a repetition is no second one."""

    def send(self, delivery: Delivery, message: Message, leaving: Callable[[], None]) -> None:
        """Keep one message."""
        actions.keep_message(
            delivery=delivery,
            to=message.to,
            subject=message.subject,
            text=message.text,
            by=Actor.WORKER,
            at=clock.now(),
        )
