"""Test that a line which changes with an element belongs to it, or to something that refers to it."""

import copy
import difflib
import re
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from lxml import etree

from pipeline.formats import parse
from pipeline.ir.document import Document
from pipeline.ir.generated import Generated
from pipeline.ir.workflow import WorkflowModel
from tests.fixtures.generated import EXAMPLES, generate
from tests.fixtures.processes import owners, text

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
TEXTS = {"conditionExpression", "loopCardinality", "completionCondition", "timeDuration", "timeCycle", "timeDate",
         "script", "documentation"}  # fmt: skip
ATTRIBUTES = {"name", "calledElement", "errorCode"}
Change = Callable[[etree._Element], None]


def changed(value: str) -> str:
    """Return another text of the same kind, so that a condition remains one that can be run."""
    if re.search(r"\d", value):
        return re.sub(r"\d+", lambda number: str(int(number[0]) + 7), value)
    return re.sub(r"(\w)(\W*)$", r"\1Two\2", value)


def mutations(root: etree._Element) -> Iterator[tuple[str, str, etree._Element]]:
    """Yield the change, the element, and the changed document."""
    for place, at in enumerate(root.iter()):
        owner = next((each.get("id") for each in [at, *at.iterancestors()] if each.get("id")), None)
        kind = at.tag.removeprefix(BPMN) if isinstance(at.tag, str) else ""
        if owner is None or not isinstance(at.tag, str) or not at.tag.startswith(BPMN):
            continue
        for name in ATTRIBUTES & set(at.attrib):
            yield f"{name} of {owner}", owner, mutated(root, place, partial(rewrite, attribute=name))
        if kind in TEXTS:
            yield f"{kind} of {owner}", owner, mutated(root, place, rewrite)


def mutated(root: etree._Element, place: int, change: Change) -> etree._Element:
    made = copy.deepcopy(root)
    change(list(made.iter())[place])
    return made


def rewrite(at: etree._Element, attribute: str | None = None) -> None:
    if attribute is None:
        at.text = changed(at.text or "")
    else:
        at.set(attribute, changed(at.get(attribute) or ""))


def renamed(root: etree._Element) -> Iterator[tuple[str, str, str, etree._Element]]:
    """Yield every id with its replacement and the document in which it and its references are renamed."""
    for id_ in [str(each.get("id")) for each in root.iter(f"{BPMN}*") if each.get("id")]:
        made = copy.deepcopy(root)
        for at in made.iter():
            for name, value in at.attrib.items():
                if value == id_:
                    at.set(name, f"{id_}Two")
            if isinstance(at.tag, str) and (at.text or "").strip() == id_:
                at.text = f"{id_}Two"
        yield f"id of {id_}", id_, f"{id_}Two", made


def model_of(root: etree._Element) -> WorkflowModel:
    parsed = parse(Document(content=etree.tostring(root)))
    assert isinstance(parsed.model, WorkflowModel), parsed.problems
    return parsed.model


def about(model: WorkflowModel, id_: str) -> set[str]:
    """Return an element and those that refer to it."""
    referring = {
        element.id
        for element in model.elements
        if id_ in {element.source, element.target} or any(mention.element == id_ for mention in element.references)
    }
    return {id_, *referring}


def lines_that_differ(old: str, new: str) -> tuple[set[int], set[int]]:
    gone, come = set(), set()
    matcher = difflib.SequenceMatcher(None, old.splitlines(), new.splitlines(), autojunk=False)
    for how, first, last, new_first, new_last in matcher.get_opcodes():
        if how != "equal":
            gone |= set(range(first + 1, last + 1))
            come |= set(range(new_first + 1, new_last + 1))
    return gone, come


def strangers(generated: Generated, path: str, lines: set[int], allowed: set[str]) -> list[str]:
    """Return the lines that belong to no allowed element."""
    owned, said = owners(generated, path), text(generated, path).splitlines()
    return [f"{path}:{line}: {said[line - 1]}" for line in sorted(lines) if not allowed & set(owned.get(line, ()))]


def check(root: etree._Element, changes: Iterator[tuple[str, str, str, etree._Element]]) -> None:
    model = model_of(root)
    before = generate(model)
    wrong, seen = [], 0
    for what, old_id, new_id, made in changes:
        model_after = model_of(made)
        after = generate(model_after)
        for path in [file.path for file in before.files if file.path != "ameide-map.json"]:
            if text(before, path) == text(after, path):
                continue
            seen += 1
            gone, come = lines_that_differ(text(before, path), text(after, path))
            found = strangers(before, path, gone, about(model, old_id))
            found += strangers(after, path, come, about(model_after, new_id))
            if not about(model, old_id) & {region.element for region in before.regions if region.path == path}:
                found.append(f"{path} has no region of it")
            wrong += [f"{what}: {line}" for line in found]
    assert seen > 15
    assert wrong == []


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.bpmn")), ids=lambda path: path.stem)
def test_lines_that_change_with_an_element_are_its_own(path):
    root = etree.fromstring(path.read_bytes())
    check(root, ((what, id_, id_, made) for what, id_, made in mutations(root)))


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.bpmn")), ids=lambda path: path.stem)
def test_lines_that_change_with_an_id_are_its_own(path):
    root = etree.fromstring(path.read_bytes())
    check(root, renamed(root))
