"""Show what a change would touch: for a terminal, a pull request, a program."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cli.findings import draft_finding_json
from cli.nodes import Answered, node_json, node_of, not_followed_json
from cli.text import safe, short

if TYPE_CHECKING:
    from ameide_client.generated.change_impact import ChangeImpactChangeImpact as ChangeImpact
    from ameide_client.generated.fragments import DraftFindingsFields, DraftFindingsFieldsNodes

_MOST = 10  # of each sort that are named
_MOST_SPANS = 3  # of a region
_NOTHING = "No impact: nothing outside the model is touched, and no finding comes or goes."
_AROUND = ("element contains or refers to what changed", "elements contain or refer to what changed")
Section = tuple[str, list[str], int]
"""A heading, what is named below it, and how many there are."""


def text(impact: "ChangeImpact") -> Iterator[str]:
    """Yield lines for a terminal; control characters of foreign text are escaped."""
    yield from ("", _heading(impact))
    for heading, named, total in _sections(impact):
        yield f"  {heading}"
        yield from (f"    {safe(each)}" for each in named)
        if total > len(named):
            yield f"    and {total - len(named):,} more"
    yield from _completeness(impact)


def markdown(impact: "ChangeImpact") -> Iterator[str]:
    """Yield lines for a pull request; foreign text stands in code spans."""
    from pipeline.ir.markdown import code_span

    yield from ("", f"**{_heading(impact)}**", "")
    for heading, named, total in _sections(impact):
        yield f"- {heading}"
        yield from (f"  - {code_span(short(each))}" for each in named)
        if total > len(named):
            yield f"  - and {total - len(named):,} more"
    yield from ("", *_completeness(impact))


def data(impact: "ChangeImpact") -> dict[str, Any]:
    """Stable: docs/command.md."""
    sorts = {name: getattr(impact, name) for name in ("elements", "artefacts", "regions", "builds", "models")}
    findings = {"findingsAppearing": impact.findings_appearing, "findingsVanishing": impact.findings_vanishing}
    return {
        "noImpact": impact.no_impact,
        "complete": impact.complete,
        "truncatedBy": impact.truncated_by and impact.truncated_by.value.lower(),
        "truncatedAtDepth": impact.truncated_at_depth,
        "notFollowed": list(map(not_followed_json, impact.not_followed)),
        "asOf": impact.as_of,
        "startIds": list(impact.start_ids),
        "findingsTogether": impact.findings_together,
        **{
            name: {"total": page.total_count, "nodes": list(map(node_json, page.nodes))} for name, page in sorts.items()
        },
        **{
            name: {"total": page.total_count, "findings": list(map(draft_finding_json, page.nodes))}
            for name, page in findings.items()
        },
    }


def _heading(impact: "ChangeImpact") -> str:
    return _NOTHING if impact.no_impact else "Impact:"


def _sections(impact: "ChangeImpact") -> Iterator[Section]:
    starts = {each for each in impact.start_ids if not each.startswith("anchor:")}
    own = next((each.partition("@")[0] for each in impact.start_ids if each in starts), "")
    around = [_told(node) for node in impact.elements.nodes if node.id not in starts]
    appearing, vanishing = impact.findings_appearing, impact.findings_vanishing
    found = (
        (_AROUND, around, impact.elements.total_count - len(starts)),
        (("other model", "other models"), _nodes(impact.models.nodes), impact.models.total_count),
        (("generated file", "generated files"), _nodes(impact.artefacts.nodes), impact.artefacts.total_count),
        (("region in them", "regions in them"), _nodes(impact.regions.nodes), impact.regions.total_count),
        (("build", "builds"), _nodes(impact.builds.nodes), impact.builds.total_count),
        (("finding appears", "findings appear"), _findings(appearing, own), appearing.total_count),
        (("finding vanishes", "findings vanish"), _findings(vanishing, own), vanishing.total_count),
    )
    for (one, several), named, total in found:
        if total > 0:
            yield f"{total:,} {one if total == 1 else several}", named[:_MOST], total


def _nodes(nodes: Sequence[Answered]) -> list[str]:
    return [_told(node) for node in nodes]


def _told(answered: Answered) -> str:
    """Return a vertex as people know it, with what to ask on with."""
    node = node_of(answered)
    if node.label == "Region":
        lines = [f"{first}-{last}" if first != last else f"{first}" for first, last in node.spans]
        more = ["…"] if len(lines) > _MOST_SPANS else []
        return f"{node.name}:{','.join(lines[:_MOST_SPANS] + more)}  from {node.id.partition('#')[2]}"
    said = (
        "" if node.label == "Model" else node.kind,
        f"“{node.name}”" if node.label == "Element" and node.name else "",
        node.id,
    )
    return "  ".join(filter(None, said))


def _findings(page: "DraftFindingsFields", own: str) -> list[str]:
    return [f"{each.severity.value.lower()}: {_place(each, own)}{each.message}  [{each.rule}]" for each in page.nodes]


def _place(finding: "DraftFindingsFieldsNodes", own: str) -> str:
    """Return the element of a finding, with its model where that is another."""
    model = "" if finding.model == own else finding.model
    about = "#".join(filter(None, (model, finding.element)))
    return f"{about}: " if about else ""


def _completeness(impact: "ChangeImpact") -> Iterator[str]:
    if not impact.findings_together:
        yield "Not known: what would be found in several models together."
    yield from (f"Not followed: {each.message}" for each in impact.not_followed)
    if impact.complete:
        yield f"Complete, as of {impact.as_of}."
        return
    why = impact.truncated_by.value.lower() if impact.truncated_by else None
    if impact.truncated_at_depth is None:
        yield f"Not complete ({why}): what there was is not known."
    else:
        yield f"Not complete ({why}): there may be more beyond {impact.truncated_at_depth} steps."
