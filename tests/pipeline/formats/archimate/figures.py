"""Tell what becomes of every ArchiMate document of the corpus, for docs/corpus.md."""

import time
from pathlib import Path
from typing import NamedTuple

from pipeline.formats import parse
from pipeline.formats.archimate.model import ArchimateModel
from pipeline.formats.archimate.write.document import write
from pipeline.ir.document import Document
from pipeline.ir.model import Parsed
from pipeline.operations.rules import validated
from tests.fixtures.corpus import CORPUS
from tests.pipeline.formats.archimate.documents import dropped
from tests.pipeline.formats.archimate.parse.test_corpus import PAIRS, graph, model
from tests.pipeline.formats.archimate.write.test_document import SCHEMAS, errors, said


class Outcome(NamedTuple):
    """The outcome of reading one document."""

    path: str
    parsed: Parsed
    seconds: float
    findings: int
    same: bool
    valid: bool


def outcome(path: Path) -> Outcome:
    """Read, check, write and read again."""
    content = path.read_bytes()
    started = time.process_time()
    parsed = parse(Document(content=content, path=path.name))
    findings = validated(parsed.model) if parsed.model else ()
    seconds = time.process_time() - started
    same = valid = False
    if isinstance(parsed.model, ArchimateModel):
        written = write(parsed.model)
        again = parse(Document(content=written)).model
        same = isinstance(again, ArchimateModel) and said(again) == said(parsed.model)
        valid = SCHEMAS.is_dir() and not list(errors(written))
    return Outcome(str(path.relative_to(CORPUS / "archimate")), parsed, seconds, len(findings), same, valid)


def section() -> str:
    """Return the part of the page as Markdown."""
    found = [outcome(path) for path in sorted((CORPUS / "archimate").rglob("*")) if path.is_file()]
    return "\n".join(("## ArchiMate\n", *_summary(found), *_files(found)))


def _summary(found: list[Outcome]) -> list[str]:
    models = [each for each in found if isinstance(each.parsed.model, ArchimateModel)]
    parts = sum(each.parsed.model.parts for each in models if each.parsed.model)
    refused = [each.parsed.problems for each in found if each.parsed.model is None]
    clear = sum(len(problems) == 1 and problems[0].line is not None for problems in refused)
    lossy = sum(dropped(each.parsed.model) != 0 for each in models if isinstance(each.parsed.model, ArchimateModel))
    pairs = [pair for pair in PAIRS if pair["a_counts"] == pair["b_counts"]]
    alike = sum(graph(model(pair["a"])) == graph(model(pair["b"])) for pair in pairs)
    exchange = [each for each in models if getattr(each.parsed.model, "dialect", "") == "exchange-3"]
    seconds = sum(each.seconds for each in found)
    rows = (
        ("documents", f"{len(found)}"),
        ("imported", f"{len(models)}"),
        ("refused with one problem and its place", f"{clear} of {len(found) - len(models)}"),
        ("XML elements and further files = vertices + folded", f"{parts:,}, in all but {lossy} documents"),
        ("the same model in two formats or of two tools: the same concepts, relationships and views",
         f"{alike} of {len(pairs)} pairs"),
        ("exchange format 3, read, written and read again: the same model",
         f"{sum(each.same for each in exchange)} of {len(exchange)}"),
        ("written as exchange format 3: valid by its schema", f"{sum(each.valid for each in models)} of {len(models)}"),
        ("time to read and check all, on one processor", f"{seconds:.1f} s; {parts / seconds:,.0f} elements a second"),
    )  # fmt: skip
    return ["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)]


def _files(found: list[Outcome]) -> list[str]:
    lines = ["", "| document | XML | vertices | folded | problems | findings |", "|---|--:|--:|--:|--:|--:|"]
    for each in found:
        if (read := each.parsed.model) is None:
            lines.append(f"| {each.path} | refused: {each.parsed.problems[0].code} | | | 1 | |")
        else:
            folded = sum(element.folded_count for element in read.elements)
            numbers = (read.parts, len(read.elements), folded, len(each.parsed.problems), each.findings)
            lines.append(f"| {each.path} | {' | '.join(map(str, numbers))} |")
    return lines
