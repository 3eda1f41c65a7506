"""Speakers without a name: `a ministry official`, `fuentes de la Cancillería`, `the official`."""

import re

from cauce.reading.names import Mention
from cauce.reading.page import Line, Page
from cauce.reading.text import fold

KIND = "source"
_REACH = 130
_TITLED = r"[A-ZÁÉÍÓÚÑÜ][\w'’.&-]*\w"
_TAIL = (
    r"(?P<tail>(?:\s+(?:diplom[aá]tic[oa]s?|oficial(?:es)?|gubernamental(?:es)?|"
    r"(?!que\b)\w+(?:an[oa]s?|en[oa]s?|es[ae]?s?|ens?e)))?"
    r"(?:\s+(?:de|del|of|in|at|from|inside|on|for|close to|cercanas? a|cercanos? al?)(?:\s+(?:the|la|"
    r"las|los|el))?\s+"
    rf"(?:{_TITLED}|\w+)(?:\s+(?:(?:de|del|of|and|y|for)\s+(?:(?:la|los|the)\s+)?)?{_TITLED})*"
    r"(?:\s+(?:province|region|district|county|state|capital)|"
    r"\s+(?:[a-z]+\s)?(?:ministry|government|embassy|presidency|delegation)|"
    r"\s+[a-zñ]{3,}(?:an[oa]|en[oa]|in[oa]|ense|esa|és))?)?)"
)
_REST = re.compile(
    _TAIL + r"(?P<aside>,[^,]{0,110},|"
    r"\s+(?:familiar with|with (?:direct )?knowledge of|briefed on|involved in|close to|"
    r"present at)\s[^,]{2,45}?|"
    r"\s+(?:who|que)\s[^,]{0,60},?)?\s*"
    r"(?:(?:was|were|has|had|have|also|ha|han|fue|le|les|ya|tambi[eé]n|later|then|on|\w+day|este|el|"
    r"lunes|martes|mi[eé]rcoles|jueves|viernes)\s+)*"
)
_DETERMINED = frozenset(re.findall(r"\w+", "the this that el la los las dicho dicha ese esa"))
_STOP = _DETERMINED | frozenset(
    re.findall(
        r"\w+",
        "a an one two three several some another both un una uno unos unas dos tres varios varias"
        " otro otra algunos algunas that que and y but pero as of de del by por with con to segun"
        " when cuando if si because porque said told dijo",
    )
)


# `said a …`, `según adelantó a la prensa un …`
_BETWEEN = re.compile(
    r"\s*(?:[a-z]+o\s+)?(?:(?:to|a|al)\s+(?:the\s+|la\s+|los\s+|este\s+)?\w+\s+)?(?:[a-z]+\s+){0,2}"
)


def before(page: Page, line: Line, at: int) -> Mention | None:
    """Who without a name acts in the verb at this place."""
    said = line.sentence.said
    heads = list(page.lexicon.words["unnamed"].finditer(line.folded, max(0, at - _REACH), at))
    # The first that reaches to the verb: `a spokesman for the ministry`, not the ministry.
    for head in heads:
        rest = _REST.fullmatch(said, head.end(), at)
        if rest:
            start = _start(line.folded, head.start())
            return _mention(page, line, start, rest.end("tail"), head)
    return None


def after(page: Page, line: Line, end: int) -> Mention | None:
    """Who without a name follows directly: `said a ministry official`, `según fuentes de …`."""
    head = page.lexicon.words["unnamed"].search(line.folded, end, min(len(line.folded), end + 70))
    if not head:
        return None
    while following := page.lexicon.words["unnamed"].match(line.folded, head.end() + 1):
        head = following
    start = _start(line.folded, head.start())
    between = line.folded[end:start]
    if start < end or not _BETWEEN.fullmatch(between):
        return None
    tail = re.compile(_TAIL).match(line.sentence.said, head.end())
    close = tail.end() if tail else head.end()
    if adjective := re.compile(r"\s+[a-záéíóúñ]{4,}(?=,)").match(line.sentence.said, close):
        close = adjective.end()
    return _mention(page, line, start, close, head)


def _start(folded: str, at: int) -> int:
    """Where the words begin that belong to a noun: not before an article, a sign or a word that joins."""
    start = at
    for word in reversed(list(re.finditer(r"[\w'.-]+\s+", folded[max(0, at - 60) : at]))[-4:]):
        begin = max(0, at - 60) + word.start()
        if begin + len(word[0]) != start or word[0].strip() in _STOP:
            break
        start = begin
    return start


def _mention(page: Page, line: Line, start: int, end: int, head: re.Match[str]) -> Mention | None:
    """The source; one that is told with an article alone is the one, or the person, told before."""
    if any(m.kind == "person" and m.start < end and start < m.end for m in line.mentions):
        return None
    body = [m for m in line.mentions if m.kind == "body" and m.start < end and start < m.end]
    if body and body[0].start <= head.start() and body[0].end >= end - 1:
        return body[0]
    name = line.sentence.said[start:end].strip().rstrip(".,")
    leading = re.findall(r"\w+", line.folded[:start])[-1:]
    if fold(name) == head[0] and set(leading) & _DETERMINED:
        name = _told(page, line, head[0]) or name
    inside = [m for m in line.mentions if m.start < end and start < m.end]
    if inside and head[0] in _BODIES and inside[0].kind == "country":
        name = _spelled(name, head[0], str(inside[0].of))
    return Mention(start, end, name, KIND, inside[0].of if inside else None)


_BODIES = ("ministry", "embassy", "government", "ministerio", "embajada", "cancilleria", "gobierno")


def _spelled(name: str, head: str, country: str) -> str:
    """`the foreign ministry in Islamabad`, `the Pakistani foreign ministry`: by its country."""
    spanish = head in ("ministerio", "embajada", "cancilleria", "gobierno")
    words = re.split(r"\s+(?:in|of|de|en)\s+", name)[0].split()
    kind = [w for w in words if w[0].islower() or fold(w) in ("foreign", "interior", head)]
    if spanish or not kind:
        return name
    return " ".join(w.capitalize() for w in kind) + f" of {country}"


def _told(page: Page, line: Line, head: str) -> str | None:
    """The last source of this kind in the sentences before, else the last person."""
    for other in reversed([x for x in page.lines if x.sentence.end <= line.sentence.start][-3:]):
        for match in re.finditer(rf"(?<!\w){re.escape(head)}(?!\w)", other.folded):
            start = _start(other.folded, match.start())
            tail = re.compile(_TAIL).match(other.sentence.said, match.end())
            name = other.sentence.said[start : tail.end() if tail else match.end()]
            if fold(name) != head:
                return str(name)
        for mention in other.mentions:
            if mention.kind == "person":
                name = str(mention.name)
                return name
    return None
