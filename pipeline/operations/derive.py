"""Derive relationships of a document by the rules of its notation. Pure; nothing is stored."""

from dataclasses import dataclass, replace

from pipeline.formats import FORMATS, parse
from pipeline.ir.crossing import Parts
from pipeline.ir.deriving import Asked, Derivation, Derived
from pipeline.ir.document import Document, Problem
from pipeline.ir.model import Model
from pipeline.ir.workshop import HERE, Workshop, named
from pipeline.operations.problems import problem


@dataclass(frozen=True, slots=True)
class Answer:
    """The derivation of a document, or the problems that prevent it."""

    digest: str
    """Digest of the document."""
    derivation: Derivation | None = None
    problems: tuple[Problem, ...] = ()
    model: Model | None = None
    """Model of the document; left out where the answer comes from a workshop."""


async def derive(tenant: str, document: Document, asked: Asked, *, workshop: Workshop = HERE) -> Answer:
    """Derive in a workshop: the event loop never waits for it. Raises NotDone."""
    about = f"the derivation of relationships of {named(document)}"
    answer, derived = await workshop.run(tenant, _apart, document, asked, about=about)
    if answer.derivation is None:
        return answer
    return replace(answer, derivation=answer.derivation.model_copy(update={"derived": await derived.whole()}))


def _apart(document: Document, asked: Asked) -> tuple[Answer, Parts[Derived]]:
    """Derive, and take the relationships apart, which may be many."""
    answer = derivation(document, asked)
    if answer.derivation is None:
        return replace(answer, model=None), Parts(())
    bare = answer.derivation.model_copy(update={"derived": ()})
    return replace(answer, model=None, derivation=bare), Parts(answer.derivation.derived)


def derivation(document: Document, asked: Asked) -> Answer:
    """Read a document and derive from its relationships. As slow as the document is large."""
    parsed = parse(document)
    if parsed.model is None:
        return Answer(document.digest, problems=parsed.problems)
    row = FORMATS[parsed.model.format]
    if row.derive is None:
        message = f"{row.title} has no rules by which relationships follow from others."
        return Answer(document.digest, problems=(problem("NOT_DERIVABLE", message),))
    found = row.derive(parsed.model, asked)
    if found.unknown is not None:
        message = f"The model has no element {found.unknown[:100]!r}."
        return Answer(document.digest, problems=(problem("UNKNOWN_ID", message),))
    return Answer(document.digest, found, parsed.problems, parsed.model)
