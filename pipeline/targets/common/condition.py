"""Conditions that can be run safely: comparisons over variables and constants, as data."""

from typing import Annotated, Literal

from pydantic import Field

from pipeline.ir.frozen import Frozen


class Constant(Frozen):
    """A number, a text, true, false or null."""

    op: Literal["constant"] = "constant"
    value: bool | int | float | str | None


class Variable(Frozen):
    """A variable; further names select a part of it."""

    op: Literal["variable"] = "variable"
    path: tuple[str, ...]
    nullable: bool = False
    """True if an unset variable is null, as in FEEL; otherwise reading it fails."""


class Binary(Frozen):
    """Two operands and the operator between them."""

    op: Literal["and", "or", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/"]
    left: "Condition"
    right: "Condition"


class Negation(Frozen):
    """The opposite."""

    op: Literal["not"] = "not"
    operand: "Condition"


Condition = Annotated[Constant | Variable | Binary | Negation, Field(discriminator="op")]
