"""What a family is asked to agree to: by purpose and recipient, the refusable ones marked.

`words` are said by the pages; a centre's own organisations come on top as recipients of referrals.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """One line of the consent page; what is not necessary is refused unless somebody says yes."""

    purpose: str
    recipient: str
    necessary: bool


# Necessary: without these nothing can be answered, so there is no application without them.
PURPOSES = (
    Purpose(purpose="decide", recipient="centre", necessary=True),
    Purpose(purpose="contact", recipient="centre", necessary=True),
    Purpose(purpose="refer", recipient="destination", necessary=False),
    Purpose(purpose="refer", recipient="organisations", necessary=False),
    Purpose(purpose="share", recipient="home-state", necessary=False),
    Purpose(purpose="improve", recipient="statistics", necessary=False),
)
