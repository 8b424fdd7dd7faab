"""Say in words what a value of a property states: events, loops, extensions and other XML, thing by thing."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from lxml import etree
from pydantic import JsonValue

from pipeline.formats.bpmn.comparison import markup
from pipeline.formats.bpmn.facts.parts import BPMN

_KEYS: Final = ("name", "key", "id", "target", "source", "type", "event", "variable")
"""Attributes by which elements of vendors are told apart, the likeliest first."""
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_THERE: Final = "present"
"""Said of something that says nothing but that it is there."""
Parts = Iterator[tuple[str, str]]


def parts(name: str, value: JsonValue) -> Iterable[tuple[str, str]]:
    """Return each thing that a value states with its name; nothing where the value is one text."""
    say = _SAYING.get(name)
    return say(name, value) if say and value else ()


def _events(_name: str, events: Any) -> Parts:
    for event in events:
        timer, condition = event.get("timer"), event.get("condition")
        said = (event.get("ref"), timer and f"{timer['kind']} {timer['text']}", condition and condition["text"])
        yield event["kind"], " ".join(text for text in said if text) or _THERE


def _expression(name: str, said: Any) -> Parts:
    yield name, said["text"]
    if said.get("language"):
        yield f"{name} language", said["language"]


def _loop(_name: str, loop: Any) -> Parts:
    yield "loop", loop["kind"]
    for name in ("cardinality", "condition"):
        if loop.get(name):
            yield from _expression(f"loop {name}", loop[name])
    if loop.get("collection"):
        yield "loop collection", loop["collection"]
    if loop.get("test_before"):
        yield "loop tested", "before the first time"


def _attributes(_name: str, attributes: Any) -> Parts:
    yield from attributes.items()


def _extensions(_name: str, extensions: Any) -> Parts:
    for uri, extension in extensions.items():
        prefix = _prefix(uri, extension["elements"])
        yield from ((f"{prefix}:{name}", text) for name, text in extension["attributes"].items())
        yield from _fragments("", extension["elements"])


def _prefix(uri: str, fragments: Iterable[str]) -> str:
    """Return the prefix that the document uses for a namespace, else what its address ends with."""
    for fragment in fragments:
        for xml in markup.children(fragment) or ():
            for prefix, known in xml.nsmap.items():
                if known == uri and prefix:
                    return str(prefix)
    words = [
        word for word in re.split(r"[/:#.]", uri) if word and not re.fullmatch(r"[\d.]+|schema|bpmn|www|http|com", word)
    ]
    return words[-1] if words else uri


def _references(_name: str, references: Any) -> Parts:
    roles: dict[str, list[str]] = {}
    for reference in references:
        where = f"{{{reference['namespace']}}}" if reference["namespace"] else ""
        roles.setdefault(reference["role"], []).append(where + reference["target"])
    for role, targets in roles.items():
        yield _CAMEL.sub(" ", role.removesuffix("Refs").removesuffix("Ref")).lower(), ", ".join(targets)


def _fragments(_name: str, fragments: Any) -> Parts:
    for fragment in [fragments] if isinstance(fragments, str) else fragments:
        found = markup.children(fragment)
        if found is None:
            yield "XML", fragment
        for xml in found or ():
            yield from _flat(xml, "")


def _flat(top: etree._Element, above: str) -> Parts:
    """Yield the texts and attributes of an element, each with the way to it."""
    todo = [(top, above)]
    while todo:
        xml, path = todo.pop()
        if not isinstance(xml.tag, str):
            continue
        attributes: Mapping[str, str] = {_name_of(xml, str(key)): str(value) for key, value in xml.items()}
        key = next((name for name in _KEYS if name in attributes), None)
        here = f"{path}{_name_of(xml, xml.tag)}{f'[{attributes[key]}]' if key else ''}"
        text = (xml.text or "") if not len(xml) else (xml.text or "").strip()
        others = [(f"{here} {name}", value) for name, value in attributes.items() if name != key]
        if text.strip() or not (others or len(xml)):
            yield here, text or _THERE
        yield from others
        todo += [(child, f"{here}/") for child in reversed(xml)]


def _name_of(xml: etree._Element, tag: str) -> str:
    """Return a name as the document writes it; BPMN's own without a prefix."""
    uri, _, local = tag.removeprefix("{").rpartition("}")
    prefix = next((str(prefix) for prefix, known in xml.nsmap.items() if known == uri and prefix), "")
    return local if not prefix or uri == BPMN else f"{prefix}:{local}"


_SAYING: Final = {
    "events": _events,
    "condition": _expression,
    "script": _expression,
    "loop": _loop,
    "attributes": _attributes,
    "extensions": _extensions,
    "references": _references,
    "folded": _fragments,
}
