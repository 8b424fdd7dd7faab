"""Print docs/corpus.md, the results for every document of the corpus: `python -m tests.corpus > docs/corpus.md`."""

import json
import resource
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.compare import compare
from pipeline.formats import FORMATS, parse
from pipeline.formats.bpmn.facts.parts import Part, read_parts
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.formats.bpmn.write.document import write
from pipeline.ir.difference import CONTENT
from pipeline.ir.document import Document
from pipeline.ir.model import Model, Parsed
from pipeline.operations.rules import MODEL_RULES, validated
from tests import generation
from tests.fixtures.corpus import CORPUS
from tests.pipeline.formats.archimate.figures import section
from tests.pipeline.formats.bpmn.rules.bpmnlint_differences import INTENDED
from tests.pipeline.formats.bpmn.rules.bpmnlint_observed import differences, observed, read, shared
from tests.pipeline.formats.bpmn.write.canonical import canonical

HEAD = """# Results for real documents

`make corpus` reads, checks and writes every BPMN document of the corpus, and likewise the ArchiMate documents, which
stand at the end, and then writes this page. The corpus is not
part of Ameide: `AMEIDE_CORPUS` names its folder.

A document is either imported, or refused with one problem and its place. Nothing is dropped: each XML element of a
document becomes a vertex, is kept verbatim inside one, or is reported as left out. A document that is written and read
again is the same model except for lines. Its XML is equivalent if the canonical forms are equal (C14N 2.0, prefixes
renamed in their order, without indentation, with comments).
"""


class Outcome(NamedTuple):
    """The outcome of reading one document."""

    path: str
    parsed: Parsed
    size: int
    seconds: float
    findings: int
    same_model: bool
    same_xml: bool


def outcome(path: Path) -> Outcome:
    """Read, check, write and read again."""
    content = path.read_bytes()
    started = time.process_time()
    parsed = parse(Document(content=content))
    findings = validated(parsed.model) if parsed.model else ()
    seconds = time.process_time() - started
    same = (False, False)
    if isinstance(parsed.model, BpmnModel):
        written = write(parsed.model)
        again = parse(Document(content=written)).model
        same_model = again is not None and lineless(again) == lineless(parsed.model)
        same = (same_model, canonical(written) == canonical(content))
    name = str(path.relative_to(CORPUS / "bpmn"))
    return Outcome(name, parsed, len(content), seconds, len(findings), *same)


def lineless(model: Model) -> list[dict[str, Any]]:
    """Return the elements of a model without their lines."""
    return [element.model_dump(exclude={"line"}) for element in model.elements]


def page() -> str:
    """Return the page as Markdown."""
    found = [outcome(path) for path in sorted((CORPUS / "bpmn").rglob("*")) if path.is_file()]
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    suites = Path(__file__).with_name("suites.md").read_text(encoding="utf-8")
    told = generation.section()
    bpmn = (_summary(found, most), _refused(found), _interchange(found), told, _linter(), suites, _files(found))
    return "\n".join((HEAD, *bpmn, "", section()))


def _summary(found: list[Outcome], most: float) -> str:
    models = [each.parsed.model for each in found if each.parsed.model]
    elements = sum(model.parts for model in models)
    dropped = sum(_dropped(model) != 0 for model in models)
    references = [each for each in found if "/Reference/" in each.path]
    seconds = sum(each.seconds for each in found)
    clear = sum(_clear(each.parsed) for each in found)
    clean = sum(each.parsed.model is not None and not each.parsed.problems for each in references)
    speed = f"{seconds:.1f} s; {elements / seconds:,.0f} elements a second"
    rows = (
        ("documents", f"{len(found)}"),
        ("imported", f"{len(models)}"),
        ("refused with one problem and its place", f"{clear} of {len(found) - len(models)}"),
        ("XML elements = vertices + folded + reported", f"{elements:,}, in all but {dropped} documents"),
        ("read, written and read again: the same model", f"{sum(each.same_model for each in found)} of {len(models)}"),
        ("read and written: equivalent XML", f"{sum(each.same_xml for each in found)} of {len(models)}"),
        ("references of the interchange group without a problem",
         f"{clean} of {len(references)}"),
        ("invalid by the OMG's schemas, according to the corpus: with a finding about it", _told_invalid(found, False)),
        ("valid by them: with such a finding", _told_invalid(found, True)),
        ("time to read and check all, on one processor", speed),
        ("peak memory of the process", f"{most:.0f} MB"),
    )  # fmt: skip
    return "| | |\n|---|---|\n" + "".join(f"| {name} | {value} |\n" for name, value in rows)


