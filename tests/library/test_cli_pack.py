"""`cauce pack` checks, shows and compares, and says where a pack is wrong."""

import pytest

from tests.library.commands import ALIEN, AMERICAS, alien_copy, replaced, run

LIGHT = "pathways/light.yaml"
GATE = """'keeper.rock in {"ferro", "gull"}'"""
ASKED = "\n    scope: principal\n    unknown: ask"


@pytest.mark.parametrize("pack", [ALIEN, AMERICAS], ids=["alien", "americas"])
def test_a_good_pack_has_no_faults(capsys, pack):
    said = run(capsys, "pack", "check", pack)
    assert said.out.splitlines()[-1].endswith(" examples, 0 faults")
    assert (said.code, said.err, said.out.count("\n")) == (0, "", 1)


EXPRESSIONS = {
    "ill-typed": ("keeper.nights", "not yes or no"),
    "an unknown fact": ("keeper.knights >= 4", "did you mean keeper.nights?"),
    "an unknown code": ('keeper.rock == "fero"', 'did you mean "ferro"?'),
    "compared with another kind": ("keeper.nights >= keeper.born", "cannot be compared"),
    "a lambda": ("lambda: True", "part of the language"),
    "an unknown function": ("open(keeper.rock)", "open"),
    "a way round": ("keeper.__class__.__bases__ == 3", "is no fact"),
    "an f-string": ('f"{keeper.rock}" == "ferro"', "JoinedStr"),
    "a comprehension with a condition": ('any(c == "first" for c in keeper.lenses if True)', "if"),
    "too long": (" or ".join(["keeper.nights == 1"] * 200), "longer than"),
    "too deep": ("(" * 40 + "keeper.nights == 1" + ")" * 40, "nested more than"),
}


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_a_bad_expression_is_refused_with_its_place(capsys, tmp_path, name):
    text, expected = EXPRESSIONS[name]
    pack = replaced(alien_copy(tmp_path), LIGHT, GATE, "'" + text + "'")
    line = (pack / LIGHT).read_text().split(text)[0].count("\n") + 1
    said = run(capsys, "pack", "check", pack)
    fault, last = said.out.splitlines()
    assert (said.code, said.err) == (1, "")
    assert fault.startswith(f"alien/{LIGHT}:{line}:")
    assert expected in fault
    assert last == "3 pathways, 11 criteria, 0 examples, 1 faults"


