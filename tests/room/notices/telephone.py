"""A line that is a file: one line for each message that reached the telephone, whichever process sent it."""

from cauce.notices.channels import Unsure


class Telephone:
    """`keyed` knows a repetition by its id, as the gateway of short messages does; mail does not."""

    def __init__(self, carried, *, keyed, place="", die=None):
        self.carried, self.keyed, self.place, self.die = carried, keyed, place, die

    def send(self, delivery, message, leaving):
        if not self.keyed:
            leaving()
        if self.place == "before the line":
            self.die()
        known = self.carried.read_text().splitlines() if self.carried.exists() else []
        if not (self.keyed and str(delivery.pk) in known):
            with self.carried.open("a") as file:
                file.write(f"{delivery.pk}\n")
        if self.place == "after the line":
            self.die()
        if self.place == "line broke":
            raise Unsure
