"""Formats, targets and rules: what this Ameide can read, generate and check."""

import strawberry
from strawberry.scalars import JSON

from schema.finding import Severity


@strawberry.type(description="A kind of relation, and which of its ends depends on the other.")
class RelationKind:
    """A line of a format's table of relations."""

    kind: str = strawberry.field(description="Kind of the element that is the relation.")
    dependent: str = strawberry.field(
        description="The end that depends on the other: `source`, `target`, or `both`, each on the other."
    )


@strawberry.type(description="A notation that documents may be written in.")
class Format:
    """A format that `importModel` accepts."""

    name: str = strawberry.field(description="What to say as `format`; the notation of its anchors.")
    title: str = strawberry.field(description="Its name for people.")
    description: str = strawberry.field(description="What its documents are.")
    endings: list[str] = strawberry.field(description="Endings of its files.")
    writable: bool = strawberry.field(description="Whether a model can be written as a document again.")
    fixable: bool = strawberry.field(
        description="Whether findings can be fixed in a document, where that is mechanical."
    )
    relations: list[RelationKind] = strawberry.field(
        description="Relations that impact and lineage follow, and which way."
    )
    broken: str | None = strawberry.field(
        description="Why the plug-in that offers it cannot be used; then there is nothing else to say of it."
    )


@strawberry.type(description="Something a caller may choose when generating.")
class Option:
    """An option of a target."""

    name: str = strawberry.field(description="Its key in `options`.")
    description: str = strawberry.field(description="What it decides.")
    default: JSON | None = strawberry.field(description="What holds where nothing is chosen.")
    choices: list[str] = strawberry.field(description="The values it takes; empty where every value is taken.")
    minimum: float | None = strawberry.field(description="The least number it takes; null where none is the least.")
    maximum: float | None = strawberry.field(description="The greatest number it takes; null where none is.")


@strawberry.type(description="A kind of element, and how generated code runs it.")
class SupportedKind:
    """A line of a target's support table."""

    kind: str = strawberry.field(description="The kind, such as `userTask`.")
    how: str = strawberry.field(description="How it is run.")


@strawberry.type(description="Something that code can be generated for.")
class Target:
    """A target that `generate` accepts."""

    name: str = strawberry.field(description="What to say to `generate`.")
    title: str = strawberry.field(description="Its name for people.")
    description: str = strawberry.field(description="What comes out.")
    formats: list[str] = strawberry.field(description="Formats, or kinds of model, that it takes.")
    options: list[Option] = strawberry.field(description="What can be chosen.")
    supported: list[SupportedKind] = strawberry.field(
        description="Kinds of element that it can run; a model with any other is refused."
    )
    broken: str | None = strawberry.field(
        description="Why the plug-in that offers it cannot be used; then there is nothing else to say of it."
    )


@strawberry.type(description="A rule that every imported model is checked with.")
class Rule:
    """A rule that findings name."""

    id: str = strawberry.field(description="Its name, as findings give it.")
    group: str = strawberry.field(
        description="What it measures by: `modelling`, `specification`, `engine`, `soundness`, or `tenant`."
    )
    format: str | None = strawberry.field(
        description="The format of the models that it is applied to; none for a rule that is for all of them."
    )
    severity: Severity = strawberry.field(description="How bad a violation is, where no configuration says otherwise.")
    title: str = strawberry.field(description="What it asks for, in a line.")
    help: str = strawberry.field(description="What it asks for, why, and what to do.")
    aliases: list[str] = strawberry.field(description="What others call it, such as `bpmnlint/label-required`.")
    source: str = strawberry.field(description="Where the standard, or an engine's manual, says so; may be empty.")
    on: bool = strawberry.field(description="Whether it applies where no configuration says anything.")
    target: str | None = strawberry.field(description="Of an engine's rule: the engine that it applies for.")
    version: int = strawberry.field(description="Counted up whenever the rule finds something else than before.")
