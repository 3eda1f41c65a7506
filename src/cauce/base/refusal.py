"""A verb's refusal: a sentence for the person in front of the screen."""


class Refused(Exception):
    """What was asked cannot be done; the text says why and what to do, in plain words."""

    @property
    def sentence(self) -> str:
        """Return the words to show."""
        return str(self)
