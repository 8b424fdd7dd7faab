"""Find the documents that a document imports, and the namespace of what it defines itself."""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.parts import BPMN, read_parts
from pipeline.formats.bpmn.meetings.roots import namespace_of
from pipeline.ir.meeting import Import
from pipeline.ir.workflow import WorkflowModel


def imports(model: WorkflowModel) -> Iterator[Import]:
    """Yield each import of another BPMN document; those of XML schemas and services are not followed."""
    for definitions in model.of_kind("definitions"):
        for part in read_parts(definitions.folded).all("import"):
            said = {name: value.strip() for name, value in part.attributes.items()}
            if said.get("importType") == BPMN and said.get("location"):
                yield Import(definitions, said.get("namespace", ""), said["location"])


def namespace(model: WorkflowModel) -> str:
    """Return the namespace of what a document defines; empty where it says none."""
    return next(map(namespace_of, model.of_kind("definitions")), "")
