"""Name the elements and cite the lines of the version that is being written."""

from dataclasses import dataclass

from graph.records import element_uid


@dataclass(frozen=True, slots=True)
class Scope:
    """A version, and the name of its document."""

    version: str
    document: str

    def uid(self, element: str) -> str:
        """Return the uid of an element of the version."""
        return element_uid(self.version, element)

    def at(self, line: int) -> str:
        """Cite a line of the document."""
        return f"{self.document}:{line}"
