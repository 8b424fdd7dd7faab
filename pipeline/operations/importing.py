"""Check what documents import of one another, as files that are not stored."""

import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from pipeline.formats import FORMATS
from pipeline.ir.finding import Finding, Severity
from pipeline.ir.ids import encode
from pipeline.ir.model import Element, Model, Reference
from pipeline.ir.naming import named, quoted, sentence
from pipeline.ir.ruleset import RuleSet

Models = Mapping[str, Model]
"""Models by the absolute path of their files, with `/`."""
_OUTSIDE: Final = frozenset({"structure", "implementation"})
"""Types of reference that mean something outside of models: of an XML schema, of a service."""


def imported(
    models: Models, rulesets: Callable[[str], RuleSet], is_there: Callable[[str], bool]
) -> dict[str, tuple[Finding, ...]]:
    """Return, by file, findings about imports that are missing, lack the referenced element, or repeat the file's ids.

    `is_there` tells whether a path is that of a file that is not among the models.
    """
    spaces: dict[str, dict[str, Model]] = defaultdict(dict)
    for path, model in models.items():
        if space := FORMATS[model.format].meetings.namespace(model):
            spaces[space][path] = model
    return {
        path: tuple(_judged(_File(path, model, models, spaces, is_there), rulesets(path)))
        for path, model in models.items()
    }


@dataclass(frozen=True, slots=True)
class _File:
    """One document of an import of several."""

    path: str
    model: Model
    models: Models
    spaces: Mapping[str, Mapping[str, Model]]
    is_there: Callable[[str], bool]

    def found(self) -> Iterator[tuple[str, Element, str, str]]:
        """Yield rule, element, message and discriminator."""
        imports: dict[str, dict[str, Model | None]] = defaultdict(dict)
        for each in FORMATS[self.model.format].meetings.imports(self.model):
            at = _located(self.path, each.location)
            if at is None or at == self.path:
                continue
            model = self.models.get(at)
            imports[each.namespace][at] = model
            if model is None and not self.is_there(at):
                yield "missing-import", each.element, _missing(each.location), each.location
            elif model is not None:
                yield from self._repeated(each.location, model)
        yield from self._lacking(imports)

    def _repeated(self, location: str, other: Model) -> Iterator[tuple[str, Element, str, str]]:
        own = FORMATS[self.model.format].meetings.namespace
        if own(self.model) != own(other):
            return
        for id_, element in self.model.by_source_id.items():
            if id_ in other.by_source_id:
                message = (
                    f"The id {quoted(id_)} is also in the imported file {quoted(location)}, in the same namespace. "
                    "Give one of them another id."
                )
                yield "duplicate-id", element, message, location

    def _lacking(self, imports: Mapping[str, Mapping[str, Model | None]]) -> Iterator[tuple[str, Element, str, str]]:
        for element in self.model.elements:
            for reference in element.references:
                space = reference.namespace
                if space is None or reference.element is not None or reference.type in _OUTSIDE:
                    continue
                known = {**self.spaces.get(space, {}), **imports.get(space, {})}
                if known and None not in known.values():
                    having = [path for path, model in known.items() if model and reference.target in model.by_source_id]
                    yield from self._told(element, reference, space, having)

    def _told(
        self, element: Element, reference: Reference, space: str, having: list[str]
    ) -> Iterator[tuple[str, Element, str, str]]:
        begins = f"{sentence(named(element))} refers to {quoted(reference.target)} of the namespace {quoted(space)}, "
        about = f"{reference.role} {encode(reference.target)}"
        if not having:
            verb = FORMATS[self.model.format].meetings.verbs.get(reference.role)
            rule = "unknown-call" if verb == "calls" else "unknown-import"
            yield rule, element, f"{begins}which no file there has. Correct the id, or add what is meant.", about
        elif len(having) > 1:
            files = " and ".join(quoted(posixpath.basename(path)) for path in having[:2])
            yield "ambiguous-reference", element, f"{begins}which {files} both have. Give one another id.", about


def _judged(file: _File, ruleset: RuleSet) -> Iterator[Finding]:
    seen: set[tuple[str, str, str]] = set()
    for rule, element, message, about in file.found():
        severity = ruleset.severities.get(rule, Severity.WARNING)
        if severity is not None and (rule, element.id, about) not in seen:
            seen.add((rule, element.id, about))
            finding = Finding(
                rule=rule,
                severity=severity,
                message=message,
                element=element.id,
                line=element.line,
                discriminator=about,
            )
            yield ruleset.judged(finding, element.source_id)


def _located(path: str, location: str) -> str | None:
    """Return the path that an import names; None where it is an address elsewhere."""
    parts = urlsplit(location.replace("\\", "/"))
    if parts.scheme not in {"", "file"} or parts.netloc:
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))


def _missing(location: str) -> str:
    return f"The document imports the file {quoted(location)}, which is not there. Add it, or correct its location."
