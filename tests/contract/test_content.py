"""Test storing bytes by digest."""

import hashlib

import pytest

from graph import errors
from tests.contract.conftest import Backend


def _by_digest(*contents: bytes) -> dict[str, bytes]:
    return {hashlib.sha256(content).hexdigest(): content for content in contents}


async def test_bytes_come_back_as_they_went(backend: Backend) -> None:
    contents = _by_digest(b"", b"a\0b", bytes(range(256)) * 1000, "é\\x".encode())
    async with backend.graphs.writing(backend.tenant) as store:
        await store.content.put(contents)
        await store.content.put(contents)
    async with backend.graphs.reading(backend.tenant) as store:
        assert await store.content.get(list(contents)) == contents
        assert await store.content.get([]) == {}


async def test_bytes_are_lost_with_their_unit(backend: Backend) -> None:
    contents = _by_digest(b"lost")
    with pytest.raises(ZeroDivisionError):  # noqa: PT012
        async with backend.graphs.writing(backend.tenant) as store:
            await store.content.put(contents)
            raise ZeroDivisionError
    async with backend.graphs.reading(backend.tenant) as store:
        with pytest.raises(errors.ContentUnknown):
            await store.content.get(list(contents))


@pytest.mark.parametrize("digest", ["0" * 64, "", "../../etc/passwd", "\0"])
async def test_an_unknown_digest_is_an_error(backend: Backend, digest: str) -> None:
    async with backend.graphs.reading(backend.tenant) as store:
        with pytest.raises(errors.ContentUnknown):
            await store.content.get([digest])


async def test_a_digest_that_is_not_the_contents_is_refused(backend: Backend) -> None:
    with pytest.raises(errors.BatchRefused):
        async with backend.graphs.writing(backend.tenant) as store:
            await store.content.put({"0" * 64: b"x"})


async def test_only_writing_units_keep_bytes(backend: Backend) -> None:
    async with backend.graphs.reading(backend.tenant) as store:
        with pytest.raises(errors.GraphError):
            await store.content.put(_by_digest(b"x"))
