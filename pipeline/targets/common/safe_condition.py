"""Translate conditions that are safe to run: comparisons, arithmetic, and, or, not over variables and constants.

The forms are `${amount > 1000}`, `#{…}` (JUEL), `= amount > 1000` (FEEL) and plain `amount > 1000`. Anything else,
in particular calls and scripts, gives None: an activity then receives the text as data and decides.
"""

import re
from typing import Final, Literal, NoReturn, cast

from pipeline.ir.workflow import Expression
from pipeline.targets.common.condition import Binary, Condition, Constant, Negation, Variable

_LONGEST: Final = 1_000
_DEEPEST: Final = 40
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>\d{1,15}(?:\.\d{1,15})?)(?![\w.])"
    r"|(?P<text>'[^'\\]*'|\"[^\"\\]*\")"
    r"|(?P<word>(?:and|or|not|div|eq|ne|lt|le|gt|ge)\b)"
    r"|(?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)*)(?!\w|\s*[\[({.])"
    r"|(?P<sign>&&|\|\||[=!<>]=|[-+*/=<>!()]))"
)
_Operator = Literal["and", "or", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/"]
_WORDS: Final = {
    "&&": "and", "||": "or", "!": "not", "=": "==", "div": "/",
    "eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=",
}  # fmt: skip
_CONSTANTS: Final = {"true": True, "false": False, "null": None}
_LEVELS: Final = (("or",), ("and",), ("==", "!=", "<", "<=", ">", ">="), ("+", "-"), ("*", "/"))
_TRUTHS: Final = frozenset(_LEVELS[0] + _LEVELS[1] + _LEVELS[2])
_SCRIPTS: Final = re.compile(r"[\w+#.-]+")
_EXPRESSION_LANGUAGES: Final = frozenset({"feel", "juel", "xpath"})


class _NotSafe(Exception):
    """The text contains more than may be run."""


def condition(expression: Expression | None) -> Condition | None:
    """Parse a condition if it is safe to run."""
    found = _read(expression)
    return found if found is not None and _is_truth(found) else None


def variable(text: str | None) -> Variable | None:
    """Return the variable that a text names: `${items}`, `= items`, or plainly `items`."""
    found = value(f"${{{text}}}") if text and not _unwrapped(text)[1] else value(text)
    return found if isinstance(found, Variable) else None


def value(text: str | None) -> Condition | None:
    """Return the value of an expression: `${order.total * 2}`, `= order.total`; None for a plain text."""
    return _read(Expression(text=text)) if text and _unwrapped(text)[1] else None


def _read(expression: Expression | None) -> Condition | None:
    if expression is None or len(expression.text) > _LONGEST:
        return None
    inner, wrapped = _unwrapped(expression.text)
    language = (expression.language or "").strip().lower()
    if not wrapped and _SCRIPTS.fullmatch(language) and language not in _EXPRESSION_LANGUAGES:
        return None
    feel = expression.text.strip().startswith("=") or language == "feel"
    try:
        found = _Reader(inner, feel=feel).read()
    except _NotSafe:
        return None
    # plain words may as well be prose: only a comparison or a negation shows that a formula is meant
    return found if wrapped or _compares(found) or isinstance(found, Negation) else None


def _unwrapped(text: str) -> tuple[str, bool]:
    text = text.strip()
    if text[:2] in {"${", "#{"} and text.endswith("}"):
        return text[2:-1], True
    if text.startswith("="):
        return text[1:], True
    return text, False


class _Reader:
    def __init__(self, text: str, *, feel: bool) -> None:
        self._tokens = list(_tokens(text))
        self._feel = feel
        self._at = 0
        self._depth = 0

    def read(self) -> Condition:
        found = self._level(0)
        if self._at < len(self._tokens):
            _refuse()
        return found

    def _level(self, level: int) -> Condition:
        if level == len(_LEVELS):
            return self._operand()
        left = self._level(level + 1)
        while (operator := self._operator(_LEVELS[level])) is not None:
            left = _binary(operator, left, self._level(level + 1))
            if level == 2 and self._operator(_LEVELS[level]) is not None:
                _refuse()
        return left

    def _operator(self, among: tuple[str, ...]) -> str | None:
        kind, value = self._peek()
        if kind == "operator" and value in among:
            self._at += 1
            return str(value)
        return None

    def _operand(self) -> Condition:
        self._depth += 1
        if self._depth > _DEEPEST:
            _refuse()
        kind, value = self._peek()
        self._at += 1
        try:
            return self._prefixed(str(value)) if kind == "operator" else _leaf(kind, value, feel=self._feel)
        finally:
            self._depth -= 1

    def _prefixed(self, sign: str) -> Condition:
        if sign == "not":
            operand = self._operand()
            return Negation(operand=operand) if _is_truth(operand) else _refuse()
        if sign == "-" and self._peek()[0] == "number":
            found = self._operand()
            return Constant(value=-cast("float", found.value)) if isinstance(found, Constant) else _refuse()
        if sign != "(":
            _refuse()
        found = self._level(0)
        if self._operator((")",)) is None:
            _refuse()
        return found

    def _peek(self) -> tuple[str, object]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", None)


def _tokens(text: str) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    at, text = 0, text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            _refuse()
        at = match.end()
        if number := match["number"]:
            found.append(("number", float(number) if "." in number else int(number)))
        elif match["text"] is not None:
            found.append(("text", match["text"][1:-1]))
        elif match["name"]:
            found.append(("name", match["name"]))
        else:
            sign = match["word"] or match["sign"]
            found.append(("operator", _WORDS.get(sign, sign)))
    return found


def _leaf(kind: str, value: object, *, feel: bool) -> Condition:
    if kind == "name" and value in _CONSTANTS:
        return Constant(value=_CONSTANTS[str(value)])
    if kind == "name":
        return Variable(path=tuple(str(value).split(".")), nullable=feel)
    if kind in {"number", "text"} and isinstance(value, int | float | str):
        return Constant(value=value)
    return _refuse()


def _binary(operator: str, left: Condition, right: Condition) -> Condition:
    sides = (left, right)
    if operator in {"and", "or"}:
        fits = all(_is_truth(side) for side in sides)
    elif operator in {"==", "!="}:
        fits = any(_varies(side) for side in sides) and not any(_compares(side) for side in sides)
    else:
        # Python orders and reckons with numbers and texts; true, false and null it does not
        fits = all(_is_amount(side) for side in sides) and (operator in "+-*/" or any(map(_varies, sides)))
    return Binary(op=cast("_Operator", operator), left=left, right=right) if fits else _refuse()


def _is_truth(found: Condition) -> bool:
    """Return true for a comparison, a variable, true or false."""
    if isinstance(found, Constant):
        return isinstance(found.value, bool)
    return not isinstance(found, Binary) or found.op in _TRUTHS


def _is_amount(found: Condition) -> bool:
    if isinstance(found, Constant):
        return found.value is not None and not isinstance(found.value, bool)
    return isinstance(found, Variable) or (isinstance(found, Binary) and found.op not in _TRUTHS)


def _varies(found: Condition) -> bool:
    if isinstance(found, Binary):
        return _varies(found.left) or _varies(found.right)
    return isinstance(found, Variable | Negation)


def _compares(found: Condition) -> bool:
    if isinstance(found, Negation):
        return _compares(found.operand)
    if not isinstance(found, Binary):
        return False
    return found.op in _LEVELS[2] or _compares(found.left) or _compares(found.right)


def _refuse() -> NoReturn:
    raise _NotSafe
