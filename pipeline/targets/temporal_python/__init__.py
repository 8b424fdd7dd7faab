"""Workflows of the Temporal Python SDK: a project with workflows, activities, worker, tests and container."""

from functools import partial
from typing import Final

from pipeline.ir.target import Option, Target
from pipeline.targets.common.digests import digests
from pipeline.targets.temporal_python.generator import PACKAGES, generate
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
            description="How a user or manual task is done: an update finishes it, or an activity does it.",
            default="update",
            choices=("update", "activity"),
        ),
        Option(
            name="task_queue",
            description="Task queue of the worker; empty: one for each process, named as its id.",
            default="",
        ),
        Option(
            name="activity_timeout_seconds",
            description="Longest time one try of an activity takes.",
            default=300,
            minimum=1,
            maximum=315_360_000,
        ),
        Option(
            name="maximum_attempts",
            description="Tries of an activity before it has failed; 0: no end.",
            default=5,
            minimum=0,
            maximum=2**31 - 1,
        ),
    ),
    support=SUPPORTED,
    transform=transform,
    generate=generate,
    unsupported=unsupported,
    digest=partial(digests, "temporal_python", "execution", "common"),
    packages=PACKAGES,
    example='<complexGateway id="Enough"/>',
)
