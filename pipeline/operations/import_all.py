"""Import several documents together: all of them, or none."""

from collections.abc import Sequence
from typing import NamedTuple

from graph.store import Graphs, GraphStore
from pipeline.ir.configuring import MODEL
from pipeline.ir.document import Actor, Document, Problem
from pipeline.ir.outcome import Imported
from pipeline.ir.ruleset import RuleSet
from pipeline.ir.workshop import HERE, NotDone, Workshop, named
from pipeline.operations.catalogue import KNOWN
from pipeline.operations.examined import Examined, Incoming, examine
from pipeline.operations.import_ import keep
from pipeline.operations.ordering import ordered
from pipeline.operations.problems import problem
from pipeline.tenant import configuration
from pipeline.validate.configuration import ConfigurationWrong


class Given(NamedTuple):
    """A document, and the model that it is a version of even if they share no element."""

    document: Document
    new_version_of: str | None


class _Undone(Exception):
    """A document cannot be imported, so what was written before it is undone."""


async def import_together(
    given: Sequence[Given], graphs: Graphs, tenant: str, actor: Actor, *, workshop: Workshop = HERE
) -> list[Imported]:
    """Check documents and store all of them in one unit, those first that others refer to; or none.

    The results are in the order of the documents. If one cannot be imported, each of the others has the problem
    `NOT_IMPORTED`.
    """
    try:
        async with graphs.reading(tenant) as store:
            ruleset = await configuration.ruleset_of(store, KNOWN)
        examined = [await _examined(each, ruleset, tenant, workshop) for each in given]
        results = [Imported() if isinstance(each, Examined) else Imported(problems=each) for each in examined]
        if any(each.problems for each in results):
            return _none(results)
        about = f"the order of {len(given)} documents"
        order = await workshop.run(tenant, ordered, [each.document for each in given], about=about)
        incoming = [
            Incoming(each.document, found, tenant, actor, workshop)
            for each, found in zip(given, examined, strict=True)
            if isinstance(found, Examined)
        ]
        try:
            async with graphs.writing(tenant) as store:
                for at in order:
                    results[at] = await _kept(store, incoming[at], given[at].new_version_of, ruleset)
                    if results[at].problems:
                        raise _Undone
        except _Undone:
            return _none(results)
        return results
    except ConfigurationWrong as error:
        return [Imported(problems=(configuration.unreadable(error),)) for _ in given]
    except NotDone as stopped:
        return [Imported(problems=(stopped.problem,)) for _ in given]


async def _examined(given: Given, ruleset: RuleSet, tenant: str, workshop: Workshop) -> Examined | tuple[Problem, ...]:
    about = named(given.document)
    found: Examined | tuple[Problem, ...] = await workshop.run(tenant, examine, given.document, ruleset, about=about)
    if isinstance(found, Examined):
        name = given.new_version_of or found.called
        if name is None:
            return (problem("NAME_NEEDED", "The document has no name; give the model one."),)
        if name == MODEL:
            return (problem("NAME_TAKEN", f"{MODEL!r} is the tenant's configuration; name it anew.", path="name"),)
    return found


async def _kept(store: GraphStore, incoming: Incoming, new_version_of: str | None, ruleset: RuleSet) -> Imported:
    name = new_version_of or incoming.examined.called
    return await keep(store, incoming, name or "", new_version_of, ruleset)


def _none(results: Sequence[Imported]) -> list[Imported]:
    """Return the results of an import that was undone."""
    why = problem("NOT_IMPORTED", "Another file of this import cannot be imported, so none was.")
    return [each if each.problems else Imported(problems=(why,)) for each in results]
