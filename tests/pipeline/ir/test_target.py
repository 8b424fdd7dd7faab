"""Test a row of the table of targets: options, models taken, unsupported elements."""

import pytest
from pydantic import ValidationError

from pipeline.ir.target import Option, Target, Unsupported
from tests.fixtures.processes import model

OPTIONS = (
    Option(name="style", description="", default="plain", choices=("plain", "fancy")),
    Option(name="width", description="", default=80, minimum=1, maximum=200),
    Option(name="share", description="", default=0.5, minimum=0),
    Option(name="title", description="", default=""),
    Option(name="loud", description="", default=False),
)


def target(**more):
    return Target(
        **{"name": "toy", "title": "Toy", "description": "", "takes": ("bpmn",), "options": OPTIONS}
        | {"transform": lambda model, options: model, "generate": lambda made, options: ()}
        | more
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"style": "loud"}, "style is one of plain, fancy."),
        ({"width": 0}, "width is a number from 1 to 200, not 0."),
        ({"width": 201}, "width is a number from 1 to 200, not 201."),
        ({"width": 80.0}, "width is a int, like 80."),
        ({"width": True}, "width is a int, like 80."),
        ({"share": -0.1}, "share is a number from 0, not -0.1."),
        ({"share": float("nan")}, "share is a number from 0, not nan."),
        ({"loud": 1}, "loud is a bool, like False."),
        ({"color": 1}, "toy has no option 'color'; it has: loud, share, style, title, width."),
    ],
)
def test_what_may_not_be_chosen_is_a_problem_that_names_the_option(given, said):
    _, problems = target().chosen(given)
    assert [(problem.code, problem.message, problem.path) for problem in problems] == [
        ("BAD_OPTION", said, next(iter(given)))
    ]


def test_what_is_not_chosen_has_its_default():
    chosen, problems = target().chosen({"width": 200, "style": "fancy"})
    assert not problems
    assert chosen == {"style": "fancy", "width": 200, "share": 0.5, "title": "", "loud": False}


def test_what_may_be_chosen_can_be_read():
    assert [option.allowed for option in OPTIONS] == ["plain, fancy", "from 1 to 200", "from 0", "", ""]


@pytest.mark.parametrize(
    "wrong",
    [
        {"default": 0, "minimum": 1},
        {"default": "x", "minimum": 1},
        {"default": True, "maximum": 3},
        {"default": "x", "choices": ("y",)},
    ],
)
def test_a_default_can_be_chosen(wrong):
    with pytest.raises(ValidationError, match="mine"):
        Option(name="mine", description="", **wrong)


@pytest.mark.parametrize(
    ("takes", "suits"), [(("bpmn",), True), (("WorkflowModel",), True), (("cwl", "bpmn"), True), (("cwl",), False)]
)
def test_it_takes_formats_and_kinds_of_model(takes, suits):
    assert target(takes=takes).suits(model("<task id='a'/>")) == suits


def test_without_more_it_runs_the_kinds_of_its_table():
    found = model('<startEvent id="s"/><task id="a"/><dataObject id="d"/>')
    lacking = target(support={"task": "a line"}).lacking(found)
    assert list(lacking) == [Unsupported(found.by_id["s"], "no support for startEvent")]
    said = (Unsupported(None, "Nothing runs."),)
    assert target(unsupported=lambda model: said).lacking(found) == said
