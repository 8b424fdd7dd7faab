"""Read the source map that is shipped with generated files."""

from pydantic import BaseModel, ConfigDict

from pipeline.ir.lines import Spans


class _Read(BaseModel):
    """Base of the values read from a map. Unknown fields are allowed: later releases may add some."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class MappedModel(_Read):
    """The model that the files were generated from."""

    title: str = ""
    contentDigest: str = ""  # noqa: N815 - as in the file


class MappedElement(_Read):
    """An element, and its line in the document."""

    id: str | None = None
    kind: str
    name: str = ""
    line: int


class MappedRegion(_Read):
    """The lines of one file that came from one element."""

    element: str
    spans: list[list[int]]

    @property
    def pairs(self) -> Spans:
        """Return first and last lines; an entry that is no pair counts for nothing."""
        return [(span[0], span[1]) for span in self.spans if len(span) == 2]


class SourceMap(_Read):
    """The content of `ameide-map.json`."""

    model: MappedModel = MappedModel()
    files: dict[str, list[MappedRegion]]
    elements: dict[str, MappedElement] = {}
    digests: dict[str, str] = {}
    """SHA-256 of each file as it was generated."""

    def owned(self, path: str) -> dict[str, Spans]:
        """Return the elements that a file came from, with their lines."""
        return {region.element: region.pairs for region in self.files[path]}