def _told_invalid(found: list[Outcome], valid: bool) -> str:
    """Count the valid, or invalid, documents with a finding of the group `schema` or about their ids."""
    lines = (CORPUS / "MANIFEST.jsonl").read_text(encoding="utf-8").splitlines()
    stated = {each["local"]: each["stats"].get("xsd_valid") for each in map(json.loads, lines)}
    judged = [
        any(each.code == "DUPLICATE_ID" for each in outcome.parsed.problems)
        or any(MODEL_RULES[each.rule].group == "schema" for each in validated(model) if each.rule in MODEL_RULES)
        for outcome in found
        if (model := outcome.parsed.model) is not None and stated.get(f"bpmn/{outcome.path}") is valid
    ]
    return f"{sum(judged)} of {len(judged)}"


def _refused(found: list[Outcome]) -> str:
    lines = ["## Refused\n", "| document | problem | line | |", "|---|---|--:|---|"]
    for each in found:
        if each.parsed.model is None:
            (problem,) = each.parsed.problems
            lines.append(f"| {each.path} | {problem.code} | {problem.line} | {_plain(problem.message)} |")
    return "\n".join(lines) + "\n"


def _interchange(found: list[Outcome]) -> str:
    """Return the changes that tools made to references, as the corpus and as the comparison count them."""
    by_path = {f"bpmn/{each.path}": each.parsed.model for each in found}
    told = json.loads((CORPUS / "expected/miwg-relation.json").read_text(encoding="utf-8"))["files"]
    rows, agreed, readable = [], 0, 0
    for entry in told:
        vendor, reference = by_path[entry["file"]], by_path[entry["reference"]]
        name = entry["file"].removeprefix("bpmn/bpmn-miwg-test-suite/")
        if vendor is None or reference is None:
            rows.append(f"| {name} | {entry['procedure']} | refused | | | | |")
            continue
        readable += 1
        expected = entry["count_delta_vs_reference"]
        agrees = counted(expected, reference, vendor) == expected
        agreed += agrees
        entries = compare(reference, vendor, FORMATS[vendor.format].comparison).entries
        changes = Counter(
            "added" if e.before is None else "removed" if e.after is None else "changed"
            for e in entries
            if CONTENT & set(e.changes)
        )
        columns = " | ".join(str(changes[kind]) for kind in ("added", "removed", "changed"))
        rows.append(f"| {name} | {entry['procedure']} | {'yes' if agrees else 'no'} | {columns} | {_told(expected)} |")
    head = (
        "## Changes of the references by tools\n\n"
        f"{readable} of {len(told)} documents can be read; the others are refused above. In {agreed} of these, the\n"
        "numbers of elements differ from the reference as the corpus states. The comparison (`ameide diff`) names\n"
        "these elements, and the others that changed; a changed drawing does not count.\n\n"
        "| document | procedure | agrees | added | removed | otherwise changed | stated: lost, added |\n"
        "|---|---|---|--:|--:|--:|---|\n"
    )
    return head + "\n".join(rows) + "\n"


def counted(expected: dict[str, int], reference: Model, vendor: Model) -> dict[str, int]:
    """Return the difference as numbers, for each kind that the corpus counts."""
    before, after = (_numbers(model) for model in (reference, vendor))
    return {kind: after[kind] - before[kind] for kind in {*before, *after, *expected} if after[kind] != before[kind]}


