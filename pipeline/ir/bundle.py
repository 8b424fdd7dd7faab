"""Pack the files of a model that is kept in many into one document, the same bytes for the same files."""

import io
import zipfile
from collections.abc import Iterable
from typing import Final

_BEGINNING: Final = (1980, 1, 1, 0, 0, 0)


def pack(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a ZIP archive of files by path, without times and compression."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for path, content in sorted(files):
            archive.writestr(zipfile.ZipInfo(path, _BEGINNING), content)
    return packed.getvalue()
