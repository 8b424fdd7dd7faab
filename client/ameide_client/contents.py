"""Bytes as the API carries them: documents on the way in, artefacts on the way out."""

import base64
import hashlib
from typing import Protocol

from ameide_client.errors import ContentDiffers


class Artefact(Protocol):
    """A generated file with its content, as `artefacts` answers it."""

    @property
    def path(self) -> str: ...
    @property
    def digest(self) -> str: ...
    @property
    def content_base_64(self) -> str: ...


def encoded(document: bytes) -> str:
    """Return what goes into a `content_base_64`, which is right for every encoding of a document."""
    return base64.b64encode(document).decode("ascii")


def content(artefact: Artefact) -> bytes:
    """Return the file's bytes. Raises ContentDiffers where they do not have the digest that the server states."""
    found = base64.b64decode(artefact.content_base_64)
    if hashlib.sha256(found).hexdigest() != artefact.digest:
        raise ContentDiffers(artefact.path)
    return found
