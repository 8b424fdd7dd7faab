"""Reserve the names that generated Python needs for itself."""

import builtins
import keyword
from typing import Final

from pipeline.targets.common.naming import Reserved

# what templates import, define or call, and what flow.Process has: all of it would be shadowed
_WORDS: Final = """
    activities activity active_steps append asyncio beside broadcast child_id chosen choose client delay each errors
    expect first flow guard join_active join_all left merge message nested once open payload post queue reach repeat
    result retry retry_policy route run scope self signal start starts terminate timedelta timeout to until variables
    visible waiting_for ways work worker workflow
"""
_CLASS_WORDS: Final = """
    Any Awaitable BpmnError Callable Client FlowError Hop Join Process Repetition Replayer RetryPolicy Route Scope Step
    Variables Worker Workflow
"""
_PYTHON: Final = frozenset({*keyword.kwlist, *keyword.softkwlist, *dir(builtins), *_WORDS.split()})
RESERVED: Final = Reserved(
    functions=_PYTHON,
    types=_PYTHON | frozenset(_CLASS_WORDS.split()),
    spoken=frozenset({"waiting_for", "active_steps"}),
)
