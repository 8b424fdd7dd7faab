"""Formats, targets and rules: what this Ameide can read, generate and check."""

import strawberry
from strawberry.scalars import JSON

from schema.finding import Severity


@strawberry.type(description="A kind of relation, and which of its ends depends on the other.")
class RelationKind:
    """A line of a format's table of relations."""

    kind: str = strawberry.field(
        description="Kind of the element that is the relation; where an attribute decides, with its value:"
        " `Access accessType=Read`, and `Access otherwise` for every other."
    )
    dependent: str = strawberry.field(
        description="The end that depends on the other: `source`, `target`, `both`, each on the other, or `neither`."
    )


@strawberry.type(description="A notation that Ameide reads.")
class Format:
    """A format that `importModel` accepts."""

    name: str = strawberry.field(description="The name to give as `format`; also the notation of its anchors.")
    title: str = strawberry.field(description="The title for people.")
    description: str = strawberry.field(description="The description.")
    endings: list[str] = strawberry.field(description="The file name extensions.")
    writable: bool = strawberry.field(description="Whether a model can be written as a document again.")
    fixable: bool = strawberry.field(
        description="Whether findings can be fixed in a document, where that is mechanical."
    )
    relations: list[RelationKind] = strawberry.field(
        description="Relations that impact and lineage follow, and which way."
    )
    broken: str | None = strawberry.field(
        description="Why the plug-in that offers it cannot be used; all other fields are then empty."
    )


@strawberry.type(description="An option of a target.")
class Option:
    """An option of a target."""

    name: str = strawberry.field(description="The key in `options`.")
    description: str = strawberry.field(description="The description.")
    default: JSON | None = strawberry.field(description="The default value.")
    choices: list[str] = strawberry.field(description="The allowed values; empty if any value is allowed.")
    minimum: float | None = strawberry.field(description="The smallest number allowed; null if there is no limit.")
    maximum: float | None = strawberry.field(description="The largest number allowed; null if there is no limit.")


@strawberry.type(description="A kind of element, and how generated code runs it.")
class SupportedKind:
    """A line of a target's support table."""

    kind: str = strawberry.field(description="The kind, such as `userTask`.")
    how: str = strawberry.field(description="How generated code runs it.")


@strawberry.type(description="A target that code can be generated for.")
class Target:
    """A target that `generate` accepts."""

    name: str = strawberry.field(description="The name to give to `generate`.")
    title: str = strawberry.field(description="The title for people.")
    description: str = strawberry.field(description="The description of the generated code.")
    formats: list[str] = strawberry.field(description="The formats or kinds of model that the target accepts.")
    options: list[Option] = strawberry.field(description="The options.")
    supported: list[SupportedKind] = strawberry.field(
        description="Kinds of element that it can run; a model with any other is refused."
    )
    broken: str | None = strawberry.field(
        description="Why the plug-in that offers it cannot be used; all other fields are then empty."
    )


@strawberry.type(description="A rule that every imported model is checked with.")
class Rule:
    """A rule that findings name."""

    id: str = strawberry.field(description="The id of the rule, as findings state it.")
    group: str = strawberry.field(
        description="The group: `modelling`, `specification`, `engine`, `soundness`, or `tenant`."
    )
    format: str | None = strawberry.field(
        description="The format of the models that the rule applies to; null if it applies to all."
    )
    severity: Severity = strawberry.field(description="The severity, unless a configuration sets another.")
    title: str = strawberry.field(description="The title: what is wrong, in one line.")
    help: str = strawberry.field(description="The help text: what is wrong, why it matters, and what to do.")
    aliases: list[str] = strawberry.field(
        description="The names that other tools give to the rule, such as `bpmnlint/label-required`."
    )
    source: str = strawberry.field(
        description="The section of the standard or manual that the rule follows from; may be empty."
    )
    on: bool = strawberry.field(description="Whether the rule applies by default.")
    target: str | None = strawberry.field(
        description="The engine that the rule applies to; null if it is not about an engine."
    )
    version: int = strawberry.field(
        description="The version of the rule, increased whenever it finds something else than before."
    )
