"""Cursors: opaque outside, the sort key of an item inside. They hold nothing that is not checked on the way in."""

import base64
import binascii
import re
from typing import Any, Final

import orjson

from resolvers.errors import Refused

MOST: Final = 1000
USUAL: Final = 100
_LONGEST: Final = 8192
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


def encode(kind: str, *key: str | int) -> str:
    """Make an opaque cursor from a key."""
    return base64.urlsafe_b64encode(orjson.dumps([kind, *key])).rstrip(b"=").decode()


def decode(cursor: str, kind: str, *types: type) -> tuple[Any, ...]:
    """Read the key of a cursor of this kind. Raises Refused."""
    try:
        padded = cursor[:_LONGEST] + "=" * (-len(cursor) % 4)
        found = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error):
        found = None
    if not isinstance(found, list) or found[:1] != [kind] or [type(part) for part in found[1:]] != list(types):
        raise _bad()
    if any(isinstance(part, str) and "\0" in part for part in found):
        raise _bad()
    return tuple(found[1:])


def decode_moment(text: str) -> str:
    """Read a time out of a cursor. Raises Refused."""
    if not _MOMENT.fullmatch(text):
        raise _bad()
    return text


def page_size(first: int | None) -> int:
    """Return `first` within its bounds, or the default for null. Raises Refused."""
    if first is None:
        return USUAL
    if not 1 <= first <= MOST:
        raise Refused("BAD_FIRST", f"first is 1 to {MOST}, not {first}.")
    return first


def _bad() -> Refused:
    return Refused("BAD_CURSOR", "after is a cursor that an earlier page of this very list gave.")
