"""Keep the section of docs/benchmarks.md that `make load` writes apart from what `make bench` writes."""

from pathlib import Path
from typing import Final

PAGE: Final = Path(__file__).parents[2] / "docs" / "benchmarks.md"
TITLE: Final = "## Under load"


def with_load(page: str) -> str:
    """Return a new page with the section of the old one at its end."""
    _, title, section = PAGE.read_text(encoding="utf-8").partition(TITLE)
    return f"{page.rstrip()}\n\n{title}{section}" if title else page


def put(section: str) -> None:
    """Replace the section of the page."""
    page = PAGE.read_text(encoding="utf-8").partition(TITLE)[0].rstrip()
    PAGE.write_text(f"{page}\n\n{section}", encoding="utf-8")
