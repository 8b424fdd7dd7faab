"""Complete arguments in the shell. Completion writes nothing, and starts no database."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cli.arguments import LABELS

if TYPE_CHECKING:
    from ameide_client import Client

_PATIENCE = 2.0  # seconds for a server; nobody waits longer for Tab


def targets(incomplete: str) -> Iterator[tuple[str, str]]:
    """Complete targets, with their titles."""
    from pipeline.operations import catalogue

    for name, target in catalogue.TARGETS.items():
        if name.startswith(incomplete):
            yield name, target.title


def formats(incomplete: str) -> Iterator[tuple[str, str]]:
    """Complete formats, with their titles."""
    from pipeline.operations.formats import FORMATS

    for name, row in FORMATS.items():
        if name.startswith(incomplete):
            yield name, row.title


def rules(incomplete: str) -> Iterator[tuple[str, str]]:
    """Complete rules, with their titles."""
    from pipeline.operations import catalogue

    for name, rule in catalogue.RULES.items():
        if name.startswith(incomplete):
            yield name, rule.title


def ids(incomplete: str) -> Iterator[tuple[str, str]]:
    """Yield ids of models and, after a #, of the elements of one, if AMEIDE_URL names a server.

    Starting the embedded store is too slow for a key press.
    """
    url = os.environ.get("AMEIDE_URL")
    if not url:
        return
    from ameide_client import Client
    from ameide_client.errors import ClientError

    try:
        with Client(url, os.environ.get("AMEIDE_TOKEN"), timeout=_PATIENCE) as client:
            model, sharp, _ = incomplete.partition("#")
            found = list(_elements(client, model) if sharp else _models(client))
    except (ClientError, ValueError, LookupError, TypeError):
        return
    yield from ((id_, told) for id_, told in found if id_.startswith(incomplete))


def _models(client: "Client") -> Iterator[tuple[str, str]]:
    yield from ((model.id, model.name) for model in client.models(first=1000).nodes)


def _elements(client: "Client", model: str) -> Iterator[tuple[str, str]]:
    """Yield the elements of a version, or of a model's current one, as they would be asked for."""
    found = None if "@" in model else client.model(model)
    version = found.current.id if found and found.current else model
    stated = client.elements(version)
    for element in stated.elements.nodes if stated and stated.typename__ == "Version" else ():
        yield f"{model}#{element.id.partition('#')[2]}", f"{element.kind} {element.name}".strip()


def labels(incomplete: str) -> Iterator[str]:
    """Complete labels of vertices, in the case of the first letters."""
    for label in LABELS:
        offered = label.lower() if incomplete.islower() else label
        if offered.startswith(incomplete):
            yield offered
