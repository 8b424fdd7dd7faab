"""Map prefixes between a fragment and the document that it is written into."""

from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.formats.bpmn.facts.parts import BPMN
from pipeline.formats.bpmn.write.markup import Token, escaped, tag, taken_apart, tokens

XML: Final = "http://www.w3.org/XML/1998/namespace"

Scope = Mapping[str, str]
"""Prefixes and what they stand for; the empty one is the default namespace."""


def translated(fragment: str, outer: Scope) -> Iterator[tuple[Token, Scope]]:
    """Yield a fragment, whose default namespace is BPMN's, in the prefixes of a document, with the scope at each
    place.
    """
    scopes: list[tuple[Scope, Scope]] = [({"": BPMN, "xml": XML}, outer)]
    names: list[str] = []
    for token in tokens(fragment):
        if token.kind in ("start", "empty"):
            name, start, inner = _start(token.text, *scopes[-1])
            if token.kind == "start":
                scopes.append(inner)
                names.append(name)
            token = Token(token.kind, start + ("/>" if token.kind == "empty" else ">"))
        elif token.kind == "end":
            scopes.pop()
            token = Token("end", f"</{names.pop()}>")
        yield token, scopes[-1][1]


def _start(start: str, said: Scope, outer: Scope) -> tuple[str, str, tuple[Scope, Scope]]:
    """Return name and start tag of an element, and the prefixes inside it, in the fragment and in the document."""
    name, attributes = taken_apart(start)
    declared = {key[6:]: value for key, value in attributes if key == "xmlns" or key.startswith("xmlns:")}
    meant = {**said, **{prefix: _plain(uri) for prefix, uri in declared.items()}}
    prefix, _, local = name.rpartition(":")
    fresh = {key: meant[key] for key in declared if key and outer.get(key) != meant[key]}
    scope = {**outer, **fresh}
    if not prefix:
        uri = meant[""]
        found = prefix_of(uri, scope) if uri else ("" if not scope[""] else None)
        if found is None:
            fresh[""] = scope[""] = uri
        name = prefixed(found or "", local)
    own = [(key, value) for key, value in attributes if key != "xmlns" and not key.startswith("xmlns:")]
    spaces = [(xmlns(key), escaped(uri)) for key, uri in sorted(fresh.items())]
    return name, tag(name, [*own, *spaces]), (meant, scope)


def prefix_of(uri: str, scope: Scope) -> str | None:
    """Return the prefix of a namespace, empty if possible; None where it has none."""
    if scope.get("") == uri:
        return ""
    return next((prefix for prefix, space in scope.items() if space == uri), None)


def unused(wanted: str, scope: Scope) -> str:
    """Return the wanted prefix, or one like it that means nothing yet."""
    while wanted in scope:
        wanted += "_"
    return wanted


def prefixed(prefix: str, local: str) -> str:
    return f"{prefix}:{local}" if prefix else local


def xmlns(prefix: str) -> str:
    """Return the attribute that declares a prefix."""
    return f"xmlns:{prefix}" if prefix else "xmlns"


def _plain(value: str) -> str:
    """Undo the escapes of a value."""
    for escape, character in (("&quot;", '"'), ("&lt;", "<"), ("&#9;", "\t"), ("&#10;", "\n"), ("&#13;", "\r")):
        value = value.replace(escape, character)
    return value.replace("&amp;", "&")