COUNTED = {
    "boundaryEvent", "businessRuleTask", "callActivity", "cancelEventDefinition", "compensateEventDefinition",
    "complexGateway", "conditionalEventDefinition", "dataInput", "dataObject", "dataObjectReference", "dataOutput",
    "dataStore", "dataStoreReference", "endEvent", "errorEventDefinition", "escalationEventDefinition",
    "eventBasedGateway", "exclusiveGateway", "inclusiveGateway", "intermediateCatchEvent", "intermediateThrowEvent",
    "linkEventDefinition", "manualTask", "messageEventDefinition", "parallelGateway", "receiveTask",
    "scriptTask", "sendTask", "sequenceFlow", "serviceTask", "signalEventDefinition", "startEvent", "subProcess",
    "task", "terminateEventDefinition", "timerEventDefinition", "transaction", "userTask", "adHocSubProcess",
}  # fmt: skip
PLURAL = {"process": "processes", "participant": "participants", "lane": "lanes"}


def _numbers(model: Model) -> Counter[str]:
    kinds = Counter(element.kind for element in model.elements if element.kind in COUNTED)
    kinds.update(PLURAL[element.kind] for element in model.elements if element.kind in PLURAL)
    for element in model.elements:
        kinds.update(part.kind for part in _parts(read_parts(element.folded).parts) if part.kind in COUNTED)
    return kinds


def _parts(parts: tuple[Part, ...]) -> Iterator[Part]:
    for part in parts:
        yield part
        yield from _parts(part.parts)


def _linter() -> str:
    """Return how often bpmnlint and Ameide agree on an element, and why they differ."""
    lines = [
        "## Comparison with bpmnlint\n",
        f"Elements with a finding in the {len(read())} documents that both can read; elements without an id are left",
        "out. Findings of bpmnlint were recorded once, with all its rules; a test holds the reasons of differences.\n",
        "| rule of bpmnlint | rules of Ameide | both | only bpmnlint | only Ameide |",
        "|---|---|--:|--:|--:|",
    ]
    for name, rules in sorted(shared().items()):
        theirs = sum(len(set(observed()[file]["findings"].get(name, ())) - {None}) for file in read())
        alone = Counter(ours for rule, ours, _ in differences() if rule == name)
        numbers = f"{theirs - alone[False]} | {alone[False]} | {alone[True]}"
        lines.append(f"| {name} | {', '.join(sorted(rules))} | {numbers} |")
    lines += ["\n| rule | found only by | elements | reason |", "|---|---|--:|---|"]
    for known in sorted(INTENDED, key=lambda known: (known.rule, known.ours, known.why)):
        who = "Ameide" if known.ours else "bpmnlint"
        lines.append(f"| {known.rule} | {who} | {known.elements} | {_plain(known.why)} |")
    return "\n".join(lines) + "\n"


def _files(found: list[Outcome]) -> str:
    lines = ["## Imported documents\n"]
    lines += ["| document | XML | vertices | folded | reported | problems | findings | same model | equivalent XML |"]
    lines += ["|---|--:|--:|--:|--:|--:|--:|---|---|"]
    for each in found:
        if model := each.parsed.model:
            folded = sum(element.folded_count for element in model.elements)
            numbers = [model.parts, len(model.elements), folded, model.reported]
            numbers += [len(each.parsed.problems), each.findings]
            same = " | ".join("yes" if yes else "no" for yes in (each.same_model, each.same_xml))
            lines.append(f"| {each.path} | {' | '.join(map(str, numbers))} | {same} |")
    return "\n".join(lines)


def _dropped(model: Model) -> int:
    folded = sum(element.folded_count for element in model.elements)
    return model.parts - len(model.elements) - folded - model.reported


def _clear(parsed: Parsed) -> bool:
    return parsed.model is None and len(parsed.problems) == 1 and parsed.problems[0].line is not None


def _told(expected: dict[str, int]) -> str:
    return ", ".join(f"{kind} {number:+}" for kind, number in sorted(expected.items())) or "nothing"


def _plain(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    print(page())
