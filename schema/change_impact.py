"""ChangeImpact: what a difference would touch, before anything is imported or built."""

from typing import Annotated, Protocol

import strawberry

from schema.build import Build
from schema.connection import After, Connection, First
from schema.diff import ModelDiff
from schema.finding import Severity
from schema.model import Model
from schema.not_followed import NotFollowed
from schema.reach import ReachConnection, Truncation
from schema.scalars import DateTime


@strawberry.input(description="A document that is not imported: `content` or `contentBase64`, one of them.")
class DraftInput:
    """A document that is compared and not stored."""

    format: str | None = strawberry.field(
        default=None, description="A name of `formats`. Without it, the content tells."
    )
    content: str | None = strawberry.field(default=None, description="The document as text.")
    content_base64: str | None = strawberry.field(
        default=None, description="The document's bytes in base64: for any encoding other than UTF-8."
    )


@strawberry.type(description="A finding that appears or vanishes with the change.")
class DraftFinding:
    """A finding that is not in the graph yet, therefore no node."""

    model: strawberry.ID = strawberry.field(
        description="Id of the model that the finding is in: the changed one, or another."
    )
    rule: str = strawberry.field(description="Id of the rule.")
    severity: Severity = strawberry.field(description="The severity.")
    message: str = strawberry.field(description="What is wrong and what to do about it.")
    element: str | None = strawberry.field(
        description="The element, by the id in its document; null for the document as a whole."
    )
    line: int | None = strawberry.field(description="Line of the document.")


class Touched(Protocol):
    """The question behind a ChangeImpact: it gives the pages."""

    async def reached(self, label: str, first: int | None, after: str | None) -> ReachConnection:
        """Return a page of the vertices reached that have this label."""

    async def builds(self, first: int | None, after: str | None) -> Connection[Build]:
        """Return a page of builds."""

    async def models(self, first: int | None, after: str | None) -> Connection[Model]:
        """Return a page of models."""

    async def not_followed(self) -> list[NotFollowed]:
        """Return what lies within reach and was not followed."""

    def findings(self, *, appearing: bool, first: int | None, after: str | None) -> Connection[DraftFinding]:
        """Return a page of findings."""


@strawberry.type(description="The impact of a difference. The answer is complete or states what it leaves out.")
class ChangeImpact:
    """The impact of a change, with the fields that say whether it is complete."""

    diff: ModelDiff = strawberry.field(description="The difference itself.")
    no_impact: bool = strawberry.field(
        description="Whether nothing outside the model is touched, and no finding appears or vanishes. Only said of a"
        " complete answer with `findingsTogether`."
    )
    complete: bool = strawberry.field(description="Whether the answer is complete.")
    truncated_by: Truncation | None = strawberry.field(
        description="The reason why the answer is incomplete; null if it is complete."
    )
    truncated_at_depth: int | None = strawberry.field(description="Distance beyond which vertices may be missing.")
    as_of: DateTime = strawberry.field(description="The moment as of which the answer holds.")
    start_ids: list[strawberry.ID] = strawberry.field(
        description="Elements on which the difference bears: changed or gone, and those into which something came. Of a"
        " model, in every version that is current or in use. And anchors that only the second document answers to."
    )
    findings_together: bool = strawberry.field(
        description="Whether findings about several models together are told as well, in whichever model they are. They"
        " follow from all models that are current. So they are told where `from` is a current version and `asOf` is not"
        " given, nothing else is asked beside `changeImpact`, and the tenant can be written to within some seconds: the"
        " import is rehearsed and undone."
    )
    touched: strawberry.Private[Touched]

    @strawberry.field(
        description="What lies within reach and was not followed: what earlier releases did not record."
        " A complete answer is one in which nothing else is missing."
    )
    async def not_followed(self) -> list[NotFollowed]:
        """Read only where it is asked for."""
        return await self.touched.not_followed()

    @strawberry.field(description="These elements, at hop 0, and all that contain them or refer to them.")
    async def elements(self, first: First = 100, after: After = None) -> ReachConnection:
        """Nearest first."""
        return await self.touched.reached("Element", first, after)

    @strawberry.field(description="Generated files that came from any of them.")
    async def artefacts(self, first: First = 100, after: After = None) -> ReachConnection:
        """Nearest first."""
        return await self.touched.reached("Artefact", first, after)

    @strawberry.field(description="Lines of generated files that came from any of them.")
    async def regions(self, first: First = 100, after: After = None) -> ReachConnection:
        """Nearest first."""
        return await self.touched.reached("Region", first, after)

    @strawberry.field(description="The builds that made these files, by id.")
    async def builds(self, first: First = 100, after: After = None) -> Connection[Build]:
        """Keyset by id."""
        return await self.touched.builds(first, after)

    @strawberry.field(description="Other models that contain any of these elements, by id.")
    async def models(self, first: First = 100, after: After = None) -> Connection[Model]:
        """Keyset by id."""
        return await self.touched.models(first, after)

    @strawberry.field(
        description="What rules find in the second document and not in the first; and what those about several models"
        " together would find then and do not find now."
    )
    def findings_appearing(self, first: First = 100, after: After = None) -> Connection[DraftFinding]:
        return self.touched.findings(appearing=True, first=first, after=after)

    @strawberry.field(
        description="What rules find in the first document and not in the second; and what those about several models"
        " together find now and would not find then."
    )
    def findings_vanishing(self, first: First = 100, after: After = None) -> Connection[DraftFinding]:
        return self.touched.findings(appearing=False, first=first, after=after)


Draft = Annotated[
    DraftInput | None,
    strawberry.argument(description="The second document, where it is not imported. Nothing is kept."),
]
