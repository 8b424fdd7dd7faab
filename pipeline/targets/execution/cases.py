"""Find inputs that take a process to its end, so that generated tests cover every branch that they can.

The generated actions leave variables unchanged, so a run can be predicted: try inputs that the conditions mention,
follow the tokens, and keep an input if the run ends and takes a new branch.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, combinations, islice
from typing import Any, Final

from pipeline.targets.common import naming
from pipeline.targets.execution.candidates import candidates, lookers, nest
from pipeline.targets.execution.foresight import Foreseen, foresee
from pipeline.targets.execution.plan import Action, Case, Process, Start

_TRIED: Final = 400
_KEPT: Final = 50
_STEPS: Final = 50_000
"""Steps that may be followed for one process, all tries together."""


def cases(processes: Iterable[Process], actions: Iterable[Action]) -> tuple[Case, ...]:
    """Return cases for all processes, each with the fewest inputs that do."""
    taken, asked = naming.Names(), {action.name: action for action in actions}
    return tuple(
        case
        for process in processes
        for start in (process.starts if process.alternatives else process.starts[:1])
        for case in _of_start(process, start, asked, taken)
    )


def _of_start(process: Process, start: Start, asked: Mapping[str, Action], taken: naming.Names) -> Iterator[Case]:
    known, looking = candidates(process, asked), lookers(process, asked)
    tries = min(_TRIED, max(1, _STEPS // max(1, len(process.steps))))
    seen: set[str] = set()
    kept = 0
    for values in islice(_inputs(known), tries):
        begun = (start,) if process.alternatives else process.starts
        found = foresee(process, tuple(one.step for one in begun), values, asked)
        if kept == _KEPT or found is None or (seen and not found.decisions - seen):
            continue
        kept += 1
        about, named_by = _about(found, seen)
        seen |= found.decisions or {""}
        name = taken.take(f"{naming.snake(process.name)[:24]}_{about[:48]}".replace("__", "_").rstrip("_"))
        yield Case(
            name=name,
            process=process.name,
            variables=nest({path: value for path, value in values.items() if path in found.reads}),
            start=start.called if process.alternatives else None,
            origin=start.origin if process.alternatives else process.origin,
            because=_all(process, named_by, (looking.get(path, ()) for path in sorted(found.reads))),
        )


def _inputs(known: Mapping[tuple[str, ...], tuple[Any, ...]]) -> Iterator[dict[tuple[str, ...], Any]]:
    """Yield every variable at its first value, then with one of them changed, then with two."""
    first = {path: values[0] for path, values in known.items()}
    yield first
    changes = [(path, value) for path, values in known.items() for value in values[1:]]
    for change in changes:
        yield first | dict([change])
    for pair in combinations(changes, 2):
        yield first | dict(pair)


def _about(found: Foreseen, seen: set[str]) -> tuple[str, tuple[str, ...]]:
    """Return what to call the run, and the elements that are called so."""
    new = sorted(found.decisions - seen)
    return (found.words[new[0]], found.elements[new[0]]) if new else ("runs", ())


def _all(process: Process, named_by: Iterable[str], looking: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([process.origin.element, *named_by, *chain.from_iterable(looking)]))
