"""Test that names from documents cannot disguise a message."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ir.model import Element
from pipeline.ir.naming import named, quoted, sentence, spoken


@given(st.text())
def test_quoted_text_is_one_short_visible_line(text: str) -> None:
    quote = quoted(text)
    assert quote[0] == "“"
    assert quote[-1] == "”"
    assert len(quote) <= 62
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} for char in quote)
    assert not set("“”„‟") & set(quote[1:-1])


@given(st.text(alphabet="abcdé ", min_size=1, max_size=40).filter(lambda text: text == " ".join(text.split())))
def test_ordinary_text_is_kept(text: str) -> None:
    assert quoted(text) == f"“{text}”"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Ship\n order", "“Ship order”"),
        ("\u202egnp.exe\u202c", "“gnp.exe”"),
        ("nul\x00 bell\x07 \x1b[31mred", "“nul bell [31mred”"),
        ("a “name” „here‟", '“a "name" "here"”'),
        ("x" * 100, "“" + "x" * 59 + "…”"),
        ("", "“”"),
    ],
)
def test_hostile_text_is_disarmed(text: str, quote: str) -> None:
    assert quoted(text) == quote


def test_an_element_is_named_by_kind_and_label() -> None:
    task = Element(id="Task~2", source_id="Task", kind="userTask", line=1, path="")
    assert named(task) == "user task “Task”"
    assert sentence(named(task.model_copy(update={"name": "  Ship it "}))) == "User task “Ship it”"
    assert spoken("adHocSubProcess") == "ad hoc sub process"
