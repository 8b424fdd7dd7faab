"""Read kinds of element that a question is limited to."""

from pipeline.operations import formats
from resolvers.errors import Refused, checked


def asked_for(kinds: list[str] | None) -> frozenset[str]:
    """Return the kinds. Raises Refused for one that no notation has, which would silently find nothing."""
    asked = frozenset(checked(kind) for kind in kinds or ())
    if told := formats.unknown_kind(sorted(asked)):
        raise Refused("UNKNOWN_KIND", told)
    return asked
