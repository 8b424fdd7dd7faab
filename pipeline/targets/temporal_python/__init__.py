"""Workflows of the Temporal Python SDK: a project with workflows, activities, worker, tests and container."""

from functools import partial
from typing import Final

from pipeline.ir.target import Option, Target
from pipeline.targets.common.digests import digests
from pipeline.targets.execution.carried import uncarried
from pipeline.targets.execution.memory import PATH, breaking
from pipeline.targets.temporal_python.generator import PACKAGES, generate
from pipeline.targets.temporal_python.offering import offer
from pipeline.targets.temporal_python.support import SUPPORTED, unsupported
from pipeline.targets.temporal_python.transform import transform

TARGET: Final = Target(
    name="temporal-python",
    title="Temporal workflows in Python",
    description="A project for the Temporal Python SDK: workflows, activities, worker, tests, container.",
    takes=("bpmn",),
    options=(
        Option(
            name="user_tasks",
            description="Completion of user and manual tasks: by an update, or as an activity.",
            default="update",
            choices=("update", "activity"),
        ),
        Option(
            name="stubs",
            description="Behaviour of unwritten activities: they fail the workflow, or do nothing, for demos.",
            default="fail",
            choices=("fail", "pass"),
        ),
        Option(
            name="task_queue",
            description="Task queue of the worker. If empty, each process has one with the name of its id.",
            default="",
        ),
        Option(
            name="activity_timeout_seconds",
            description="Timeout of one attempt of an activity, in seconds.",
            default=300,
            minimum=1,
            maximum=315_360_000,
        ),
        Option(
            name="maximum_attempts",
            description="Attempts of an activity before it fails; 0 means no limit.",
            default=100,
            minimum=0,
            maximum=2**31 - 1,
        ),
    ),
    support=SUPPORTED,
    transform=transform,
    generate=generate,
    unsupported=unsupported,
    uncarried=uncarried,
    digest=partial(digests, "temporal_python", "execution", "common"),
    lock=PATH,
    breaking=breaking,
    offer=offer,
    packages=PACKAGES,
    example='<complexGateway id="Enough"/>',
)
