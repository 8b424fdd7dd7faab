"""Read documents back from the store."""

from graph.store import GraphStore
from pipeline.ir.document import Document


async def content(store: GraphStore, digest: str) -> bytes:
    """Return the bytes with this digest. Raises ContentUnknown."""
    return (await store.content.get([digest]))[digest]


async def document(
    store: GraphStore,
    digest: str,
    *,
    format: str,
    path: str | None,
    commit: str | None,
    author: str | None,
    origin: str | None,
) -> Document:
    """Return a document as it was received. Raises ContentUnknown."""
    received = await content(store, digest)
    return Document(content=received, format=format, path=path, commit=commit, author=author, origin=origin)
