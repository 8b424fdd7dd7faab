"""Make element ids from the ids of a document: safe within a uid and unique in the model."""

import hashlib
import re
import unicodedata
from urllib.parse import unquote

_LONGEST = 200  # bytes; an index row must stay far under PostgreSQL's 2,700
_KEPT = 160
_HARMLESS = re.compile(r"[!-$&-}]{0,200}")  # printable ASCII but for the blank, `%` and `~`; nearly all there are


def encode(source_id: str) -> str:
    """Percent-encode white space, control and bidi characters, `%` and `~`; cut what is over 200 bytes."""
    if _HARMLESS.fullmatch(source_id):
        return source_id
    encoded = "".join(char if _plain(char) else _percent(char) for char in source_id)
    if len(encoded.encode()) <= _LONGEST:
        return encoded
    digest = hashlib.sha256(source_id.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{encoded.encode()[:_KEPT].decode(errors='ignore')}~{digest}"


def spellings(id_: str) -> tuple[str, ...]:
    """Return the ids that somebody may mean who writes an id as it is here, as the document states it, or encoded."""
    return tuple(dict.fromkeys((id_, encode(id_), encode(unquote(id_, errors="surrogateescape")))))


def qualified_name(namespace: str, id_: str) -> str:
    """Write an id in the documents of a namespace in Clark notation: `{namespace}id`."""
    return f"{{{namespace}}}{id_}"


def local_name(name: str) -> str:
    """Return the id in what may be a qualified name."""
    return name.rpartition("}")[2] if name.startswith("{") else name


def _plain(char: str) -> bool:
    # Cc control, Cf format (bidi marks among them), Cs surrogates, Z* separators
    return char not in "%~" and unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))


class Ids:
    """A source of ids for one model: the k-th duplicate is `id~k`, an element without id is `nearest~/tag[n]`."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def named(self, source_id: str) -> str:
        """Return the id for an element that states one."""
        encoded = encode(source_id)
        count = self._seen[encoded] = self._seen.get(encoded, 0) + 1
        return encoded if count == 1 else f"{encoded}~{count}"

    def nameless(self, nearest: str, tag: str) -> str:
        """Make an id for an element without one: its nearest ancestor with an id, its tag, its place among them."""
        key = f"{nearest}~/{encode(tag)}"
        count = self._seen[key] = self._seen.get(key, 0) + 1
        return f"{key}[{count}]"
