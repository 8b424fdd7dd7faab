"""Ask a target for its options, for the elements of a model that it cannot run, and for the generated files."""

from collections.abc import Mapping

from opentelemetry import trace
from pydantic import JsonValue

from pipeline.ir import suggesting
from pipeline.ir.document import Problem
from pipeline.ir.generated import Generated
from pipeline.ir.model import Model
from pipeline.ir.target import Options, Target, TargetCrashed, Unsupported
from pipeline.operations import plugins
from pipeline.targets import TARGETS
from pipeline.targets.common.source_map import finished

_LONGEST_NAME = 80
_tracer = trace.get_tracer("ameide.pipeline")


def chosen(target: str, given: Mapping[str, JsonValue]) -> tuple[dict[str, JsonValue], tuple[Problem, ...]]:
    """Return the given options over the defaults, and what is wrong with the target or with them."""
    if target not in TARGETS:
        return {}, (Problem(code="UNKNOWN_TARGET", message=unknown(target), path="target"),)
    return TARGETS[target].chosen(given)


def broken() -> dict[str, str]:
    """Return the targets of plug-ins that cannot be used, each with the reason."""
    return {each.name: each.reason for each in plugins.broken() if each.group == "ameide.targets"}


def unknown(target: str) -> str:
    """Say that there is no such target, or why the plug-in that offers it cannot be used."""
    if reason := broken().get(target):
        return f"The target {target!r} cannot be used: {reason}."
    return suggesting.unknown("target", target, TARGETS)


def refusals(target: str, model: Model) -> tuple[Problem, ...]:
    """Return why a target makes nothing of a model."""
    row = TARGETS[target]
    if not row.suits(model):
        message = f"{target} takes {', '.join(row.takes)}, not {model.format}."
        return (Problem(code="WRONG_FORMAT", message=message),)
    try:
        return tuple(_refusal(row, found) for found in row.lacking(model))
    except TargetCrashed as error:
        return (Problem(code="TARGET_CRASHED", message=str(error)),)


def generated(target: str, model: Model, options: Options, lock: str = "") -> Generated:
    """Transform and print. Raises TargetCrashed where the target is another's, or prints what no target may.

    `lock`: text of the target's lock file in the generation before.
    """
    row = TARGETS[target]
    if row.lock and lock:
        options = {**options, row.lock: lock}
    with _tracer.start_as_current_span("pipeline.transform"):
        made = row.transform(model, options)
    with _tracer.start_as_current_span("pipeline.generate"):
        drafts = row.generate(made, options)
        try:
            return finished(model, drafts, row.packages)
        except ValueError as error:
            raise TargetCrashed(f"The target {target} prints what no target may: {error}.") from error


def _refusal(target: Target, found: Unsupported) -> Problem:
    element, why = found
    if element is None:
        return Problem(code="UNSUPPORTED", message=why)
    name = " ".join(element.label.split())[:_LONGEST_NAME]
    message = f"{element.kind} {name!r} cannot be run by {target.name}: {why}."
    return Problem(code="UNSUPPORTED", message=message, line=element.line, path=element.id)
