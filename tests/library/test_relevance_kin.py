"""Of relatives: each is asked what could change the word if there were no other (section 5's last lines)."""

import tempfile
from itertools import product
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from cauce.eligibility import UNDETERMINED, load_pack
from tests.library.small import ALWAYS, LONG, tell, way, write

FACTS = ("kin.legal", "kin.near", "kin.rich", "person.ok")
FLAG = st.sampled_from([None, None, True, False])
KIN = st.fixed_dictionaries({"legal": FLAG, "near": FLAG, "rich": FLAG})


def _pairs(inner):
    pair = st.tuples(inner, st.sampled_from(["and", "or"]), inner)
    return pair.map(lambda p: f"({p[0]} {p[1]} {p[2]})") | inner.map("not {}".format)


CONDITIONS = st.recursive(st.sampled_from(FACTS), _pairs, max_leaves=5)


def could(word, relative, ok):
    """Facts of one relative, or of the person, that could change the word if there were no other."""
    known = {**{f"kin.{key}": value for key, value in relative.items()}, "person.ok": ok}
    open_facts = [name for name in FACTS if known[name] is None]
    found = set()
    for answers in product((None, True, False), repeat=len(open_facts)):
        after = {**known, **dict(zip(open_facts, answers, strict=True))}
        if word(after) == UNDETERMINED:
            continue
        found |= {
            name
            for name in open_facts
            if after[name] is not None and word({**after, name: None}) == UNDETERMINED
        }
    return found


@settings(max_examples=4000 if LONG else 120)
@given(
    rules=st.lists(CONDITIONS, min_size=1, max_size=2),
    people=st.lists(KIN, min_size=1, max_size=2),
    ok=FLAG,
)
def test_of_relatives_each_is_asked_what_could_change_the_word_if_there_were_no_other(
    rules, people, ok
):
    criteria = [(f"R-{number}", rule, "scope: same_relative") for number, rule in enumerate(rules)]
    with tempfile.TemporaryDirectory() as folder:
        text = way("WAY", ("K-1", "person.fine"), *criteria, head=ALWAYS + "\nthrough: kin")
        pack = load_pack(write(Path(folder), text))

    def told(kin, ok):
        return tell(pack, "WAY", {"fine": True, "ok": ok, "kin": kin})

    def word(known):
        kin = {key: known[f"kin.{key}"] for key in ("legal", "near", "rich")}
        return told([kin], known["person.ok"])[0]

    said, named = told(people, ok)
    if said != UNDETERMINED:
        return
    expected = set().union(*(could(word, one, ok) for one in people))
    assert set(named) >= expected
    # A limb that two rules share may be asked once too often: see test_relevance.
    assert len(rules) > 1 or set(named) == expected
