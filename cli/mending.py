"""Correct mechanical faults in files, and show the changes."""

import shutil
import tempfile
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli import reading
from cli.arguments import STDIN
from cli.configuration import RuleSets
from cli.errors import CommandError, UsageWrong

if TYPE_CHECKING:
    from pipeline.ir.finding import Finding


@dataclass(frozen=True, slots=True)
class Mended:
    """Fixes of one file: the findings that are gone, and the change."""

    file: str
    findings: "tuple[Finding, ...]"
    diff: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Stable: docs/command.md."""
        gone = [{"rule": each.rule, "element": each.element, "line": each.line} for each in self.findings]
        return {"file": self.file, "fixed": gone, "diff": "\n".join(self.diff)}


def mend(path: Path, rulesets: RuleSets, *, dry: bool) -> Mended | None:
    """Fix a file in its place, or only say how; None where nothing is to be done. Raises CommandError."""
    from pipeline.operations import fix as fixing

    if path == STDIN:
        raise UsageWrong("Standard input has no place to be fixed in.")
    try:
        document = reading.document(path)
    except CommandError:  # it is told of when the file is checked
        return None
    fixed = fixing.fixed(document, rulesets(path))
    if not fixed.findings:
        return None
    if not dry:
        _replace(path, fixed.content)
    before, after = reading.lines(document.content), reading.lines(fixed.content)
    diff = unified_diff(before, after, str(path), str(path), n=1, lineterm="")
    return Mended(str(path), fixed.findings, tuple(diff))


def _replace(path: Path, content: bytes) -> None:
    """Replace the file in one step: a reader sees the old one or the new one."""
    there = path.resolve()
    try:
        with tempfile.NamedTemporaryFile(dir=there.parent, prefix=".ameide-", delete=False) as file:
            file.write(content)
        try:
            shutil.copymode(there, file.name)
            Path(file.name).replace(there)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CommandError(f"Cannot write {path}: {error.strerror}", code="UNWRITABLE") from error
