"""Load the named queries, `<noun>/<verb>.cypher` as QUERIES["noun.verb"], and check each file's header at import."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_HEADER = re.compile(r"\s*//\s*(params|returns):(.*)")
_PARAM = re.compile(r"\$(\w+)")
_STRING = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
_CLAUSE = re.compile(
    r"\b(OPTIONAL\s+MATCH|MATCH|WHERE|WITH|RETURN|UNWIND|CREATE|MERGE|SET|DELETE|REMOVE|ORDER\s+BY|SKIP|LIMIT)\b"
)
_NODE = re.compile(r"\(\s*(\w*)\s*(?::\s*\w+)?")
_NOTE = re.compile(r"\(.*\)")


@dataclass(frozen=True, slots=True)
class Query:
    """A Cypher text that AGE and Neo4j both take, its parameters, and the names of its columns."""

    name: str
    text: str
    params: frozenset[str]
    returns: tuple[str, ...]


def parse(name: str, path: Path, text: str) -> Query:
    """Read one file. Raises ValueError, naming the file, where header and text disagree."""
    header: dict[str, list[str]] = {}
    for line in text.splitlines():
        if found := _HEADER.match(line):
            header[found[1]] = _NOTE.sub("", found[2]).replace(",", " ").split()
    body = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("//")).strip()
    if not text.startswith("//") or "params" not in header or "returns" not in header:
        raise ValueError(f"{path}: must begin with comments: what it answers, `params:`, `returns:`")
    bare = _STRING.sub("''", body)
    if (used := set(_PARAM.findall(bare)) - {"tenant"}) != set(header["params"]):
        raise ValueError(f"{path}: declares {sorted(header['params'])} but uses {sorted(used)}")
    if missing := _unbound(bare):
        raise ValueError(f"{path}: no `{missing}.tenant = $tenant` for the pattern that begins with `{missing}`")
    return Query(name, body, frozenset(used), tuple(header["returns"]))


def _unbound(body: str) -> str | None:
    """Return the first variable that begins a connected pattern without being tied to the tenant."""
    known: set[str] = set()
    pieces = _CLAUSE.split(body)
    for clause, pattern in zip(pieces[1::2], pieces[2::2], strict=True):
        if not clause.endswith("MATCH"):
            continue
        for part in re.split(r",(?![^\[\(\{]*[\]\)\}])", pattern):
            names = [found[1] or "(anonymous)" for found in _NODE.finditer(part)]
            if names and not known & set(names) and f"{names[0]}.tenant = $tenant" not in body:
                return names[0]
            known.update(name for name in names if name != "(anonymous)")
    return None


def _load(folder: Path) -> Mapping[str, Query]:
    found = {}
    for path in sorted(folder.glob("*/*.cypher")):
        name = f"{path.parent.name}.{path.stem}"
        found[name] = parse(name, path, path.read_text(encoding="utf-8"))
    return found


QUERIES: Final = _load(Path(__file__).parent)
