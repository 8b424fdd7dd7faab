"""Test configurations: presets, levels, aliases, engines and waivers, and refusals."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pipeline.ir.finding import Finding, Rule, Severity, Waiver
from pipeline.ir.ruleset import DEFAULT, RuleSet, engine
from pipeline.operations.configuration import named, read
from pipeline.operations.rules import MODEL_RULES as RULES
from pipeline.validate.configuration import PRESETS, Configuration, ConfigurationWrong, merged

LABEL = RULES["label-required"]
WAIVER = """
[[waivers]]
rule = "label-required"
element = "Ship"
file = "models/*.bpmn"
reason = "It is drawn so."
by = "anna"
until = 2030-06-30
"""


def test_nothing_said_is_as_the_rules_state_it() -> None:
    ruleset = read("").ruleset()
    assert ruleset == DEFAULT
    assert all(
        ruleset.severity(rule) == (rule.severity if rule.on else None)
        for rule in RULES.values()
        if not (rule.target or rule.targets)
    )


@pytest.mark.parametrize("level", [*Severity, "off", "warn"])
def test_a_rule_has_the_level_that_is_said(level: str) -> None:
    ruleset = read(f'[rules]\nlabel-required = "{level}"').ruleset()
    assert ruleset.severity(LABEL) == {"off": None, "warn": Severity.WARNING}.get(level, level)


def test_what_is_stated_wins_over_what_is_extended_and_the_later_over_the_earlier() -> None:
    text = 'extends = ["recommended", "theirs.toml"]\n[rules]\nfake-join = "error"'
    ruleset = read(text, lambda _: read('[rules]\nfake-join = "off"\nlabel-required = "off"')).ruleset()
    assert (ruleset.severity(RULES["fake-join"]), ruleset.severity(LABEL)) == (Severity.ERROR, None)


def test_correctness_leaves_out_advice() -> None:
    ruleset = read('extends = "correctness"').ruleset()
    assert ruleset.severity(LABEL) is None
    assert ruleset.severity(RULES["dangling-flow"]) is Severity.ERROR
    assert ruleset.severity(RULES["deadlock"]) is Severity.WARNING


def test_all_turns_on_what_is_a_matter_of_taste() -> None:
    off = Rule(id="a-rule", severity=Severity.INFO, title="T.", help="T.", on=False)
    assert (PRESETS["recommended"](off), PRESETS["all"](off)) == (None, Severity.INFO)


def test_an_engines_rule_is_applied_only_where_its_engine_is_meant() -> None:
    rule = Rule(id="a-rule", severity=Severity.ERROR, title="T.", help="T.", target="camunda-8")
    assert DEFAULT.severity(rule) is None
    assert RuleSet(severities={"a-rule": Severity.INFO}).severity(rule) is None
    assert read('targets = ["camunda-8@8.6", "temporal-python"]').ruleset().severity(rule) is Severity.ERROR


def test_a_name_of_others_means_every_rule_that_bears_it() -> None:
    for rule in RULES.values():
        for alias in rule.aliases:
            assert rule.id in named(alias)
    assert set(named("bpmn-analyzer/option-to-complete")) == {"deadlock", "option-to-complete"}
    assert named("deadlock") == ["deadlock"]


def test_a_waiver_holds_for_its_files_its_element_and_until_its_last_day() -> None:
    configuration = read(WAIVER)
    finding = Finding(rule="label-required", severity=Severity.WARNING, message="M.", element="Ship~2")
    ruleset = configuration.ruleset("models/order.bpmn")
    judged = ruleset.judged(finding, "Ship").waiver
    assert judged == Waiver(
        rule="label-required", element="Ship", reason="It is drawn so.", by="anna", until=date(2030, 6, 30)
    )
    assert ruleset.judged(finding, "Pack").waiver is None
    assert ruleset.judged(finding.model_copy(update={"rule": "fake-join"}), "Ship").waiver is None
    assert configuration.ruleset("order.bpmn").waivers == ()
    assert ruleset.standing(date(2030, 6, 30)).waivers == ruleset.waivers
    assert ruleset.standing(date(2030, 7, 1)).waivers == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[rules]\nlabel-requird = "off"', "Did you mean 'label-required'?"),
        ('[rules]\nlabel-required = "fatal"', "label-required is off, info, warning or error"),
        ('[rule]\nlabel-required = "off"', "There is no setting 'rule'; there are: extends, names, "),
        ('extends = "strict"', "There is no preset 'strict'; there are: all, bpmnlint, correctness, recommended."),
        ('extends = "recomended"', "Did you mean 'recommended'?"),
        ('extends = "theirs.toml"', "theirs.toml"),
        ('targets = ["Camunda 8"]', "There is no engine 'Camunda 8'; there are: camunda-7, "),
        ('targets = ["camunda8@8.6"]', "Did you mean 'camunda-8'?"),
        ('targets = ["foo"]', "There is no engine 'foo'; there are: camunda-7, camunda-8, "),
        ('targets = ["camunda-8@99"]', "There is no release 99 of camunda-8; there are: 1.0, "),
        ('targets = ["camunda-8@8.99"]', "Use camunda-8@8.10, or camunda-8 for the newest."),
        ('targets = ["camunda-7@8.6"]', "There is no release 8.6 of camunda-7"),
        ('targets = ["camunda-8@latest"]', "write one like camunda-8@8.6"),
        ('targets = ["temporal-python@1.2"]', "temporal-python has no releases"),
        ('[[waivers]]\nrule = "label-required"\nby = "anna"', "reason: Field required"),
        ('[[waivers]]\nrule = "nothing-like-it"\nby = "a"\nreason = "b"', "There is no rule 'nothing-like-it'."),
        ("x = ", "It is not TOML"),
        ("#" * 1_000_001, "at most 1,000,000 characters"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_an_error_that_says_so(text: str, told: str) -> None:
    with pytest.raises(ConfigurationWrong, match=r"[.?]$") as raised:
        read(text)
    assert told in str(raised.value)


@given(some.text(max_size=200))
def test_any_text_is_a_configuration_or_is_refused(text: str) -> None:
    with suppress(ConfigurationWrong):
        assert isinstance(read(text), Configuration)


@given(
    some.lists(
        some.sampled_from([read(WAIVER), read('extends = "all"'), read('targets = ["camunda-8@1"]')]), max_size=4
    )
)
def test_merging_is_associative(configurations: list[Configuration]) -> None:
    half = len(configurations) // 2
    assert merged(configurations) == merged([merged(configurations[:half]), merged(configurations[half:])])


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("camunda-8@8.6", ("camunda-8", (8, 6))),
        ("temporal-python", ("temporal-python", ())),
        ("a@1.2.3.4", ("a", (1, 2, 3, 4))),
    ],
)
def test_an_engine_and_its_release(text: str, meant: tuple[str, tuple[int, ...]]) -> None:
    assert engine(text) == meant


@pytest.mark.parametrize("text", ["camunda-8", "camunda-8@8", "camunda-8@8.6", "camunda-8@8.6.3", "camunda-7@7.24"])
def test_a_release_may_be_said_in_part_or_with_its_patch(text: str) -> None:
    assert text.partition("@")[0] in read(f'targets = ["{text}"]').engines


@pytest.mark.parametrize("text", ["", "camunda 8", "camunda-8@", "camunda-8@x", "a@1.2.3.4.5", "a@1.", "A"])
def test_what_is_no_engine(text: str) -> None:
    with pytest.raises(ValueError, match="is no engine"):
        engine(text)


def test_a_rule_is_told_what_it_measures_by() -> None:
    below = 'rules.standard-size = { level = "warning", activity = [120, 90], pool = 80 }'
    text = 'extends = "theirs.toml"\nrules.standard-size = { data-object = [40, 60.5], pool = 70 }'
    ruleset = read(text, lambda _: read(below)).ruleset()
    assert ruleset.severity(RULES["standard-size"]) is Severity.WARNING
    assert ruleset.options == {"standard-size": {"activity": (120, 90), "data_object": (40, 60.5), "pool": 70}}
    assert read(f'{below}\nrules."bpmnlint/fake-join" = "off"').ruleset().options.keys() == {"standard-size"}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("standard-size = { activty = [1, 1] }", "There is no option of standard-size 'activty'; there are: "),
        ("label-required = { size = 3 }", "There is no option of label-required 'size'"),
        ("standard-size = { activity = [0, 80] }", "standard-size: activity: "),
        ("standard-size = { activity = [1, 2, 3] }", "standard-size: activity: "),
        ('standard-size = { activity = "big" }', "standard-size: activity: "),
        ("standard-size = { pool = inf }", "standard-size: pool: "),
        ('standard-size = { level = "loud" }', ""),
        ("standrd-size = { pool = 60 }", "There is no rule 'standrd-size'. Did you mean"),
    ],
)
def test_options_that_a_rule_does_not_have_are_refused(said: str, told: str) -> None:
    with pytest.raises(ConfigurationWrong) as refused:
        read(f"[rules]\n{said}")
    assert str(refused.value).startswith(told)
