"""Test releases, extensions, FEEL and times of engines, and real documents for Camunda 8."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats import parse
from pipeline.formats.bpmn.engines import camunda_7, camunda_8
from pipeline.formats.bpmn.engines.agents import from_ai
from pipeline.formats.bpmn.engines.feel import arguments, calls, wrong
from pipeline.formats.bpmn.engines.releases import knows
from pipeline.formats.bpmn.engines.saying import said
from pipeline.formats.bpmn.engines.times import is_cron, is_cycle, is_date, is_duration
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.ir.document import Document
from pipeline.ir.finding import Finding
from pipeline.ir.ruleset import Release, RuleSet, engine
from pipeline.operations.rules import MODEL_RULES as RULES
from pipeline.operations.rules import validated
from tests.fixtures.corpus import CORPUS, corpus_files, needs_corpus

ENGINES = sorted({rule.target for rule in RULES.values() if rule.target is not None})
COMPAT = CORPUS / "bpmn/bpmnlint-plugin-camunda-compat/test/camunda-cloud/integration"

HISTORIC = (
    *("collapsed-subprocess", "duplicate-task-listeners", "inclusive-gateway", "no-before-all-execution-listener"),
    *("no-binding-type", "no-business-id", "no-cancel-execution-listener", "no-candidate-users"),
    *("no-execution-listener-headers", "no-execution-listeners", "no-job-priority-definition"),
    *("no-priority-definition", "no-propagate-all-parent-variables", "no-signal-event-sub-process"),
    *("no-task-listeners", "no-task-schedule", "no-template", "no-version-tag", "no-zeebe-properties"),
    *("no-zeebe-user-task", "conditional-event"),
)
CURRENT = (
    *("ad-hoc-sub-process", "agent-fromai-contract", "agent-tool-documentation", "agent-tool-output-key"),
    *("before-all-execution-listener", "called-element", "cancel-execution-listener", "connector-properties"),
    *("duplicate-execution-listener-headers", "duplicate-execution-listeners", "duplicate-task-headers"),
    *("element-type", "error-reference", "escalation-boundary-event-attached-to-ref", "escalation-reference"),
    *("event-based-gateway-target", "executable-process", "execution-listener", "feel", "feel-compatibility"),
    *("implementation", "io-mapping", "link-event", "loop-characteristics", "message-reference", "no-expression"),
    *("no-interrupting-event-subprocess", "no-loop", "no-multiple-none-start-events", "priority-definition"),
    *("secrets", "sequence-flow-condition", "signal-reference", "start-event-form", "start-event-form-embedded"),
    *("subscription", "task-listener", "task-schedule", "timer", "user-task-definition", "user-task-form"),
    *("variable-name", "version-tag", "wait-for-completion", "zeebe-user-task"),
)


def model(content: bytes) -> BpmnModel:
    parsed = parse(Document(content=content)).model
    assert isinstance(parsed, BpmnModel)
    return parsed


def found(path: Path, target: str, rule: str | None = None) -> list[Finding]:
    name, release = engine(target)
    others = {each.id: None for each in RULES.values() if each.target != name or rule not in (None, each.id)}
    return list(validated(model(path.read_bytes()), RuleSet(severities=others, engines={name: release})))


def test_there_are_rules_for_three_engines() -> None:
    assert ENGINES == ["camunda-7", "camunda-8", "temporal-python"]


@pytest.mark.parametrize("name", CURRENT + HISTORIC + ("history-time-to-live",))
def test_every_check_of_camunda_compat_has_its_rule(name: str) -> None:
    assert [rule.id for rule in RULES.values() if f"camunda-compat/{name}" in rule.aliases]


def test_rules_of_engines_are_not_applied_unless_the_engine_is_named() -> None:
    empty = model(b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="P"/></definitions>')
    assert not {finding.rule for finding in validated(empty)} & {r.id for r in RULES.values() if r.target}
    ruleset = RuleSet(engines={"camunda-8": ()})
    assert "camunda-8-executable-process" in {finding.rule for finding in validated(empty, ruleset)}


@pytest.mark.parametrize(
    ("release", "since", "expected"),
    [
        ((8, 6), (8, 6), True),
        ((8, 6, 3), (8, 6), True),
        ((8, 10), (8, 9), True),
        ((8, 5), (8, 6), False),
        ((8,), (8, 6), True),
        ((1, 3), (8, 0), False),
        ((), (8, 10), True),
    ],
)
def test_a_release_knows_what_came_before_it(release: Release, since: Release, expected: bool) -> None:
    assert knows(release, since) is expected


@given(st.tuples(st.integers(0, 30), st.integers(0, 30)), st.tuples(st.integers(0, 30), st.integers(0, 30)))
def test_a_later_release_knows_no_less(release: Release, since: Release) -> None:
    later = (release[0], release[1] + 1)
    assert knows(later, since) or not knows(release, since)


def test_the_tables_speak_of_events_in_places_that_there_are() -> None:
    places = {"startEvent", "eventSubProcess", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"}
    for events in (camunda_7.EVENTS, camunda_8.EVENTS):
        assert {key.partition("/")[0] for key in events} == places | {"endEvent"}


def test_an_engines_words_are_read_wherever_they_stand() -> None:
    read = model(
        b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:z="http://camunda.org/schema/zeebe/1.0">
        <process id="P"><task id="T"><extensionElements><z:IoMapping><z:input source="=a &lt; b" target=" x "/>
        </z:IoMapping></extensionElements><multiInstanceLoopCharacteristics><extensionElements>
        <z:loopCharacteristics inputCollection="=items"/></extensionElements></multiInstanceLoopCharacteristics>
        </task></process></definitions>"""
    )
    mapping, loop = said(read.by_id["T"], camunda_8.ZEEBE)
    assert [(part.kind, part.get("source"), part.get("target")) for part in mapping.parts] == [("input", "=a < b", "x")]
    assert (loop.kind, loop.get("inputCollection")) == ("loopCharacteristics", "=items")
    assert said(read.by_id["T"], camunda_8.ZEEBE, "loopCharacteristics") == (loop,)
    assert said(read.by_id["P"], camunda_8.ZEEBE) == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("=", "is empty"),
        ("= // nothing", "is empty"),
        ('="a', "has a text that does not end"),
        ("=a == b", "has ==, which FEEL writes ="),
        ("=a && b", "has &&, which FEEL writes and"),
        ("=f(a", "lacks a )"),
        ("=a]", "has a ] that closes nothing"),
        ("=[a)", "has a ) that closes nothing"),
        ("=a +", "ends in the middle"),
        ("=if a then b else", "ends in the middle"),
    ],
)
def test_what_is_wrong_with_an_expression(text: str, fault: str) -> None:
    assert wrong(text) == fault


