"""Test that the output of any target is finished alike: marks become regions, and a map is added."""

import json

import pytest

from pipeline.ir.generated import Draft, Region, Span
from pipeline.targets.common import source_map
from pipeline.targets.common.regions import begin, end, marked
from tests.fixtures.processes import model

MODEL = model('<task id="a" name="Do it"/><task id="b"/>')


def draft(content, path="x.txt", **more):
    return Draft(path=path, content=content, media_type="text/plain", **more)


def finished(*drafts):
    return source_map.finished(MODEL, drafts)


def mapped(generated):
    (file,) = (file for file in generated.files if file.path == source_map.NAME)
    return json.loads(file.content)


def test_marked_lines_are_the_elements_regions_and_stand_in_the_map():
    generated = finished(draft(f"head\n{marked('a', 'one')}tail\n", owner="yours"), draft("same for all\n", "y.txt"))
    assert generated.files[0].content == b"head\none\ntail\n"
    assert generated.regions == (Region(path="x.txt", element="a", spans=(Span(start=2, end=2),)),)
    told = mapped(generated)
    assert told["files"] == {"x.txt": [{"element": "a", "spans": [[2, 2]]}], "y.txt": []}
    assert told["elements"] == {"a": {"id": "a", "kind": "task", "name": "Do it", "line": MODEL.by_id["a"].line}}
    assert told["owners"] == {"x.txt": "yours", "y.txt": "generated"}
    assert told["digests"] == {file.path: file.digest for file in generated.files[:2]}


def test_lines_can_be_stated_where_they_cannot_be_marked():
    spans = {"a": (Span(start=1, end=2),), "b": (Span(start=2, end=2),)}
    generated = finished(draft(b"\x00one\ntwo", "x.bin", spans=spans), draft("one\ntwo\n", spans=spans))
    assert [(region.path, region.element) for region in generated.regions] == [
        ("x.bin", "a"), ("x.bin", "b"), ("x.txt", "a"), ("x.txt", "b")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("drafts", "said"),
    [
        ([draft(marked("c", "x"))], "'c', which the model does not have"),
        ([draft("x\n", spans={"c": (Span(start=1, end=1),)})], "'c', which the model does not have"),
        ([draft("x\n", spans={"a": (Span(start=1, end=2),)})], "has 1 lines"),
        ([draft("x\n", spans={"a": (Span(start=0, end=1),)})], "has 1 lines"),
        ([draft(marked("a", "x"), spans={"b": (Span(start=1, end=1),)})], "stated as well"),
        ([draft(f"{begin('a')}\nx\n{end('b')}\n")], "has not begun"),
        ([draft("bell \x07\n")], "control character"),
        ([draft("x"), draft("y")], "is there twice"),
        ([draft("x"), draft("y", "x.txt/y")], "is a folder"),
        ([draft("x", "x.txt/y"), draft("y")], "is a folder"),
        *(
            ([draft("x", path)], "no path")
            for path in ["", "/x", "../x", "a/../x", "a//x", "./x", "a\\x", "a\nx", "a/"]
        ),
        ([draft("x", source_map.NAME)], "is there twice"),
    ],
)
def test_what_no_target_may_print_is_refused(drafts, said):
    with pytest.raises(ValueError, match=said):
        finished(*drafts)


def test_what_only_says_more_about_an_element_has_its_lines_too():
    timed = model(
        '<intermediateCatchEvent id="wait"><timerEventDefinition id="timer"><timeDuration id="long">PT1H</timeDuration>'
        '</timerEventDefinition></intermediateCatchEvent><sequenceFlow id="on" sourceRef="wait" targetRef="end">'
        '<conditionExpression id="when">${x}</conditionExpression></sequenceFlow><endEvent id="end"/>'
    )
    text = marked("wait", "one") + "between\n" + marked("on", "two") + marked("wait", "three")
    generated = source_map.finished(timed, [draft(text)])
    found = {region.element: [(span.start, span.end) for span in region.spans] for region in generated.regions}
    both = [(1, 1), (4, 4)]
    assert found == {"wait": both, "timer": both, "long": both, "on": [(3, 3)], "when": [(3, 3)]}
