"""Say what is wrong with the structure of a document, and what to do, in words for people."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lxml import etree

from pipeline.ir.naming import quoted, sentence, spoken
from pipeline.ir.suggesting import suggestion

_FEW = 12


class Place(NamedTuple):
    """A place in a document: an XML element, and the element of the model that it is folded into, if any."""

    kind: str
    xml: etree._Element
    inside: etree._Element | None

    def __str__(self) -> str:
        """Name it: `user task “Pack”`, or `multi instance loop characteristics of user task “Pack”`."""
        own = _label(self.xml)
        name = f"{spoken(self.kind)} {quoted(own)}" if own else spoken(self.kind)
        if self.inside is None or (own and self.inside.getparent() is None):
            return name if own else f"the {name}"
        around, label = spoken(local(str(self.inside.tag))), _label(self.inside)
        return f"{name} of {around} {quoted(label)}" if label else f"{name} of the {around}"

    @property
    def sentence(self) -> str:
        """Name it at the beginning of a sentence."""
        return sentence(str(self))


def local(tag: str) -> str:
    """Return the name in a tag as lxml writes it."""
    return tag.rpartition("}")[2]


def abstract(at: Place) -> str:
    return (
        f"{at.sentence} is named {quoted(at.kind)}, which BPMN has for what several elements have in common. "
        "Use the element that is meant."
    )


def no_type(at: Place, said: str, namespace: str | None) -> str:
    prefix = ":" in said
    hint = "" if prefix or namespace else " Without a prefix it is in no namespace here."
    return f"{at.sentence} says xsi:type {quoted(said)}, which is no type that it can have.{hint} Write one of BPMN's."


def unknown_attribute(at: Place, name: str, known: Iterable[str]) -> str:
    plain = local(name)
    does = "may not have here" if name.startswith("{") else "does not know"
    close = "" if name.startswith("{") else suggestion(plain, known)
    return f"{at.sentence} has the attribute {quoted(plain)}, which BPMN {does}.{close} {_DROP}"


_DROP = "Remove it, or give it a namespace of its own where others may add to BPMN."


def missing_attribute(at: Place, name: str) -> str:
    return f"{at.sentence} has no attribute {quoted(name)}, which BPMN asks for. Add it."


def missing_parts(at: Place, names: Sequence[str]) -> str:
    said = " and ".join(quoted(name) for name in names[:3])
    return f"{at.sentence} has no {said} where BPMN asks for it. Add what is missing."


def invalid_value(at: Place, name: str, text: str, problem: tuple[str, str], default: str | None) -> str:
    what, advice = problem
    read = "" if default == "" else f" and was read as {default or 'false'}"
    return f"Attribute {quoted(name)} of {at} is {quoted(text)}, which is {what}{read}. {advice}."


def invalid_text(at: Place, text: str, problem: tuple[str, str]) -> str:
    what, advice = problem
    return f"{at.sentence} says {quoted(text)}, which is {what}. {advice}."


def invalid_id(at: Place, text: str) -> str:
    return (
        f"The id {quoted(text)} of {spoken(at.kind)} is none that XML allows, so other tools refuse it or drop the "
        "element. Begin it with a letter or _, and go on with letters, digits, -, _ and ."
    )


def same_id(at: Place, text: str, line: int) -> str:
    return f"The id {quoted(text)} of {spoken(at.kind)} is also that of line {line}. Give each an id of its own."


def stray_text(at: Place, text: str) -> str:
    return f"{at.sentence} holds the text {quoted(text.strip())}, where only elements may stand. Remove it."


def order(at: Place, around: Place, before: str | None, names: Sequence[str]) -> str:
    if before is None:
        return f"{at.sentence} is one {spoken(at.kind)} too many in {around}. Keep one."
    shown = ", ".join(names[:_FEW]) + (", …" if len(names) > _FEW else "")
    return f"{at.sentence} stands after {quoted(before)} in {around}. Put it before: BPMN's order is {shown}."


def misplaced(at: Place, around: Place) -> str:
    return f"{at.sentence} stands in {around}, where BPMN has no {quoted(at.kind)}. Move it to where it belongs."


def unknown_element(at: Place, around: Place, tag: str, here: Iterable[str], known: Iterable[str]) -> str:
    if not _is_bpmn(tag):
        return (
            f"Element {quoted(_prefixed(at.xml))} in {around} is no part of BPMN. "
            "Move it into extensionElements, with a namespace of its own."
        )
    close = suggestion(at.kind, map(local, here)) or suggestion(at.kind, map(local, known))
    return f"Element {quoted(at.kind)} in {around} is none that BPMN knows.{close} Correct its name, or remove it."


def more(message: str, count: int) -> str:
    """Say that there are others, without naming them."""
    return f"{message} There are {count:,} more of this kind."


def _is_bpmn(tag: str) -> bool:
    return tag.startswith(("{http://www.omg.org/spec/BPMN/", "{http://www.omg.org/spec/DD/"))


def _prefixed(xml: etree._Element) -> str:
    return f"{xml.prefix}:{local(str(xml.tag))}" if xml.prefix else local(str(xml.tag))


def _label(xml: etree._Element) -> str:
    return (xml.get("name") or "").strip() or (xml.get("id") or "").strip()
