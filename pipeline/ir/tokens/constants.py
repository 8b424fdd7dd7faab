"""Evaluate conditions that are always or never true for any data: literals, comparisons of literals, and/or/not.

The grammar is the common part of JUEL, FEEL, XPath and JavaScript. A condition that reads data or calls a function is
unknown.
"""

import operator
import re
from collections.abc import Callable, Iterator
from typing import Final

from pipeline.ir.workflow import Expression

Value = bool | float | str | None
"""A literal; None is unknown."""

_TOKEN: Final = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?(?![\w.]))|(?P<text>"[^"\\]*"|'[^'\\]*')|(?P<word>[^\W\d][\w.:]*)"""
    r"""|(?P<sign>==|!=|<>|<=|>=|&&|\|\||[=<>!()+\-]))"""
)
_WRAPPED: Final = re.compile(r"\s*(?:[$#]\{(?P<inside>[^{}]*)\}|=(?!=)(?P<feel>.*))\s*", re.DOTALL)
_COMPARES: Final[dict[str, Callable[[object, object], bool]]] = {
    "==": operator.eq, "=": operator.eq, "eq": operator.eq, "===": operator.eq,
    "!=": operator.ne, "<>": operator.ne, "ne": operator.ne,
}  # fmt: skip
_ORDERS: Final[dict[str, Callable[[float, float], bool]]] = {
    "<": operator.lt, "lt": operator.lt, "<=": operator.le, "le": operator.le,
    ">": operator.gt, "gt": operator.gt, ">=": operator.ge, "ge": operator.ge,
}  # fmt: skip
_LONGEST: Final = 1_000
_DEEPEST: Final = 50


class _Unreadable(Exception):
    """The text is not in the common grammar."""


def constant(condition: Expression | None) -> bool | None:
    """Return true or false for a condition that always or never holds, and None for any other."""
    if condition is None or not 0 < len(condition.text) <= _LONGEST:
        return None
    wrapped = _WRAPPED.fullmatch(condition.text)
    text = condition.text if wrapped is None else wrapped["inside"] or wrapped["feel"] or ""
    try:
        value = _Reader(text).whole()
    except _Unreadable:
        return None
    return value if isinstance(value, bool) else None


class _Reader:
    """A reader of one condition, by recursive descent."""

    def __init__(self, text: str) -> None:
        self._tokens = [*_tokens(text), ""]
        self._at = 0
        self._depth = 0

    def whole(self) -> Value:
        value = self._either()
        if self._next():
            raise _Unreadable
        return value

    def _next(self) -> str:
        return self._tokens[self._at]

    def _take(self, *wanted: str) -> bool:
        if taken := self._next() in wanted:
            self._at += 1
        return taken

    def _either(self) -> Value:
        found = self._both()
        while self._take("||", "or"):
            found = _or(found, self._both())
        return found

    def _both(self) -> Value:
        found = self._compared()
        while self._take("&&", "and"):
            found = _and(found, self._compared())
        return found

    def _compared(self) -> Value:
        left = self._single()
        sign = self._next()
        if sign not in _COMPARES and sign not in _ORDERS:
            return left
        self._at += 1
        right = self._single()
        if sign in _COMPARES:
            return _COMPARES[sign](left, right) if _comparable(left, right) else None
        if isinstance(left, float) and isinstance(right, float):
            return _ORDERS[sign](left, right)
        return None

    def _single(self) -> Value:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Unreadable
        try:
            return self._operand()
        finally:
            self._depth -= 1

    def _operand(self) -> Value:
        if self._take("!", "not"):
            value = self._single()
            return not value if isinstance(value, bool) else None
        if self._take("-"):
            value = self._single()
            return -value if isinstance(value, float) else None
        if self._take("("):
            value = self._either()
            if not self._take(")"):
                raise _Unreadable
            return value
        token = self._next()
        self._at += 1
        return self._literal(token)

    def _literal(self, token: str) -> Value:
        if token[:1].isdigit():
            return float(token)
        if token[:1] in {'"', "'"}:
            return token[1:-1]
        if not re.match(r"[^\W\d]", token) or token in {"or", "and"}:
            raise _Unreadable
        called = self._take("(")
        if called and not self._take(")"):
            raise _Unreadable
        return {"true": True, "false": False}.get(token)


def _tokens(text: str) -> Iterator[str]:
    at, end = 0, len(text.rstrip())
    while at < end:
        found = _TOKEN.match(text, at)
        if found is None:
            raise _Unreadable
        yield found[0].strip()
        at = found.end()


def _comparable(left: Value, right: Value) -> bool:
    return left is not None and type(left) is type(right)


def _or(left: Value, right: Value) -> Value:
    if left is True or right is True:
        return True
    return False if left is False and right is False else None


def _and(left: Value, right: Value) -> Value:
    if left is False or right is False:
        return False
    return True if left is True and right is True else None
