"""Test the reading of blocks, and the comparison of outputs and answers with what varies."""

from pathlib import Path

import pytest

from tests.docs.blocks import blocks, commands, equal, fits

DOCUMENT = """# Page

<!-- not run: it needs two servers -->

```sh
ameide tenants servers
```

1. First:
   ```console
   $ ameide validate x.bpmn  # exit status 1
   x.bpmn:3: error
   $ echo done
   done
   ```
"""


def test_blocks_have_their_lines_notes_and_commands(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(DOCUMENT)
    first, second = blocks(tmp_path / "page.md")
    assert (first.line, first.language, first.noted("not run")) == (5, "sh", "it needs two servers")
    assert (second.line, second.note) == (10, "")
    validate, done = commands(second)
    assert (validate.status, validate.output) == (1, ["x.bpmn:3: error"])
    assert (done.line, done.status, done.output) == ("echo done", 0, ["done"])


@pytest.mark.parametrize(
    ("stated", "said", "is_so"),
    [
        (["a"], "a\n", True),
        (["a"], "a  \n", True),
        (["a"], "b\n", False),
        (["a"], "a\nb\n", False),
        ([], "", True),
        ([], "a\n", False),
        (["a", "…", "d"], "a\nb\nc\nd\n", True),
        (["a", "…", "d"], "a\nd\n", True),
        (["a", "…", "d"], "a\nb\nc\n", False),
        (["in … s"], "in 1.5 s\n", True),
        (["in … s"], "in 1.5 m\n", False),
    ],
)
def test_an_output_is_compared_but_for_what_varies(stated: list[str], said: str, is_so: bool) -> None:
    assert fits(stated, said) is is_so


@pytest.mark.parametrize(
    ("stated", "given", "is_so"),
    [
        ({"a": 1}, {"a": 1}, True),
        ({"a": 1}, {"a": 2}, False),
        ({"a": 1}, {"a": True}, False),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ([1], [1, 2], False),
        ("build:…", "build:12", True),
        ("build:…", "region:12", False),
    ],
)
def test_an_answer_is_compared_but_for_what_varies(stated: object, given: object, is_so: bool) -> None:
    assert equal(stated, given) is is_so
