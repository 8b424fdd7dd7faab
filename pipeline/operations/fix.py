"""Correct mechanical faults of a document, and keep every other byte."""

from collections.abc import Sequence

from pipeline.formats import FORMATS
from pipeline.ir.document import Document, Problem
from pipeline.ir.edit import Edit
from pipeline.ir.finding import Finding
from pipeline.ir.frozen import Frozen
from pipeline.ir.outcome import Checked
from pipeline.ir.ruleset import DEFAULT, RuleSet
from pipeline.operations.check import check
from pipeline.operations.rules import CHECKED
from pipeline.validate import fixes

_MOST = 200
"""Fixes of one document at a time: it is checked anew after each."""

_Key = tuple[str, str | None, str]


class Fixed(Frozen):
    """A document after its fixes; the same bytes where there were none."""

    content: bytes
    findings: tuple[Finding, ...] = ()
    """Findings that were fixed, in the order of the fixes."""


def fixed(document: Document, ruleset: RuleSet = DEFAULT) -> Fixed:
    """Fix what can be. A fix after which its finding is still there, or another has come, is not made."""
    checked = check(document, ruleset)
    done: list[Finding] = []
    tried: set[_Key] = set()
    while len(tried) < _MOST and (found := _next(checked, tried)) is not None:
        finding, edits = found
        tried.add(_key(finding))
        after = _after(checked, edits, ruleset)
        if after is not None and _keys(after) <= _keys(checked) - {_key(finding)}:
            checked = after
            done.append(finding)
    return Fixed(content=checked.document.content, findings=tuple(done))


def _next(checked: Checked, tried: set[_Key]) -> tuple[Finding, Sequence[Edit]] | None:
    for finding in checked.findings if checked.model else ():
        if _key(finding) not in tried and not finding.waiver and (edits := _fixes(checked, finding)):
            return finding, edits
    return None


def _fixes(checked: Checked, finding: Finding) -> Sequence[Edit]:
    model = checked.model
    if model is None or finding.element is None:
        return ()
    mend = FORMATS[model.format].mends.get(finding.rule)
    return fixes(model, finding, CHECKED) or (mend(model, finding) if mend else ())


def _after(checked: Checked, edits: Sequence[Edit], ruleset: RuleSet) -> Checked | None:
    edit = None if checked.model is None else FORMATS[checked.model.format].edit
    if edit is None:
        return None
    content = edit(checked.document.content, checked.model, edits)
    if isinstance(content, Problem):
        return None
    after = check(checked.document.model_copy(update={"content": content}), ruleset)
    return after if after.model else None


def _keys(checked: Checked) -> set[_Key]:
    return {_key(finding) for finding in checked.findings}


def _key(finding: Finding) -> _Key:
    return finding.rule, finding.element, finding.discriminator
