"""Test the renderings of a difference, and that no name in them can act as markup."""

import json
import re
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.compare.render import data, markdown, text
from pipeline.ir.difference import Change, Difference
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


TIMER = (
    '<intermediateCatchEvent id="A"><timerEventDefinition id="T"><{0}>{1}</{0}></timerEventDefinition>'
    "</intermediateCatchEvent>"
)
LOOP = (
    '<task id="A"><multiInstanceLoopCharacteristics id="L" isSequential="{}"><loopCardinality>{}</loopCardinality>'
    "</multiInstanceLoopCharacteristics></task>"
)
FLOW = (
    '<task id="A"/><task id="B"/><sequenceFlow id="F" sourceRef="A" targetRef="B"><conditionExpression id="C" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="tFormalExpression" language="{}">{}'
    "</conditionExpression></sequenceFlow>"
)
EXTENDED = '<task id="A"><extensionElements><x:list xmlns:x="urn:acme">{}</x:list></extensionElements></task>'
LANES = (
    '<laneSet id="S"><lane id="L1"><flowNodeRef>A</flowNodeRef>{}</lane><lane id="L2">{}</lane></laneSet>'
    '<task id="A"/><task id="B"/>'
)
HERE = "<flowNodeRef>B</flowNodeRef>"
ENTRY = '<x:entry name="{}" value="{}"/>'
LONG = "if (total > 100 and customer.country in known and customer.age > 17 and not customer.blocked and x == {})"


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        (TIMER.format("timeDuration", "PT1S"), TIMER.format("timeDuration", "PT15S"),
         ["timer: duration PT1S → duration PT15S"]),
        (TIMER.format("timeDuration", "PT1S"), TIMER.format("timeDate", "PT1S"), ["timer: duration PT1S → date PT1S"]),
        ('<startEvent id="A"/>', '<startEvent id="A"><signalEventDefinition/><cancelEventDefinition/></startEvent>',
         ["signal: nothing → present", "cancel: nothing → present"]),
        (LOOP.format("true", 3), LOOP.format("false", 5), ["loop: sequential → parallel", "loop cardinality: 3 → 5"]),
        (FLOW.format("feel", "a > 1"), FLOW.format("juel", "a > 2"),
         ["condition: a > 1 → a > 2", "condition language: feel → juel"]),
        ('<task id="A" startQuantity="2"/>', '<task id="A" startQuantity="3" completionQuantity="2"/>',
         ["startQuantity: 2 → 3", "completionQuantity: nothing → 2"]),
        ('<task id="A" acme:x="1"/>', '<task id="A" acme:x="2"/>', ["acme:x: 1 → 2"]),
        (EXTENDED.format(ENTRY.format("a", 1)), EXTENDED.format(ENTRY.format("a", 2)),
         ["x:list/x:entry[a] value: 1 → 2"]),
        (EXTENDED.format(ENTRY.format("a", 1)), EXTENDED.format(ENTRY.format("a", 1) * 2),
         ["x:list/x:entry[a] value #2: nothing → 1"]),
        (EXTENDED.format(ENTRY.format("a", 1) + ENTRY.format("b", 1)),
         EXTENDED.format(ENTRY.format("b", 1) + ENTRY.format("a", 1)),
         ["order: x:entry[a] value, x:entry[b] value → x:entry[b] value, x:entry[a] value"]),
        (EXTENDED.format(ENTRY.format("a", 1)), EXTENDED.format(ENTRY.format("b", 1)), ["x:list/x:entry: a → b"]),
        (EXTENDED.format('<x:job type="a"/>'), EXTENDED.format('<x:job type="b"/>'), ["x:list/x:job: a → b"]),
        (EXTENDED.format('<x:job type="a"><x:in id="i" v="1"/><x:in id="j" v="1"/></x:job>'),
         EXTENDED.format('<x:job type="b"><x:in id="i" v="2"/><x:in id="k" v="1"/></x:job>'),
         ["x:list/x:job: a → b", "x:list/x:job[b]/x:in: j → k", "x:list/x:job[b]/x:in[i] v: 1 → 2"]),
        (EXTENDED.format(ENTRY.format("a", 1)),
         EXTENDED.format(ENTRY.format("b", 1) + ENTRY.format("c", 1)),
         ["x:list/x:entry[b] value: nothing → 1", "x:list/x:entry[c] value: nothing → 1",
          "x:list/x:entry[a] value: 1 → nothing"]),
        (EXTENDED.format("a = 1"), EXTENDED.format("a  = 1"), ["x:list: a·=·1 → a··=·1"]),
        (LANES.format(HERE, ""), LANES.format("", HERE), ["flow node: B → nothing", "flow node: nothing → B"]),
        (f'<scriptTask id="A"><script>{LONG.format(1)}</script></scriptTask>',
         f'<scriptTask id="A"><script>{LONG.format(2)}</script></scriptTask>',
         ["script: …er.blocked and x == 1) → …er.blocked and x == 2)"]),
        ('<textAnnotation id="A"><text>Now</text></textAnnotation>',
         '<textAnnotation id="A"><text>Then</text></textAnnotation>', ["text: Now → Then"]),
    ],
)  # fmt: skip
def test_values_are_in_words_and_nothing_is_said_twice(before, after, lines):
    found = compare(process(before), process(after))
    told = text(found).splitlines()
    assert [line.strip() for line in told if line.startswith("    ")] == lines
    assert not re.search(r'[{[]"', text(found) + markdown(found))
    assert found.by_change == {Change.CHANGED: len(lines) if "flow node" in lines[0] else 1}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<task id="A"/>', '<task id="A"><!-- A remark. --></task>'),
        (EXTENDED.format("ab"), EXTENDED.format("a<!-- A remark. -->b")),
        (EXTENDED.format(""), EXTENDED.format("<!-- A remark. -->")),
        ('<task id="A" isForCompensation="true"/>', '<task id="A" isForCompensation=" 1 "/>'),
        ('<intermediateThrowEvent id="A"><compensateEventDefinition id="C" waitForCompletion="true"/>'
         "</intermediateThrowEvent>",
         '<intermediateThrowEvent id="A"><compensateEventDefinition id="C" waitForCompletion="1"/>'
         "</intermediateThrowEvent>"),
        ('<task id="A"><ioSpecification><dataInput isCollection="0"/></ioSpecification></task>',
         '<task id="A"><ioSpecification><dataInput/></ioSpecification></task>'),
    ],
)  # fmt: skip
def test_comments_and_spellings_of_a_boolean_are_no_difference(before, after):
    assert compare(process(before), process(after)).identical


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
