"""A target that prints what people do in each process as a checklist in Markdown."""

from collections.abc import Iterator

from pipeline.ir.generated import Draft
from pipeline.ir.target import Option, Options, Target
from pipeline.ir.tokens import scopes
from pipeline.ir.workflow import FlowElement, WorkflowModel
from pipeline.targets.common.encode import markdown
from pipeline.targets.common.regions import marked

BY_HAND = {"userTask": "a box to tick", "manualTask": "a box to tick"}
SUPPORT = {
    **BY_HAND,
    **dict.fromkeys(("task", "serviceTask", "sendTask", "receiveTask", "subProcess", "callActivity"), "left out"),
    **dict.fromkeys(("startEvent", "endEvent", "boundaryEvent", "intermediateCatchEvent"), "left out"),
    **dict.fromkeys(("exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway"), "left out"),
}
Checklist = list[tuple[FlowElement, list[FlowElement]]]


def transform(model: WorkflowModel, options: Options) -> Checklist:
    """Return each process that runs, with its tasks for people as they stand in the document."""
    return [
        (process, [each for each in scopes.inside(model, process.id) if each.kind in BY_HAND])
        for process in scopes.processes(model)
    ]


def generate(checklist: Checklist, options: Options) -> Iterator[Draft]:
    """Print the checklist. Lines between the marks of an element came from it; those under no mark came from none."""
    text = "Written by Ameide from a process model: do not edit.\n"
    for process, tasks in checklist:
        text += "\n" + marked(process.id, f"# {markdown(process.label)}\n") + "\n"
        for number, task in enumerate(tasks, 1):
            box = f"{number}." if options["numbered"] else "- [ ]"
            text += marked(task.id, f"{box} {markdown(task.label)}")
    yield Draft(path="checklist.md", content=text, media_type="text/markdown")


TARGET = Target(
    name="checklist",
    title="Checklist in Markdown",
    description="What people do in each process: a box to tick for each user task and manual task.",
    takes=("bpmn",),
    options=(Option(name="numbered", description="Numbers instead of boxes.", default=False),),
    support=SUPPORT,  # a flow node of any other kind is refused
    transform=transform,
    generate=generate,
)
