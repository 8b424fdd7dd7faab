"""State the release of this client and check whether a server's release is compatible."""

import re
from importlib.metadata import PackageNotFoundError, version
from typing import Final

STATED: Final = "ameide-version"
"""The header in which a server says its release."""
_RELEASE: Final = re.compile(r"(\d+)\.(\d+)(?:\.|$)")


def own() -> str:
    """Return the version of this client; `0+unknown` where it is not installed."""
    try:
        return version("ameide-client")
    except PackageNotFoundError:
        return "0+unknown"


def fit(client: str, server: str) -> bool:
    """Return false if one of the two may send something that the other does not know.

    Before 1.0, this is so if the minor versions differ; after it, if the major ones do or the client is newer. A text
    that is no version fits, because nothing is known of it.
    """
    ours, theirs = _RELEASE.match(client), _RELEASE.match(server)
    if not ours or not theirs:
        return True
    (major, minor), (other, most) = (tuple(map(int, found.groups())) for found in (ours, theirs))
    return major == other and (minor == most if major == 0 else minor <= most)
