"""How wrong tries at the families' door are counted, so that a stranger slows himself and locks nobody out.

Wrong codes are counted per reference and network: five, then two minutes, doubling to a quarter of an hour.
No other network waits for them. Over all networks a reference slows after 200 within an hour: five seconds
a try, never more. A browser that was let in before (`devices`) has a count of its own and none of these.

The odds of a guess. The access code has 31^10 = 8.2 * 10^14 forms. One network makes 11 tries in 74 minutes,
214 a day: 1 in 3.8 * 10^12. However many networks try, they make 24 * 200 + 86,400 / 5 = 22,080 a day: 1 in
3.7 * 10^10. Six digits have 10^6 forms, and eight tries a message, of which one network has five at most
within its ten minutes. Whoever asks without end gets 13 messages a day (`spacing`): 8 * 13 = 104 tries a
day, 1 in 9,600, with two networks or more; with one 65, 1 in 15,000. The family's telephone gets all 13.
"""

from cauce.base.address import network
from cauce.base.throttle import ADDRESS, ALL, Counted, Policy

_HOUR, _MINUTE = 60 * 60, 60
# Per reference and network, and per browser that was let in before.
CODE = Policy(
    free=5, window=_HOUR, wait=2 * _MINUTE, doubles=True, longest=15 * _MINUTE, forgives="all"
)
# Fewer than a message has in all, so that one network never uses up what was sent.
DIGITS = Policy(
    free=3, window=_HOUR, wait=5 * _MINUTE, doubles=True, longest=15 * _MINUTE, forgives="all"
)
# Of a reference, from wherever: slow, and never shut.
REFERENCE = Policy(free=200, window=_HOUR, wait=5, forgives="half")


def of_code(*, reference: str, generation: int, address: str, device: str) -> list[Counted]:
    """Return what a try with an access code is counted under."""
    if device:
        return [(f"families|device|{device}|{generation}", CODE)]
    return [
        (f"families|code|{network(address)}|{reference}|{generation}", CODE),
        (f"families|reference|{reference}|{generation}", REFERENCE),
        *of_address(address),
    ]


def of_digits(*, reference: str, address: str, device: str) -> list[Counted]:
    """Return what a try with six digits is counted under; each message has tries of its own besides."""
    if device:
        return [(f"families|device digits|{device}", DIGITS)]
    return [(f"families|digits|{network(address)}|{reference}", DIGITS), *of_address(address)]


def of_address(address: str) -> list[Counted]:
    """Return what is counted of whoever asks for something without a secret."""
    return [(f"families|address|{network(address)}", ADDRESS), ("families|all", ALL)]


def name_of(reference: str) -> str:
    """Return the text under which a reference's generation is kept."""
    return f"families|generation|{reference}"
