"""Define the row of FORMATS: everything that Ameide knows about one notation, in tables for its stages."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from pipeline.ir.comparison import Comparison
from pipeline.ir.deriving import Asked, Derivation
from pipeline.ir.document import Document, Problem
from pipeline.ir.edit import Edit
from pipeline.ir.finding import Finding
from pipeline.ir.linking import Linking
from pipeline.ir.meeting import Meetings
from pipeline.ir.model import Element, Model, Parsed
from pipeline.ir.ruleset import Release

M = TypeVar("M", bound=Model)


class EngineTables(NamedTuple):
    """The support of one engine for a notation, as docs/engines.md shows it."""

    engine: str
    releases: Sequence[Release]
    """All releases, oldest first; a configuration may name no other."""
    blocks: Sequence[str]
    """Paragraphs and tables in Markdown."""


@dataclass(frozen=True, kw_only=True)
class Identity(Generic[M]):
    """The ids that tell documents of a notation apart, without those that editors give by themselves."""

    roots: Callable[[M], Iterable[Element]]
    """The elements by whose ids a document is known; none where all its ids are editors' defaults."""
    says_nothing: Callable[[str], bool] = lambda _: False
    """Return true for a name that many documents have, such as `Start`."""


@dataclass(frozen=True, kw_only=True)
class Format(Generic[M]):
    """One notation. A field that is left out means that the notation has nothing of that kind."""

    name: str
    """Name in lower case: the value of `format` in the API and the graph, and the notation of its anchors."""
    title: str
    description: str
    endings: tuple[str, ...]
    """File endings that are its own, such as `.bpmn`; a folder is searched for them."""
    shared_endings: tuple[str, ...] = ()
    """Endings that its files have as others have, such as `.xml`: they say that an argument is a file, and no more."""
    parse: Callable[[Document], Parsed]
    """The model in a document, or the problems that prevent one, whatever the bytes."""
    parser: str = ""
    """The name of `parse` in its models. Versions that another one read can be imported anew (`ameide refresh`);
    where it is not stated, they cannot be told from others."""
    recognises: Callable[[bytes], bool | None] = lambda _: False
    """Look at how a document begins: true if it is in this notation, false if not, None if only `parse` can tell."""
    gathers: Mapping[str, Callable[[bytes], bool]] = field(default_factory=dict)
    """Names of files that may make their folder one document with everything below it, and whether one does, by how
    it begins. The document is then the archive that `pipeline.ir.bundle` makes of the folder."""
    text: Callable[[bytes], bytes] = bytes
    """The text in which lines are counted: of a document that is an archive, the file in it that is read."""
    write: Callable[[M], bytes] | None = None
    """The document that says what a model says."""
    edit: Callable[[bytes, M, Sequence[Edit]], bytes | Problem] | None = None
    """A document with edits made and every other byte kept, or why one of them cannot be made."""
    rules: str | None = None
    """The package that its rules are modules of, as it is imported; they are applied to its models alone."""
    kinds: frozenset[str] = frozenset()
    """The kinds that its elements have, so that a misspelt one is refused; without any, every name may be asked for."""
    mends: Mapping[str, Callable[[M, Finding], Sequence[Edit]]] = field(default_factory=dict)
    """Fixes of findings that `parse` reports, by rule; no edits if a person must decide."""
    leading: Sequence[frozenset[str]] = ()
    """Kinds of elements that people look for, such as processes, then tasks: search shows them first, in this order."""
    called: Callable[[M], str | None] = lambda _: None
    """A name for a model whose document has none."""
    identity: Identity[M] | None = None
    """The identity by which a document is the next version of a model; without it, the roots of `meetings`."""
    comparison: Comparison[M] = field(default_factory=Comparison)
    """Input of compare."""
    meetings: Meetings[M] = field(default_factory=Meetings)
    """Input of records: anchors that its models share with others, and the directions of relations."""
    derive: Callable[[M, Asked], Derivation] | None = None
    """Relationships that follow from those that a model states, where the notation has rules for that."""
    linking: Linking[M] = field(default_factory=Linking)
    """Elements that can have counterparts in models of other notations, and how they are found."""
    engines: Callable[[], Iterable[EngineTables]] = tuple
    """Tables of the features of engines that its rules check."""
