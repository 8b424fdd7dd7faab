"""Write a document anew, in the form that its format has a writer for."""

from typing import NamedTuple

from pipeline.formats import FORMATS, parse
from pipeline.ir.document import Document, Problem
from pipeline.operations.problems import problem


class Converted(NamedTuple):
    """A document that was written anew, or why there is none."""

    format: str | None = None
    content: bytes | None = None
    problems: tuple[Problem, ...] = ()
    """With content: what the parser reported of the document that was read."""


def convert(document: Document) -> Converted:
    """Read a document and write its model."""
    parsed = parse(document)
    if parsed.model is None:
        return Converted(problems=parsed.problems)
    row = FORMATS[parsed.model.format]
    if row.write is None:
        message = f"Documents in {row.title} are only read; `ameide formats {row.name}` says what can be done."
        return Converted(row.name, problems=(problem("NOT_WRITABLE", message),))
    return Converted(row.name, row.write(parsed.model), parsed.problems)
