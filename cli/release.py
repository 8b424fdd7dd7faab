"""Tell the release of the command."""

from importlib.metadata import PackageNotFoundError, version


def release() -> str:
    try:
        return version("ameide")
    except PackageNotFoundError:  # a checkout that is run without being installed
        return "0+unknown"
