"""Test the renderings of a difference, and that no name in them can act as markup."""

import json
import re
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.compare.render import data, markdown, text
from pipeline.ir.difference import Difference
from tests.fixtures.laws import examples
from tests.pipeline.compare.documents import chain, compare, process

SHIP = process(*chain(("task", "A", "Pay"), ("task", "B", "Ship")))
SEND = process(*chain(("task", "A", "Pay"), ("userTask", "X", "Ship"), ("task", "C", "Thank")))


def named(name: str) -> Difference:
    return compare(process('<task id="A" name="Pay"/>'), process(f'<task id="A" name={quoteattr(name)}/>'))


def test_a_terminal_shows_what_changed():
    assert text(compare(SHIP, SEND)) == (
        "The meaning differs: 2 added, 1 changed, 2 id changed.\n"
        "~ userTask “Ship” (X, line 4): changed, id changed\n"
        "    kind: task → userTask\n"
        "    id: B → X\n"
        "    recognised by meaning, 0.84: related kinds task and userTask, same parent, same name, "
        "67% of the neighbours\n"
        "+ task “Thank” (C, line 5): added\n"
        "+ sequenceFlow (X_C, line 7): added\n"
        "Another id or layout only: 1.\n"
        "Recognised by id: 3, by meaning: 2.\n"
    )


def test_a_pull_request_shows_the_same_in_code_spans():
    assert markdown(named("Ship")) == (
        "**The meaning differs: 1 changed.**\n\n- **changed** `task` “`Ship`” (`A`, line 3)\n  - name: `Pay` → `Ship`\n"
    )


def test_nothing_is_said_of_nothing():
    found = compare(SHIP, SHIP)
    assert (text(found), markdown(found)) == ("No difference.\n", "**No difference.**\n")


def test_what_is_left_out_is_counted():
    assert "Not shown: 2 more." in text(compare(SHIP, SEND), most=1)


def test_a_program_gets_all_of_it_with_names_as_they_are():
    found = named("Sh\u202eip")
    shown = json.loads(json.dumps(data(found)))
    assert shown["by_kind"] == {"task": {"changed": 1}}
    assert shown["entries"][0]["after"]["name"] == "Sh\u202eip"
    read = Difference.model_validate({name: shown[name] for name in Difference.model_fields if name in shown})
    assert read == found.model_copy(update={"pairs": {}})


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\u202eb", "a\\u202eb"),
        ("a\u200bb", "a\\u200bb"),
        ("a\x85b", "a b"),
        ("a\nb", "a b"),
        ("x” (A): removed", 'x" (A): removed'),
        ("y" * 500, "y" * 79 + "…"),
    ],
)
def test_a_name_stays_on_its_line_and_what_is_invisible_is_seen(name, shown):
    assert f"task “{shown}” (A, line 3): changed\n" in text(named(name))


@pytest.mark.parametrize("name", ["`", "``x``", "a`b", "`` ` ``", "@all #1", "<img src=x>", "[x](javascript:y)", "*x*"])
def test_markdown_in_a_name_is_inert(name):
    line = next(line for line in markdown(named(name)).splitlines() if line.startswith("- "))
    assert re.sub(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", "", line) == "- **changed**  “” (, line 3)"


# what XML can hold at all
CHARACTERS = st.characters(exclude_categories=["Cs"]).filter(lambda char: char in "\t\n\r" or char >= " ")


@settings(deadline=None, max_examples=examples(200))
@given(st.text(CHARACTERS.filter(lambda char: char not in "\ufffe\uffff"), max_size=60))
def test_whatever_the_name_each_line_is_printable(name):
    found = named(name)
    for shown in (text(found), markdown(found)):
        assert all(line.isprintable() for line in shown.splitlines())
        assert len(shown.split("\n")) == len(shown.splitlines()) + 1
