"""Test which files of a folder are models: by name, by content, and without those that are ignored."""

from functools import partial

import pytest

from pipeline.operations.gathering import Entry, gathered
from tests.pipeline.documents import order
from tests.pipeline.formats.archimate.documents import A_GOAL, exchange, native, zipped


def files(**contents):
    return [Entry(path, partial(_first, content)) for path, content in contents.items()]


def _first(content, most):
    return content[:most]


def found(**contents):
    return [each.path for each in gathered(files(**contents)).found]


@pytest.mark.parametrize(
    ("name", "content", "is_model"),
    [
        ("a.xml", exchange(A_GOAL), True),
        ("a.xml", order(), True),
        ("a.xml", order().decode().replace("UTF-8", "UTF-16").encode("utf-16"), True),
        ("a", native(""), True),
        ("a.xml", b"<project/>", False),
        ("a.xml", b"", False),
        ("a.bpmn", b"", True),
        ("A.ARCHIMATE", b"broken", True),
        ("a.zip", zipped(native("")), False),
        ("a.archimate", zipped(native("")), True),
        ("readme.md", b"An example:\n\n" + order(), False),
        ("page.html", b"<html><body>" + order() + b"</body></html>", False),
        (".hidden.bpmn", order(), False),
        (".git/a.bpmn", order(), False),
        ("__MACOSX/a.bpmn", order(), False),
    ],
)
def test_a_model_is_told_by_its_ending_or_its_first_tag(name, content, is_model):
    assert [each.path for each in gathered([Entry(name, partial(_first, content))]).found] == [name] * is_model


def test_others_are_counted():
    there = {"a.bpmn": b"", "b.xml": b"<b/>", "c.txt": b"", ".d": b"", "e.bpmn": b"", ".ameideignore": b"e*"}
    answer = gathered(files(**there))
    assert (len(answer.found), answer.skipped, answer.ignored) == (1, 2, 1)


@pytest.mark.parametrize(
    ("patterns", "kept"),
    [
        ("", ["a.bpmn", "old/a.bpmn", "old/b.bpmn"]),
        ("a.bpmn", ["old/b.bpmn"]),
        ("/a.bpmn", ["old/a.bpmn", "old/b.bpmn"]),
        ("old/", ["a.bpmn"]),
        ("old/\n!old/a.bpmn", ["a.bpmn"]),
        ("old/*\n!old/a.bpmn", ["a.bpmn", "old/a.bpmn"]),
        ("# all\n**/b.bpmn\n\n!", ["a.bpmn", "old/a.bpmn"]),
    ],
)
def test_patterns_are_those_of_git(patterns, kept):
    assert found(**{".ameideignore": patterns.encode(), "a.bpmn": b"", "old/a.bpmn": b"", "old/b.bpmn": b""}) == kept


def test_the_nearest_ignore_file_decides():
    there = {".ameideignore": b"*.bpmn", "keep/.ameideignore": b"!*.bpmn", "a.bpmn": b"", "keep/b.bpmn": b""}
    assert found(**there) == ["keep/b.bpmn"]
