"""Load the matchers: the modules of pipeline/tenant/matchers, and those of formats.

A module states the roles DEPENDENT and DEPENDENCY, and SINGLE; its docstring describes its links.
"""

import pkgutil
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final

from pipeline.ir.linking import Linking, Matcher
from pipeline.tenant import matchers


def _load() -> dict[str, Matcher]:
    found = {}
    for each in pkgutil.iter_modules(matchers.__path__):
        module = import_module(f"{matchers.__name__}.{each.name}")
        found[each.name] = Matcher(
            name=each.name,
            dependent=module.DEPENDENT,
            dependency=module.DEPENDENCY,
            single=module.SINGLE,
            description=" ".join((module.__doc__ or "").split()),
        )
    return dict(sorted(found.items()))


OWN: Final[Mapping[str, Matcher]] = MappingProxyType(_load())
"""Ameide's own matchers, by the kind of their links."""


def matchers_of(linkings: Iterable[Linking[Any]]) -> Sequence[Matcher]:
    """Return all matchers, Ameide's own first; a format's own with a name that is taken is left out."""
    found = dict(OWN)
    for linking in linkings:
        for matcher in linking.matchers:
            found.setdefault(matcher.name, matcher)
    return tuple(found.values())
