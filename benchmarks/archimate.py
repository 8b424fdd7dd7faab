"""Reading and checking an ArchiMate model, against the demanded rate, and against lxml's bare parse of its XML."""

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from benchmarks.bounds import Bound, Row
from benchmarks.interleaved import interleaved, median_ms, ratio
from pipeline.formats import parse
from pipeline.ir.document import Document
from pipeline.operations.check import check

ROOT = Path(__file__).parents[1]
RATE = 5_000
"""Elements that are to be read and checked in a second."""
TARGET = 8.0
"""lxml makes a tree of the XML; Ameide makes that too, and then a model of it."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Times for the same document."""

    elements: int
    check_ms: float
    parse_ms: float
    lxml_ms: float
    ratio: float

    def rows(self) -> list[Row]:
        rate = 1_000 * self.elements / self.check_ms
        return [
            Row(
                f"read and check an ArchiMate model of {self.elements:,} elements, against the demanded rate",
                f"{rate:,.0f} elements/s",
                f"{RATE:,} elements/s",
                rate / RATE,
                Bound(1.0, at_least=True),
            ),
            Row(
                "read that model, against lxml's parse of its XML into a tree",
                f"{self.parse_ms:.0f} ms",
                f"{self.lxml_ms:.1f} ms",
                self.ratio,
                Bound(TARGET),
            ),
        ]


def largest() -> bytes | None:
    """Return the largest real model; None where there is none."""
    corpus = Path(os.environ.get("AMEIDE_CORPUS", ROOT.parent / "shared" / "corpus")) / "archimate"
    found = [path for ending in ("xml", "archimate") for path in corpus.rglob(f"*.{ending}") if path.is_file()]
    return max(found, key=lambda path: path.stat().st_size).read_bytes() if found else None


async def measure(seconds: float = 20) -> Measured | None:
    """Compare, one after the other; return None where there are no real models."""
    content = largest()
    if content is None:
        return None
    document = Document(content=content)
    ways = {
        "check": lambda: asyncio.to_thread(check, document),
        "parse": lambda: asyncio.to_thread(parse, document),
        "lxml": lambda: asyncio.to_thread(etree.fromstring, content),
    }
    times = await interleaved(ways, seconds=seconds, most=40, least=5, warm=2)
    model = parse(document).model
    return Measured(
        elements=len(model.elements) if model else 0,
        check_ms=median_ms(times, "check"),
        parse_ms=median_ms(times, "parse"),
        lxml_ms=median_ms(times, "lxml"),
        ratio=ratio(times, "parse", "lxml"),
    )


if __name__ == "__main__":
    found = asyncio.run(measure())
    print("\n".join(row.line() for row in found.rows()) if found else "there are no models")