@pytest.mark.parametrize(
    "text",
    [
        "=amount > 1000",
        '=state = "== ( && "',
        r'="say \"hello\" ("',
        "=x in ]1..5]",
        "=x in [1..5)",
        "={a: 1, b: [1, 2]}.b[1]",
        "=a /* ( */ + 1 // (",
        "=some x in items satisfies x > 1",
        '=@"2026-05-01"',
        "  = not(a)",
        '="https://example.org/a"',
    ],
)
def test_nothing_is_wrong_with_whole_expressions(text: str) -> None:
    assert wrong(text) is None


@given(st.text(max_size=200))
def test_any_text_can_be_asked(text: str) -> None:
    wrong("=" + text)
    for opening in calls(text, "f"):
        arguments(text, opening)
    list(from_ai(text))


@given(st.lists(st.text(alphabet='ab ,()[]"', max_size=10), max_size=4))
def test_texts_hide_what_stands_in_them(texts: list[str]) -> None:
    quoted = ['"' + text.replace('"', "") + '"' for text in texts]
    call = f"f({', '.join(quoted)})"
    assert wrong("=" + call) is None
    assert arguments(call, 1) == tuple(quoted)


def test_calls_of_a_function_are_found_outside_of_texts() -> None:
    assert [len(list(calls(text, "get or else"))) for text in ("get or else(a, 1)", "get  or else (a)")] == [1, 1]
    assert not list(calls('"get or else(a)"', "get or else"))
    assert not list(calls("forget or else(a)", "get or else"))


def test_what_a_tool_asks_of_an_agent() -> None:
    (first, second) = from_ai(
        '={a: fromAi(toolCall.a, "What, (exactly)?"), b: fromAI(description: "B", value: toolCall.b)}'
    )
    assert first == ("fromAi", "toolCall.a", '"What, (exactly)?"')
    assert second == ("fromAI", "toolCall.b", '"B"')


