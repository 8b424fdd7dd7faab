"""List what the exchange format has no place for."""

from typing import Final

from pipeline.ir.naming import quoted

_SHOWN: Final = 5


class Losses:
    """Parts that the format cannot express, with their elements."""

    def __init__(self) -> None:
        self._ids: dict[str, list[str]] = {}

    def add(self, what: str, id_: str) -> None:
        self._ids.setdefault(what, []).append(id_)

    def told(self) -> list[str]:
        """Return one line for each kind of loss; nothing where all could be carried."""
        if not self._ids:
            return []
        lines = ["Left out, since the exchange format has no place for it:"]
        for what, ids in sorted(self._ids.items()):
            some = ", ".join(quoted(id_) for id_ in ids[:_SHOWN])
            lines.append(f"{what}: {len(ids)} ({some}{', …' if len(ids) > _SHOWN else ''})")
        return lines
