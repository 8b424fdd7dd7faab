"""Test that what crosses is unpacked only where it is opened, and a long sequence part by part."""

import asyncio
import pickle

import pytest

from pipeline.ir import crossing
from pipeline.ir.crossing import Parts, Sealed


class Loud:
    """A value that notes where it is unpacked."""

    unpacked = 0

    def __setstate__(self, state: object) -> None:
        Loud.unpacked += 1

    def __getstate__(self) -> dict[str, int]:
        return {"a": 1}


def test_a_sealed_value_is_unpacked_only_where_it_is_opened() -> None:
    Loud.unpacked = 0
    passed = pickle.loads(pickle.dumps(Sealed(Loud())))
    again = pickle.loads(pickle.dumps(passed))
    assert Loud.unpacked == 0
    assert isinstance(again.open(), Loud)
    assert Loud.unpacked == 1


def test_in_the_same_process_nothing_is_packed() -> None:
    value = object()
    assert Sealed(value).open() is value


def test_whoever_sealed_a_value_recognises_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crossing._Kept, "process", "one")
    value = [1]
    passed: Sealed[list[int]] = pickle.loads(pickle.dumps(Sealed(value)))
    assert passed.open() is value
    other: Sealed[list[int]] = pickle.loads(pickle.dumps(Sealed([2])))
    assert (passed.open(), other.open()) == ([1], [2])
    crossing.forget()
    assert other.open() == [2]


async def test_others_have_their_turn_between_parts() -> None:
    parts: Parts[int] = pickle.loads(pickle.dumps(Parts(range(1000))))
    turns = 0

    async def counts() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    counting = asyncio.create_task(counts())
    assert await parts.whole() == (*range(1000),)
    counting.cancel()
    assert turns >= 3
