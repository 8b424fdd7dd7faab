"""Define a document as received, and a problem with it."""

import hashlib

from pipeline.ir.frozen import Frozen


class Document(Frozen):
    """Bytes that somebody sent. All else states their origin; nothing is read from there."""

    content: bytes
    name: str | None = None
    format: str | None = None
    path: str | None = None
    commit: str | None = None
    author: str | None = None
    """Author of the file, as its repository names them."""
    origin: str | None = None
    """Repository, archive or folder that the file is part of."""

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the bytes, 64 hex digits."""
        return hashlib.sha256(self.content).hexdigest()


class Problem(Frozen):
    """The reason why a request could not be fulfilled, and its place. A value, never an exception."""

    code: str
    message: str
    line: int | None = None
    column: int | None = None
    path: str | None = None
    """Subject of the problem: an element id, an xpath, an argument or a file name."""


class Actor(Frozen):
    """A person or service, identified by an issuer and a subject."""

    issuer: str
    subject: str
