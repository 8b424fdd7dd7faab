"""Test that all expressions of an executable process are found."""

from pipeline.formats.bpmn.facts.expressions import expressions, is_formal
from tests.pipeline.formats.bpmn.documents import document, executable

FORMAL = 'xsi:type="own:tFormalExpression"'
CONTENT = (
    "<correlationSubscription><correlationPropertyBinding><dataPath>a</dataPath></correlationPropertyBinding>"
    '</correlationSubscription><task id="A"/><task id="B"><dataInputAssociation id="D"><targetRef>x</targetRef>'
    "<transformation>b</transformation><assignment><from>c</from><to>d</to></assignment></dataInputAssociation>"
    '<multiInstanceLoopCharacteristics id="L"><loopCardinality id="N">e</loopCardinality>'
    "<complexBehaviorDefinition><condition>f</condition></complexBehaviorDefinition>"
    '</multiInstanceLoopCharacteristics></task><sequenceFlow id="F" sourceRef="A" targetRef="B">'
    f"<conditionExpression {FORMAL}>g</conditionExpression></sequenceFlow>"
    '<subProcess id="S"><startEvent id="T"><timerEventDefinition><timeDate>h</timeDate></timerEventDefinition>'
    '</startEvent></subProcess><scriptTask id="X"><script>none</script></scriptTask>'
)
PROPERTY = (
    '<correlationProperty id="C"><correlationPropertyRetrievalExpression><messagePath>i</messagePath>'
    "</correlationPropertyRetrievalExpression></correlationProperty>"
)


def test_every_expression_is_found_once_with_the_element_it_stands_in() -> None:
    found = [(owner.id, part.kind, part.value) for owner, part in expressions(document(executable(CONTENT), PROPERTY))]
    assert sorted(found, key=lambda each: each[2]) == [
        ("Process", "dataPath", "a"),
        ("B", "transformation", "b"),
        ("B", "from", "c"),
        ("B", "to", "d"),
        ("B", "loopCardinality", "e"),
        ("B", "condition", "f"),
        ("F", "conditionExpression", "g"),
        ("T", "timeDate", "h"),
        ("C", "messagePath", "i"),
    ]


def test_those_that_say_so_are_formal_and_those_that_the_schema_types() -> None:
    found = [part.value for _, part in expressions(document(executable(CONTENT), PROPERTY)) if is_formal(part)]
    assert sorted(found) == ["a", "b", "g", "i"]


def test_a_process_that_nobody_runs_has_none() -> None:
    assert [*expressions(document(f'<process id="P">{CONTENT}</process>', PROPERTY))] == []
