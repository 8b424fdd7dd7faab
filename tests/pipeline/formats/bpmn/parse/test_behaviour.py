"""Test reading events, loops, conditions and scripts."""

import pytest

from pipeline.formats.bpmn.parse.behaviour import is_true
from pipeline.ir.workflow import EventDefinition, Expression, Loop, Timer
from tests.pipeline.formats.bpmn.parse.documents import bpmn, element, process


def event(definition: str, *root_elements: str) -> tuple[EventDefinition, ...]:
    content = bpmn(*root_elements, '<process id="P">', f'<startEvent id="S">{definition}</startEvent>', "</process>")
    return element(content, "S").events


@pytest.mark.parametrize("id_", ["", ' id="D"'])
@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        ("<messageEventDefinition{} messageRef='own:X'/>", EventDefinition(kind="message", ref="X")),
        ("<signalEventDefinition{} signalRef='X'/>", EventDefinition(kind="signal", ref="X")),
        ("<errorEventDefinition{} errorRef='X'/>", EventDefinition(kind="error", ref="X")),
        ("<escalationEventDefinition{}/>", EventDefinition(kind="escalation")),
        ("<compensateEventDefinition{} activityRef='X'/>", EventDefinition(kind="compensate", ref="X")),
        ("<linkEventDefinition{} name='a: b'/>", EventDefinition(kind="link", ref="a: b")),
        ("<cancelEventDefinition{}/>", EventDefinition(kind="cancel")),
        ("<terminateEventDefinition{}/>", EventDefinition(kind="terminate")),
        (
            "<conditionalEventDefinition{}><condition> x </condition></conditionalEventDefinition>",
            EventDefinition(kind="conditional", condition=Expression(text="x")),
        ),
        (
            "<timerEventDefinition{}><timeDuration>\n PT1H </timeDuration></timerEventDefinition>",
            EventDefinition(kind="timer", timer=Timer(kind="duration", text="PT1H")),
        ),
        (
            "<timerEventDefinition{}><timeCycle>R3/PT1H</timeCycle></timerEventDefinition>",
            EventDefinition(kind="timer", timer=Timer(kind="cycle", text="R3/PT1H")),
        ),
        ("<timerEventDefinition{}/>", EventDefinition(kind="timer")),
    ],
)
def test_an_event_knows_what_it_is_about(definition, expected, id_):
    assert event(definition.format(id_), '<message id="X"/>') == (expected,)


def test_an_event_may_refer_to_a_shared_definition_and_have_several():
    shared = '<timerEventDefinition id="D"><timeDate>2030-01-01</timeDate></timerEventDefinition>'
    found = event("<cancelEventDefinition/><eventDefinitionRef>own:D</eventDefinitionRef>", shared)
    assert found == (
        EventDefinition(kind="cancel"),
        EventDefinition(kind="timer", timer=Timer(kind="date", text="2030-01-01")),
    )


def test_only_events_have_events():
    assert element(process('<task id="T"><cancelEventDefinition/></task>'), "T").events == ()


@pytest.mark.parametrize(
    ("kind", "stated", "expected"),
    [
        ("boundaryEvent", "", True),
        ("boundaryEvent", 'cancelActivity="true"', True),
        ("boundaryEvent", 'cancelActivity=" 0 "', False),
        ("boundaryEvent", 'cancelActivity="false"', False),
        ("startEvent", 'isInterrupting="false"', False),
        ("startEvent", "", True),
    ],
)
def test_interrupting(kind, stated, expected):
    assert element(process(f'<{kind} id="E" {stated}/>'), "E").interrupting is expected


@pytest.mark.parametrize(("stated", "expected"), [("", False), ('triggeredByEvent="true"', True)])
def test_event_sub_process(stated, expected):
    assert element(process(f'<subProcess id="S" {stated}/>'), "S").event_sub_process is expected


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("", None),
        ("<standardLoopCharacteristics/>", Loop(kind="standard")),
        (
            '<standardLoopCharacteristics id="L" testBefore="true" loopMaximum="3"><loopCondition>c</loopCondition>'
            "</standardLoopCharacteristics>",
            Loop(
                kind="standard",
                cardinality=Expression(text="3"),
                condition=Expression(text="c"),
                test_before=True,
            ),
        ),
        ("<multiInstanceLoopCharacteristics/>", Loop(kind="parallel")),
        (
            '<multiInstanceLoopCharacteristics isSequential="true" acme:collection="no"><loopCardinality>5'
            "</loopCardinality><completionCondition>done</completionCondition></multiInstanceLoopCharacteristics>",
            Loop(kind="sequential", cardinality=Expression(text="5"), condition=Expression(text="done")),
        ),
        (
            "<multiInstanceLoopCharacteristics><loopDataInputRef>D</loopDataInputRef></multiInstanceLoopCharacteristics>",
            Loop(kind="parallel", collection="D"),
        ),
    ],
)
def test_loops(stated, expected):
    content = process('<dataObject id="D"/>', f'<task id="T">{stated}</task>')
    assert element(content, "T").loop == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("<conditionExpression> a &lt; <![CDATA[b]]><!-- c --> </conditionExpression>", Expression(text="a < b")),
        (
            '<conditionExpression language="urn:x" id="C">a</conditionExpression>',
            Expression(text="a", language="urn:x"),
        ),
        ("<conditionExpression/>", None),
        ("<conditionExpression>\n </conditionExpression>", None),
        ("", None),
    ],
)
def test_conditions(expression, expected):
    content = process('<task id="T"/>', f'<sequenceFlow id="F" sourceRef="T" targetRef="T">{expression}</sequenceFlow>')
    assert element(content, "F").condition == expected


def test_gateways_and_ad_hoc_sub_processes_have_conditions_too():
    content = process(
        '<complexGateway id="G"><activationCondition>a</activationCondition></complexGateway>',
        '<adHocSubProcess id="S"><completionCondition>b</completionCondition></adHocSubProcess>',
    )
    assert element(content, "G").condition == Expression(text="a")
    assert element(content, "S").condition == Expression(text="b")


def test_an_expression_is_in_the_language_of_the_document_unless_it_says_another():
    content = process(
        '<task id="T"/>',
        '<sequenceFlow id="F" sourceRef="T" targetRef="T"><conditionExpression>a</conditionExpression></sequenceFlow>',
    )
    content = content.replace(b'id="Definitions"', b'id="Definitions" expressionLanguage="urn:feel"')
    assert element(content, "F").condition == Expression(text="a", language="urn:feel")


def test_a_script_is_kept_as_written():
    script = "\n  if a < b:\n    pass\n"
    content = process(f'<scriptTask id="T" scriptFormat="python"><script><![CDATA[{script}]]></script></scriptTask>')
    assert element(content, "T").script == Expression(text=script, language="python")


@pytest.mark.parametrize(
    ("value", "default", "expected"),
    [
        ("true", False, True),
        (" 1\n", False, True),
        ("false", True, False),
        ("0", True, False),
        (None, True, True),
        ("maybe", True, True),
    ],
)
def test_booleans(value, default, expected):
    assert is_true(value, default) is expected
