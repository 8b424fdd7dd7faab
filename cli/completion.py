"""Complete arguments in the shell. Completion writes nothing, and starts no database."""

import os
from collections.abc import Iterator

from cli.arguments import LABELS

_PATIENCE = 2.0  # seconds for a server; nobody waits longer for Tab


def targets(incomplete: str) -> Iterator[tuple[str, str]]:
    """Targets with their titles."""
    from pipeline.operations import catalogue

    for name, target in catalogue.TARGETS.items():
        if name.startswith(incomplete):
            yield name, target.title


def formats(incomplete: str) -> Iterator[tuple[str, str]]:
    """Formats with their titles."""
    from pipeline.operations.formats import FORMATS

    for name, row in FORMATS.items():
        if name.startswith(incomplete):
            yield name, row.title


def rules(incomplete: str) -> Iterator[tuple[str, str]]:
    """Rules with their titles."""
    from pipeline.operations import catalogue

    for name, rule in catalogue.RULES.items():
        if name.startswith(incomplete):
            yield name, rule.title


def ids(incomplete: str) -> Iterator[tuple[str, str]]:
    """Yield ids of models, where AMEIDE_URL names a server: starting the embedded store is too slow for a key press."""
    url = os.environ.get("AMEIDE_URL")
    if not url:
        return
    from ameide_client import Client
    from ameide_client.errors import ClientError

    try:
        with Client(url, os.environ.get("AMEIDE_TOKEN"), timeout=_PATIENCE) as client:
            models = client.models(first=1000).nodes
    except (ClientError, ValueError, LookupError, TypeError):
        return
    for model in models:
        if model.id.startswith(incomplete):
            yield model.id, model.name


def labels(incomplete: str) -> Iterator[str]:
    """Labels of vertices, in the case that was begun."""
    for label in LABELS:
        offered = label.lower() if incomplete.islower() else label
        if offered.startswith(incomplete):
            yield offered
