"""Print conditions and times as Python."""

from typing import Final

from pipeline.targets.common.condition import Binary, Condition, Constant, Negation, Variable
from pipeline.targets.common.encode import python_string, python_value
from pipeline.targets.execution.work import Span, When

_BINDING: Final = {
    "or": 1, "and": 2, "not": 3, "==": 4, "!=": 4, "<": 4, "<=": 4, ">": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "/": 6,
}  # fmt: skip
_ALONE: Final = 9


def expression(condition: Condition) -> str:
    """Return a Python expression over `scope`; one with variables of FEEL is reckoned as FEEL says, null and all."""
    return _feel(condition)[0] if _is_feel(condition) else _print(condition)[0]


def plain(condition: Condition) -> str:
    """Return the same, whose value is a plain one."""
    if isinstance(condition, Variable) and condition.nullable and len(condition.path) == 1:
        return f"{variable(condition)}.value"
    text, binding = _feel(condition) if _is_feel(condition) else _print(condition)
    return f"{text if binding == _ALONE else f'({text})'}.value" if _is_feel(condition) else text


def variable(read: Variable) -> str:
    """Return the expression that reads a variable: `scope["order"]["amount"]`, in FEEL `scope.feel["order"]`."""
    return ("scope.feel" if read.nullable else "scope") + "".join(f"[{python_string(name)}]" for name in read.path)


def delay(waits: Span | When) -> str:
    """Return the expression of a timedelta."""
    if isinstance(waits, When):
        return f"delay({python_string(waits.text)})"
    parts = (("days", waits.days), ("hours", waits.hours), ("minutes", waits.minutes), ("seconds", waits.seconds))
    return "timedelta(" + ", ".join(f"{unit}={number}" for unit, number in parts if number) + ")"


_FEEL: Final = {"or": 1, "and": 2, "not": 6, "<": 0, "<=": 0, ">": 0, ">=": 0, "+": 4, "-": 4, "*": 5, "/": 5}
_WORDS: Final = {"or": "|", "and": "&"}


def _is_feel(condition: Condition) -> bool:
    if isinstance(condition, Variable):
        return condition.nullable
    if isinstance(condition, Negation):
        return _is_feel(condition.operand)
    return isinstance(condition, Binary) and (_is_feel(condition.left) or _is_feel(condition.right))


def _feel(condition: Condition) -> tuple[str, int]:
    """Return the text of a condition over values of FEEL, and how strongly it binds in Python."""
    if isinstance(condition, Constant):
        return f"Feel({python_value(condition.value)})", _ALONE
    if isinstance(condition, Variable):
        return variable(condition), _ALONE
    if isinstance(condition, Negation):
        return f"~{_inner(condition.operand, _FEEL['not'])}", _FEEL["not"]
    if condition.op in {"==", "!="}:
        left, right = condition.left, condition.right
        if isinstance(left, Constant):
            left, right = right, left
        told = f"{_inner(left, _ALONE)}.equals({_operand(right, 0)})"
        return (told, _ALONE) if condition.op == "==" else (f"~{told}", _FEEL["not"])
    binding = _FEEL[condition.op]
    left_text = _inner(condition.left, binding or 1)
    return f"{left_text} {_WORDS.get(condition.op, condition.op)} {_operand(condition.right, binding + 1)}", binding


def _operand(condition: Condition, binding: int) -> str:
    """Return the right side of an operator, where a constant needs no wrapping."""
    return python_value(condition.value) if isinstance(condition, Constant) else _inner(condition, binding)


def _inner(condition: Condition, binding: int) -> str:
    text, own = _feel(condition)
    return text if own >= binding else f"({text})"


def _print(condition: Condition) -> tuple[str, int]:
    """Return the text of a condition, and how strongly it binds."""
    if isinstance(condition, Constant):
        return python_value(condition.value), _ALONE
    if isinstance(condition, Variable):
        return variable(condition), _ALONE
    if isinstance(condition, Negation):
        return f"not {_inside(condition.operand, _BINDING['not'])}", _BINDING["not"]
    return _binary(condition), _BINDING[condition.op]


def _binary(condition: Binary) -> str:
    left, right, operator = condition.left, condition.right, condition.op
    if operator in {"==", "!="}:
        if _is_single(left):
            left, right = right, left
        if _is_single(right):
            operator_text = "is" if operator == "==" else "is not"
            return f"{_inside(left, _ALONE)} {operator_text} {_inside(right, _ALONE)}"
    binding = _BINDING[operator]
    if binding == _BINDING["=="]:
        return f"{_inside(left, binding + 1)} {operator} {_inside(right, binding + 1)}"
    return f"{_inside(left, binding)} {operator} {_inside(right, binding + 1)}"


def _is_single(condition: Condition) -> bool:
    """Return true if Python compares it with `is`."""
    return isinstance(condition, Constant) and (condition.value is None or isinstance(condition.value, bool))


def _inside(condition: Condition, binding: int) -> str:
    text, own = _print(condition)
    return text if own >= binding else f"({text})"
