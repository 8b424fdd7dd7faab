"""Test encoders: every input stays in its place and keeps its meaning."""

import ast
import io
import shlex
import tokenize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.targets.common import encode

HOSTILE = [
    "'; DROP TABLE x; --", "$$", '"""', "'''", "\\", '\\"""', "__import__('os')", "../../etc/passwd", "${{ x }}",
    "{{ x }}", "{% x %}", "a\nb", "\r", "\x00", "\x01+0\x02", "\u202e", "\u2028", "\ud800", "é", "審批", "",
]  # fmt: skip
anything = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(), max_size=60))


@given(anything)
def test_a_string_literal_is_one_line_and_means_the_text(text: str) -> None:
    literal = encode.python_string(text)
    assert ast.literal_eval(literal) == text
    assert len(literal.splitlines()) == 1
    assert literal.isprintable()


@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), anything),
        lambda inner: st.one_of(st.lists(inner), st.dictionaries(anything, inner)),
        max_leaves=8,
    )
)
def test_a_literal_means_the_value(value: object) -> None:
    assert ast.literal_eval(encode.python_value(value)) == value


@given(anything)
@example("\\u202e")
def test_a_docstring_holds_one_line_of_text(text: str) -> None:
    shown = encode.line(text)
    found = ast.parse(f'"""{shown} end."""').body
    assert [type(statement) for statement in found] == [ast.Expr]
    assert len(shown.splitlines()) <= 1


@given(anything)
def test_a_comment_ends_where_its_line_does(text: str) -> None:
    tokens = list(tokenize.generate_tokens(io.StringIO(f"# {encode.line(text)}\n").readline))
    assert [token.type for token in tokens] == [tokenize.COMMENT, tokenize.NL, tokenize.ENDMARKER]


@given(anything)
def test_the_shell_sees_one_word(text: str) -> None:
    assert shlex.split(encode.shell(text)) == [encode.plain(text)]


@given(anything)
def test_nothing_lets_a_control_character_through(text: str) -> None:
    shown = [encode.python_string(text), encode.line(text), encode.markdown(text), encode.shell(text)]
    assert all(line.isprintable() for line in [*shown, *encode.paragraphs(text)])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Check credit", "Check credit"),
        ("A.2.0", "A.2.0"),
        ("<script>", "&#60;script&#62;"),
        ("a | b", "a &#124; b"),
        ("[x](javascript:y)", "\\[x\\](javascript&#58;y)"),
        ("# no heading", "\\# no heading"),
        ("- no list", "&#45; no list"),
        ("1. no list", "&#49;. no list"),
    ],
)
def test_markdown_is_shown_as_it_is(text: str, shown: str) -> None:
    assert encode.markdown(text) == shown


def test_what_json_cannot_hold_is_no_literal() -> None:
    with pytest.raises(TypeError):
        encode.python_value(object())