def test_times_are_iso_8601_with_a_zone_or_cron() -> None:
    assert all(map(is_duration, ("PT15M", "P1Y2M3DT4H5M6.5S", "P2W")))
    assert not any(map(is_duration, ("15 minutes", "P", "PT", "T5M", "PT5")))
    assert all(map(is_date, ("2026-05-01T12:00:00Z", "2026-05-01T12:00:00.5+02:00[Europe/Berlin]")))
    assert not any(map(is_date, ("2026-05-01", "2026-05-01T12:00:00", "2026-02-30T12:00:00Z", "tomorrow")))
    assert all(map(is_cycle, ("R/PT10M", "R3/P1D", "R-1/PT1S", "R2/2026-05-01T12:00:00Z/P1D")))
    assert not any(map(is_cycle, ("R3/", "PT10M", "R3/tomorrow/P1D")))
    assert all(map(is_cron, ("0 0 9 * * MON-FRI", "*/5 * * 1,15 * ?", "@daily")))
    assert not any(map(is_cron, ("0 9 * * MON", "every day", "@sometimes")))


@needs_corpus
@pytest.mark.parametrize(
    ("document", "target", "expected"),
    [
        ("ad-hoc-sub-process-errors", "camunda-8@8.7", {("camunda-8-ad-hoc-sub-process", "Subprocess_1")}),
        ("ad-hoc-sub-process", "camunda-8@8.7", set()),
        ("called-element-errors", "camunda-8@8.7", {("camunda-8-called-element", "Activity_0d1v6z8")}),
        ("called-element", "camunda-8@8.7", set()),
        ("no-task-schedule", "camunda-8@8.1", set()),
    ],
)
def test_documents_of_camunda_compat_find_what_they_are_made_for(
    document: str, target: str, expected: set[tuple[str, str]]
) -> None:
    errors = {(f.rule, f.element) for f in found(COMPAT / f"{document}.bpmn", target) if f.severity == "error"}
    assert errors == expected


@needs_corpus
def test_a_document_that_declares_no_prefix_is_refused_before_any_rule() -> None:
    parsed = parse(Document(content=(COMPAT / "no-task-schedule-errors.bpmn").read_bytes()))
    assert parsed.model is None
    assert len(parsed.problems) == 1


@needs_corpus
def test_zeebe_and_its_rule_refuse_listeners_of_a_sequence_flow() -> None:
    (path,) = corpus_files("bpmn/zeebe/**/*testElementThatNotSupportExecutionListeners.bpmn")
    findings = found(path, "camunda-8@8.6")
    assert {(f.rule, f.element) for f in findings} == {("camunda-8-listener", "Flow_031kcs6")}


@needs_corpus
@pytest.mark.parametrize(
    "document",
    [
        "bpmn/bpmn-auto-layout/test/fixtures/blueprint.fraud-detection-process.bpmn",
        "bpmn/bpmn-miwg-test-suite/Reference/C.9.0.bpmn",
        "bpmn/bpmn-miwg-test-suite/Reference/C.9.1.bpmn",
        "bpmn/bpmn-miwg-test-suite/Reference/C.9.2.bpmn",
    ],
)
def test_a_process_that_was_made_for_camunda_8_has_no_errors_for_it(document: str) -> None:
    assert [f.rule for f in found(CORPUS / document, "camunda-8") if f.severity == "error"] == []


@needs_corpus
def test_a_release_too_old_is_told_what_it_lacks() -> None:
    findings = found(
        CORPUS / "bpmn/bpmn-auto-layout/test/fixtures/blueprint.fraud-detection-process.bpmn", "camunda-8@8.1"
    )
    assert "Event_0gnk722" in {f.element for f in findings if f.rule == "camunda-8-element-type"}


@needs_corpus
def test_a_process_that_camunda_7_runs_has_no_errors_for_it() -> None:
    examples = corpus_files("bpmn/camunda-bpm-examples/**/*.bpmn")
    assert len(examples) == 6
    assert not [f for path in examples for f in found(path, "camunda-7@7.18") if f.severity == "error"]


@needs_corpus
def test_no_rule_of_an_engine_crashes_or_repeats_itself_on_any_document() -> None:
    others = {each.id: None for each in RULES.values() if each.target is None}
    oldest = RuleSet(severities=others, engines={"camunda-7": (7, 0), "camunda-8": (1, 0)})
    newest = RuleSet(severities=others, engines=dict.fromkeys(ENGINES, ()))
    for path in (path for path in corpus_files("bpmn/**/*") if path.is_file()):
        parsed = parse(Document(content=path.read_bytes())).model
        for rules in (oldest, newest):
            identities = [(f.rule, f.element, f.discriminator) for f in (validated(parsed, rules) if parsed else ())]
            assert len(identities) == len(set(identities)), path
            assert "crashed" not in {discriminator for _, _, discriminator in identities}, path
