"""Which Ameide this is."""

from importlib.metadata import PackageNotFoundError, version


def release() -> str:
    """Its version."""
    try:
        return version("ameide")
    except PackageNotFoundError:  # a checkout that is run without being installed
        return "0+unknown"
