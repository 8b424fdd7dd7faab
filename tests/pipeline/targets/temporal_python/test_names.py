"""Test that no step gets a name used by Python, Temporal or the token engine."""

import keyword

from hypothesis import given
from hypothesis import strategies as st

from pipeline.targets.common.naming import Names, snake
from pipeline.targets.temporal_python.names import RESERVED
from pipeline.targets.temporal_python.runtime import flow


@given(st.lists(st.text(max_size=30) | st.sampled_from(["class", "print", "scope", "match"]), max_size=20))
def test_every_name_is_an_identifier(texts: list[str]) -> None:
    taken = Names(RESERVED.functions)
    given_out = [taken.take(snake(text), "step") for text in texts]
    assert all(name.isidentifier() and not keyword.iskeyword(name) for name in given_out)
    assert not RESERVED.functions & set(given_out)


def test_what_the_token_engine_has_is_reserved() -> None:
    assert {name for name in vars(flow.Process) if not name.startswith("_")} - {"WAYS"} <= RESERVED.functions
    assert {"Process", "Scope", "Route", "Variables", "BpmnError", "FlowError"} <= RESERVED.types