SPOILED = {
    "a cycle between pathways": (
        LIGHT, "not keeper.confession", 'meets("FERRY")', "refers to itself", LIGHT),
    "a hole in a table": (
        "parameters.yaml", "from: 2024-04-01", "from: 2024-04-03", "has a hole", "parameters.yaml"),
    "an overlap in a table": (
        "parameters.yaml", "from: 2024-04-01", "from: 2024-03-31", "hold on one day",
        "parameters.yaml"),
    "an id used twice": (LIGHT, "id: LIGHT-3", "id: LIGHT-2", "LIGHT-2", "pathways/"),
    "an unknown key": (LIGHT, "authority:", "autority:", "autority is no key", LIGHT),
    "a gate that is not asked": (
        LIGHT, GATE + ASKED, GATE + ASKED.replace("ask", "refer"), "is the gate", LIGHT),
    "a missing text": (
        "words/pt.yaml", 'reason: "Vigiou poucas noites."', 'reason: ""', "LIGHT-2", "words/pt.yaml"),
    "an impossible day": (LIGHT, "from: 2025-01-01", "from: 2025-02-30", "2025-02-30", LIGHT),
    "an unknown source": (
        LIGHT, "sources: [G2]", "sources: [G9]", "G9 is no source", LIGHT),
    "no YAML": ("facts.yaml", "codes:\n", "codes: [\n", "", "facts.yaml"),
    "an example that is not so": (
        "examples/criteria/light.yaml", "{nights: 39}", "{nights: 41}",
        "thirty-nine nights: LIGHT-2 should be fails and is holds", "examples/criteria/light.yaml"),
    "an example with an unknown fact": (
        "examples/criteria/light.yaml", "{nights: 39}", "{knights: 39}", "knights is no fact",
        "examples/criteria/light.yaml"),
    "an example of no criterion": (
        "examples/criteria/oath.yaml", "  OATH-4:", "  OATH-9:", "OATH-9 is no criterion",
        "examples/criteria/oath.yaml"),
    "an example from nowhere": (
        "examples/criteria/oath.yaml", "from: a keeper", "from: a guest", "is no household",
        "examples/criteria/oath.yaml"),
    "an example that expects two things": (
        "examples/criteria/oath.yaml", '{holds: "afraid"}', '{holds: "afraid", fails: "afraid"}',
        "one thing that is expected", "examples/criteria/oath.yaml"),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_pack_is_told_where_and_what(capsys, tmp_path, name):
    file, old, new, expected, place = SPOILED[name]
    pack = replaced(alien_copy(tmp_path), file, old, new)
    said = run(capsys, "pack", "check", pack)
    faults = said.out.splitlines()[:-1]
    assert (said.code, said.err) == (1, "")
    hits = [fault for fault in faults if expected in fault and f"alien/{place}" in fault]
    assert hits, said.out
    assert all("; " in fault for fault in faults)
    assert said.out.splitlines()[-1].endswith(f", {len(faults)} faults")


def test_a_criterion_without_examples_is_named(capsys, tmp_path):
    pack = alien_copy(tmp_path)
    (pack / "examples/criteria/ferry.yaml").unlink()
    said = run(capsys, "pack", "check", pack)
    assert "FERRY-2 has no example that holds or fails or is unknown" in said.out
    assert said.code == 1


def test_people_who_are_like_each_other_are_refused(capsys, tmp_path):
    pack = replaced(
        alien_copy(tmp_path), "examples/bases.yaml", "keeper:\n", "keeper:\n    like: helper\n"
    )
    said = run(capsys, "pack", "check", pack)
    assert said.code == 1
    assert "is like itself" in said.out


def test_no_pack_at_all_is_bad_input(capsys, tmp_path):
    said = run(capsys, "pack", "check", tmp_path / "nowhere")
    assert (said.code, said.out) == (2, "")
    assert "is no rule pack" in said.err


def test_shown_on_a_day_only_what_holds(capsys):
    said = run(
        capsys, "pack", "show", "OATH", "--pack", ALIEN, "--on", "2025-01-01", "--lang", "en"
    )
    assert said.code == 0
    assert "OATH: The oath" in said.out
    assert "On 2025-01-01: open" in said.out
    assert "OATH-4" not in said.out
    assert "G1: Book of the guild, leaf 12, 1911" in said.out
    assert "it is not verified law" in said.out


def test_shown_for_all_its_days_with_tables_and_company(capsys):
    said = run(capsys, "pack", "show", "LIGHT", "--pack", ALIEN)
    assert "From 2025-01-01 for primeira ordem: Interrompido (suspended) [G1]" in said.out
    assert "nights.needed 2024-04-01 to …: 40 [G1]" in said.out
    assert "if age(keeper.born) < 16" in said.out
    assert "left to the authority that decides" in said.out
    assert (
        "ferry.last_boat: nothing was entered"
        in run(capsys, "pack", "show", "FERRY", "--pack", ALIEN, "--on", "2024-07-15").out
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [(["LIHGT"], "did you mean LIGHT?"), (["LIGHT", "--lang", "fr"], "fr is no language"),
     (["LIGHT", "--on", "soon"], "--on")],
)  # fmt: skip
def test_what_cannot_be_shown_is_said(capsys, words, expected):
    said = run(capsys, "pack", "show", *words, "--pack", ALIEN)
    assert (said.code, said.out) == (2, "")
    assert expected in said.err


def test_a_pack_is_like_itself(capsys, tmp_path):
    said = run(capsys, "pack", "diff", ALIEN, alien_copy(tmp_path))
    assert (said.code, said.out) == (0, "Nothing changed.\n")


CHANGES = {
    "an expression": (LIGHT, GATE, """'keeper.rock in {"ferro"}'""",
        'criterion LIGHT-1: when: keeper.rock in {"ferro", "gull"} → keeper.rock in {"ferro"}',
        "on a rock with a light: gull: eligible → not_eligible (LIGHT-1)"),
    "a day": (LIGHT, "from: 2025-01-01", "from: 2024-04-01", "2024-04-01 suspended",
        "eligible → closed (suspended)"),
    "a scope": (LIGHT, "scope: each", "scope: principal",
        "criterion LIGHT-3: scope: each → principal", ""),
    "a table": ("parameters.yaml", "value: 40", "value: 41",
        "parameter nights.needed: 2024-04-01 to …: 40 → 41",
        "forty nights: eligible → not_eligible (LIGHT-2)"),
    "a force": ("pathways/oath.yaml", "to: 2024-12-31", "to: 2024-12-30",
        "criterion OATH-4: to: 2024-12-31 → 2024-12-30", ""),
    "a condition": (LIGHT, "< 16", "< 18", "pathway LIGHT: may be listed", ""),
    "a fact": ("facts.yaml", "asked: interview", "asked: office",
        "fact keeper.confession: asked: interview → office", ""),
    "a code": ("facts.yaml", "anvil, mist]", "anvil, mist, skua]", "codes rock: with skua", ""),
    "a word": ("words/pt.yaml", "Tem medo do mar?", "O mar assusta-o?", "words: changed", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_what_changed_is_said_and_whose_word(capsys, tmp_path, name):
    file, old, new, line, example = CHANGES[name]
    said = run(capsys, "pack", "diff", ALIEN, replaced(alien_copy(tmp_path), file, old, new))
    assert said.code == 0
    assert line in said.out
    assert example in said.out
    assert bool(example) is ("example alien/" in said.out)


def test_what_was_added_and_removed_is_said(capsys, tmp_path):
    pack = alien_copy(tmp_path)
    (pack / "pathways/ferry.yaml").unlink()
    (pack / "examples/criteria/ferry.yaml").unlink()
    there, back = run(capsys, "pack", "diff", ALIEN, pack), run(capsys, "pack", "diff", pack, ALIEN)
    assert {"pathway FERRY: removed", "criterion FERRY-2: removed"} <= set(there.out.splitlines())
    assert {"pathway FERRY: added", "criterion FERRY-2: added"} <= set(back.out.splitlines())
