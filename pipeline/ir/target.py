"""Define a row of TARGETS: everything Ameide knows about one kind of generated code."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

from pydantic import JsonValue, model_validator

from pipeline.ir.document import Problem
from pipeline.ir.frozen import Frozen
from pipeline.ir.generated import Break, Draft, Offer, Package
from pipeline.ir.model import Element, Model
from pipeline.ir.suggesting import suggestion
from pipeline.ir.workflow import FLOW_NODES, WorkflowModel

Options = Mapping[str, JsonValue]
"""A value for every option of the target."""


class TargetCrashed(Exception):
    """The target raised an exception where it was asked about a model; whoever maintains it has to look at that."""


class Option(Frozen):
    """Something a caller may choose when generating."""

    name: str
    description: str
    default: JsonValue
    choices: tuple[str, ...] = ()
    minimum: int | float | None = None
    """The least number that may be chosen."""
    maximum: int | float | None = None

    @model_validator(mode="after")
    def _default_can_be_chosen(self) -> Self:
        ranged = self.minimum is not None or self.maximum is not None
        if ranged and (isinstance(self.default, bool) or not isinstance(self.default, int | float)):
            raise ValueError(f"{self.name} has a range, and its default {self.default!r} is no number")
        if wrong := self.refusal(self.default):
            raise ValueError(f"the default of {self.name} cannot be chosen: {wrong}")
        return self

    @property
    def allowed(self) -> str:
        """Return the allowed values for people: `a, b`, `from 1 to 9`; empty where all may be chosen."""
        least = "" if self.minimum is None else f"from {self.minimum}"
        most = "" if self.maximum is None else f"to {self.maximum}"
        return ", ".join(self.choices) or " ".join(filter(None, (least, most)))

    def refusal(self, value: JsonValue) -> str | None:
        """Return why the value cannot be chosen; None where it can."""
        if self.choices and value not in self.choices:
            return f"{self.name} is one of {self.allowed}."
        if type(value) is not type(self.default):
            return f"{self.name} is a {type(self.default).__name__}, like {self.default!r}."
        if isinstance(value, int | float) and not self._within(value):
            return f"{self.name} is a number {self.allowed}, not {value}."
        return None

    def _within(self, value: int | float) -> bool:
        least = self.minimum is None or self.minimum <= value
        return least and (self.maximum is None or value <= self.maximum)


class Unsupported(NamedTuple):
    """Something that a target cannot run."""

    element: Element | None
    """Element; None for the model as a whole."""
    why: str
    """Reason: for an element, the text after `cannot be run by <target>:`; for a model, a sentence."""


class Uncarried(NamedTuple):
    """Something that a model states, and that what a target makes of it does not do."""

    element: Element
    key: str
    """The word for it: `camunda:topic`."""
    statement: str
    """Statement of the document, in one line: `camunda:topic="charge"`."""
    line: int | None = None
    """Line of the statement, if it is not that of the element."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """A row of the table. Its functions are pure: equal input gives equal bytes.

    `transform` prepares a model for `generate`; both may raise only for elements that `unsupported` should yield.
    """

    name: str
    title: str
    description: str
    takes: tuple[str, ...]
    """Formats, such as `bpmn`, or kinds of model, such as `WorkflowModel`."""
    options: tuple[Option, ...] = ()
    support: Mapping[str, str] = field(default_factory=dict)
    """Kind of element to how it is run. Who reads documentation reads this."""
    transform: Callable[[Any, Options], Any]
    generate: Callable[[Any, Options], Iterable[Draft]]
    unsupported: Callable[[Any], Iterable[Unsupported]] | None = None
    """Yields all that the target cannot run. Without it: every element whose kind has no row in `support`; of a
    workflow, only tasks, events, gateways and sub-processes."""
    uncarried: Callable[[Any], Iterable[Uncarried]] | None = None
    """Yields all that a model states and the generated code does not do. Without it: nothing is known."""
    digest: Callable[[], Mapping[str, str]] | None = None
    """Returns path and SHA-256 of everything that decides what is printed. Without it: the files of the plug-in."""
    lock: str = ""
    """Path of a generated file whose text in the generation before is wanted, as the option of that name."""
    breaking: Callable[[str, str], Iterable[Break]] | None = None
    """Yields what breaks running instances, given the texts of the lock before and now."""
    offer: Callable[[str, str, str], Offer | None] | None = None
    """Compares a file of the user with a fresh one, given the path and both texts; None if it differs in nothing."""
    packages: tuple[Package, ...] = ()
    """Packages that the generated code pins, whatever the model."""
    example: str = ""
    """A part of a document that is refused, for the help page of the target's rule."""

    def suits(self, model: Model) -> bool:
        """Return true if the target takes models of this format or kind."""
        kinds = {kind.__name__ for kind in type(model).__mro__}
        return not {model.format, *kinds}.isdisjoint(self.takes)

    def lacking(self, model: Model) -> Iterable[Unsupported]:
        """Return all that the target cannot run of a model."""
        return self._without_row(model) if self.unsupported is None else self.unsupported(model)

    def left(self, model: Model) -> Iterable[Uncarried]:
        """Return all that a model states and the generated code does not do."""
        return () if self.uncarried is None else self.uncarried(model)

    def digests(self) -> Mapping[str, str]:
        """Return path and SHA-256 of everything that decides what is printed."""
        return {} if self.digest is None else self.digest()

    def chosen(self, given: Options) -> tuple[dict[str, JsonValue], tuple[Problem, ...]]:
        """Return the given options over the defaults, and what is wrong with them."""
        declared = {option.name: option for option in self.options}
        problems = tuple(self._refused(declared, given))
        return {name: option.default for name, option in declared.items()} | dict(given), problems

    def _refused(self, declared: Mapping[str, Option], given: Options) -> Iterator[Problem]:
        for name, value in given.items():
            if name not in declared:
                known = ", ".join(sorted(declared)) or "none"
                wrong: str | None = f"{self.name} has no option {name!r}; it has: {known}.{suggestion(name, declared)}"
            else:
                wrong = declared[name].refusal(value)
            if wrong:
                yield Problem(code="BAD_OPTION", message=wrong, path=name)

    def _without_row(self, model: Model) -> Iterator[Unsupported]:
        runs = FLOW_NODES if isinstance(model, WorkflowModel) else None
        for element in model.elements:
            if element.kind not in self.support and (runs is None or element.kind in runs):
                yield Unsupported(element, f"no support for {element.kind}")
