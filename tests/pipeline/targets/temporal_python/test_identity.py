"""Test that what runs is identified by ids: a new label changes comments and documentation only."""

import ast
import copy
from collections.abc import Iterator

import pytest
from lxml import etree

from pipeline.ir.generated import Generated
from pipeline.ir.workflow import WorkflowModel
from pipeline.targets.execution import memory
from tests.fixtures.generated import EXAMPLES, generate
from tests.fixtures.processes import flows, model, text
from tests.pipeline.targets.temporal_python.test_mutations import BPMN, model_of

TOLD = {"README.md", "ameide-map.json"}
"""Files for people, and the map that the pipeline adds."""


def code(generated: Generated) -> dict[str, str]:
    """Return what each file does: Python without comments and docstrings, other files whole."""
    return {
        file.path: _bare(file.content.decode()) if file.path.endswith(".py") else file.content.decode()
        for file in generated.files
        if file.path not in TOLD
    }


def _bare(source: str) -> str:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(body := getattr(node, "body", None), list):
            body[:] = [each for each in body if not _is_text(each)]
    return ast.dump(tree)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def labels(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Yield the document with each of its labels changed, and at last with all."""
    places = [place for place, at in enumerate(root.iter()) if str(at.tag).startswith(BPMN) and at.get("name")]
    for changed in [[place] for place in places] + [places]:
        made = copy.deepcopy(root)
        listed = list(made.iter())
        for place in changed:
            listed[place].set("name", f"Quite another label {place}")
        yield f"name of {listed[changed[0]].get('id')}", made


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.bpmn")), ids=lambda path: path.stem)
def test_a_new_label_changes_comments_and_documentation_only(path):
    root = etree.fromstring(path.read_bytes())
    first = generate(model_of(root))
    lock, before = text(first, memory.PATH), code(first)
    seen = 0
    for what, made in labels(root):
        after = generate(model_of(made), **{memory.PATH: lock})
        assert code(after) == before, what
        seen += 1
    assert seen > 10
    assert text(after, "workflow.py") != text(first, "workflow.py")


def wires(made: WorkflowModel) -> set[str]:
    """Return all names by which Temporal knows what is generated."""
    tree = ast.parse(text(generate(made), "workflow.py"))
    called = {"execute_activity", "task", "message", "signal", "child_id", "element", "update", "defn"}
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in called:
                stated = [*node.args[:1], *[each.value for each in node.keywords if each.arg == "name"]]
                found |= {str(each.value) for each in stated if isinstance(each, ast.Constant)}
    return found


def test_everything_that_temporal_knows_is_named_by_ids_without_any_lock() -> None:
    inside = (
        '<startEvent id="s" name="Begin"/><userTask id="u" name="Approve"/><task id="t" name="Charge card">'
        '<standardLoopCharacteristics/></task><receiveTask id="r" messageRef="m" name="Wait"/>'
        '<exclusiveGateway id="g" name="Which?"/><callActivity id="c" name="Ship" calledElement="Other"/>'
        '<intermediateCatchEvent id="e" name="Later"><timerEventDefinition/></intermediateCatchEvent>'
    )
    made = model(inside + flows("s>u u>t t>r r>g g>c[${f()}] g>e[${h()}]"), roots='<message id="m" name="Paid"/>')
    assert wires(made) == {"P", "s", "u", "t", "t/again", "r", "m", "g", "g/choose", "c", "e", "e/delay"}


def test_equal_names_of_messages_are_one_and_each_id_reaches_it() -> None:
    roots = '<message id="m1" name="Paid"/><message id="m2" name="Paid"/>'
    inside = '<startEvent id="s"/><receiveTask id="a" messageRef="m1"/><receiveTask id="b" messageRef="m2"/>'
    printed = text(generate(model(inside + flows("s>a a>b"), roots=roots)), "workflow.py")
    assert [line.strip() for line in printed.splitlines() if "workflow.signal" in line] == [
        '@workflow.signal(name="m1")',
        '@workflow.signal(name="m2")',
    ]
    assert printed.count('self.post("m1", payload)') == 2
    assert printed.count('await self.message("m1")') == 2


@pytest.mark.parametrize(
    "lock",
    ["", "{", "[]", "{}", '{"format": 1, "names": []}', '{"format": 2, "names": {"actions": {"a": "b"}}}',
     '{"format": 1, "names": {"actions": {"a": "import os", "b": 7, "c": "class", "d": "x y", "e": "__init__"}}}',
     '{"format": 1, "names": {"actions": {"a": "charge\\n"}, "steps of P": {"a": "a; b", "s": "workflow"}}}',
     "[" * 100_000],
)  # fmt: skip
def test_a_lock_that_is_none_decides_nothing(lock: str) -> None:
    made = model('<startEvent id="s"/><task id="a" name="Charge"/>' + flows("s>a"))
    assert generate(made, **{memory.PATH: lock}) == generate(made)


def test_a_remembered_name_is_kept_and_no_new_element_gets_that_of_another() -> None:
    old = model('<startEvent id="s"/><task id="a" name="Charge"/>' + flows("s>a"))
    lock = text(generate(old), memory.PATH)
    new = model('<startEvent id="s"/><task id="b" name="Charge"/><task id="a" name="Pay"/>' + flows("s>b b>a"))
    contract = text(generate(new, **{memory.PATH: lock}), "contract.py")
    assert '"charge": "a",' in contract
    assert '"charge_2": "b",' in contract
