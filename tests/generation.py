"""Measures which real models each target generates, why it refuses others, and what becomes of all that they state.

`python -m tests.generation` prints the section of docs/corpus.md; `make corpus` writes it there.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.formats import parse
from pipeline.ir.document import Document
from pipeline.ir.tokens import scopes
from pipeline.ir.workflow import WorkflowModel
from pipeline.targets import OWN
from pipeline.targets.execution.carried import is_carried
from pipeline.targets.execution.statements import statements
from tests.fixtures.corpus import CORPUS
from tests.fixtures.stated import Stated, stated

LARGE = 50


class Fate(NamedTuple):
    """What becomes of one model, and of what it states."""

    nodes: int
    refused: frozenset[str]
    """Reasons, without names."""
    carried: int
    listed: int
    dropped: tuple[Stated, ...]
    """Values of the document that are neither carried nor listed."""


def fate(content: bytes, model: WorkflowModel, target: str) -> Fate:
    """Return what a target makes of a model that is executable."""
    found = statements(model)
    whole = [" ".join(each.text.split()) for each in found]
    carried = sum(map(is_carried, found))
    return Fate(
        nodes=sum(len(model.nodes(each)) for each in _containers(model)),
        refused=frozenset(_reason(each.why) for each in OWN[target].lacking(model)),
        carried=carried,
        listed=len(found) - carried,
        dropped=tuple(
            each for each in stated(content) if not any(" ".join(each.value.split()) in said for said in whole)
        ),
    )


def fates(target: str) -> dict[str, Fate]:
    """Return the fate of every executable model of the corpus, by its path."""
    return {path: fate(content, model, target) for path, content, model in executable()}


def executable() -> Iterator[tuple[str, bytes, WorkflowModel]]:
    """Yield the documents with a process that says that it is executable."""
    for path in sorted((CORPUS / "bpmn").rglob("*")):
        model = parse(Document(content=path.read_bytes())).model if path.is_file() else None
        if isinstance(model, WorkflowModel) and any(each.says("isExecutable") for each in scopes.processes(model)):
            yield str(path.relative_to(CORPUS / "bpmn")), path.read_bytes(), model


def section() -> str:
    """Return what is told of each target, as Markdown."""
    return "\n".join(_of_target(name, fates(name)) for name, row in OWN.items() if row.uncarried is not None)


def _of_target(name: str, found: dict[str, Fate]) -> str:
    large = [each for each in found.values() if each.nodes >= LARGE]
    dropped = sum(len(each.dropped) for each in found.values())
    rows = (
        ("executable models", f"{len(found)}"),
        ("generate", _share(found.values())),
        (f"generate, of those with {LARGE} nodes or more", _share(large)),
        ("statements carried over", f"{sum(each.carried for each in found.values()):,}"),
        ("statements listed as not carried over", f"{sum(each.listed for each in found.values()):,}"),
        ("statements dropped", f"{dropped:,}"),
    )
    reasons = Counter(reason for each in found.values() for reason in each.refused)
    alone = Counter(next(iter(each.refused)) for each in found.values() if len(each.refused) == 1)
    ordered = sorted(reasons.items(), key=lambda each: (-each[1], each[0]))
    lines = [f"## Generation of {name} from executable models\n", "| | |", "|---|---|"]
    lines += [f"| {what} | {number} |" for what, number in rows]
    lines += ["\n| reason for refusal | models | for it alone |", "|---|--:|--:|"]
    lines += [f"| {reason} | {number} | {alone[reason]} |" for reason, number in ordered]
    return "\n".join(lines) + "\n"


def _share(found: Iterable[Fate]) -> str:
    refused = [bool(each.refused) for each in found]
    share = f" ({1 - sum(refused) / len(refused):.1%})" if refused else ""
    return f"{len(refused) - sum(refused)} of {len(refused)}{share}"


def _reason(why: str) -> str:
    return re.sub(r"['“\"][^'”\"]*['”\"]", "…", why)


def _containers(model: WorkflowModel) -> Iterator[str]:
    for process in scopes.processes(model):
        yield process.id
        yield from (each.id for each in scopes.inside(model, process.id) if each.id in model.children)


if __name__ == "__main__":
    print(section())
