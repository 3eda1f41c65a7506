"""Says answers, people and questions in words: the pack's where it has them, the catalogue's elsewhere."""

from typing import Any

from django.utils.translation import gettext as _

from cauce.eligibility import Fact, Pack, Words, words
from cauce.questions import days
from cauce.questions.answers import PRIVATE, UNKNOWN, Answers, Ref, items
from cauce.questions.fields import none_text


def person(pack: Pack, answers: Answers, index: int, lang: str) -> str:
    """Return who a person is: by name where names were given, else by number and relation."""
    if answers.names:
        return answers.names[index]
    if index == 0:
        return _("You") if answers.mine else _("Main applicant")
    number = _("Person %(number)d") % {"number": index + 1}
    relation = pack.facts[pack.relations.fact]
    code = answers.persons[index].get(relation.key)
    if not code:
        return number
    return f"{number}: {words(pack, lang).code(relation.type.codes, code)}"


def about(pack: Pack, answers: Answers, ref: Ref, lang: str) -> str:
    """Return whom a question is about, where there is more than one it could be about."""
    said = []
    if ref.person is not None and len(answers.persons) > 1:
        said.append(person(pack, answers, ref.person, lang))
    if ref.row is not None:
        records = items(answers.persons[ref.person or 0].get(pack.facts[ref.list_fact].key))
        said.append(
            _("%(list)s, %(number)d of %(all)d")
            % {
                "list": words(pack, lang).fact(ref.list_fact, "label"),
                "number": ref.row + 1,
                "all": len(records),
            }
        )
    return " · ".join(said)


def question(pack: Pack, answers: Answers, ref: Ref, lang: str) -> str:
    """Return the question, put to whom it concerns."""
    spoken = words(pack, lang)
    to_reader = ref.person is None or (ref.person == 0 and answers.mine)
    other = "" if to_reader else spoken.fact(ref.fact, "other")
    return other or spoken.fact(ref.fact, "question")


def answer(pack: Pack, fact: Fact, value: Any, how: str, lang: str) -> str:
    """Return an answer as its reader would say it."""
    if how == PRIVATE:
        return _("I'd rather not say it here")
    if how == UNKNOWN or value is None:
        return _("I don't know")
    if fact.type.kind == "rows":
        said = _rows(pack, fact, value, lang)
    elif fact.type.kind == "set":
        said = ", ".join(words(pack, lang).code(fact.type.codes, code) for code in items(value))
    else:
        return _one(words(pack, lang), fact.type.kind, fact.type.codes, value) or none_text(
            pack, fact, lang
        )
    if isinstance(value, dict):
        return f"{said}; {_('maybe more')}" if said else _("maybe more")
    return said or none_text(pack, fact, lang)


def _rows(pack: Pack, fact: Fact, value: Any, lang: str) -> str:
    if fact.type.row:
        return str(len(items(value))) if items(value) else ""
    spoken = words(pack, lang)
    rows = []
    for entry in items(value):
        parts = [
            _one(spoken, type_.kind, type_.codes, entry[key])
            for key, type_ in fact.fields.items()
            if entry.get(key) is not None
        ]
        rows.append(" – ".join(filter(None, parts)))
    return "; ".join(rows)


def _one(spoken: Words, kind: str, codes: str, value: Any) -> str:
    """Return a single value in words; empty for never and none."""
    if value in ("never", "none"):
        return ""
    if kind == "bool":
        return _("Yes") if value else _("No")
    if kind == "date":
        return days.spoken(value)
    return spoken.code(codes, value) if kind == "code" else str(value)
