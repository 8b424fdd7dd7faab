"""Reserve the names that generated Python needs for itself."""

import builtins
import keyword
from typing import Final

from pipeline.targets.common.naming import Reserved

# what templates import, define or call, and what flow.Process has: all of it would be shadowed
_WORDS: Final = """
    active_steps activities activity answered append asyncio begin beside broadcast child_id choose chosen client
    contract delay each element end errors expect feel finish first flow guard hear holds join_active join_all key
    left mapped merge message nested once open open_tasks payload picked place post queue reach repeat replace result
    retry retry_policy route run scope self serving signal start starts task terminate timedelta timeout to until
    until_next variables visible waiting_for ways work worker workflow
"""
_CLASS_WORDS: Final = """
    Any Activities Awaitable BpmnError Callable Client Feel FlowError Hop Join Mapped Process Repetition Replayer
    RetryPolicy Protocol Route Scope Step Variables Worker Workflow
"""
_PYTHON: Final = frozenset({*keyword.kwlist, *keyword.softkwlist, *dir(builtins), *_WORDS.split()})
RESERVED: Final = Reserved(
    functions=_PYTHON,
    types=_PYTHON | frozenset(_CLASS_WORDS.split()),
)
