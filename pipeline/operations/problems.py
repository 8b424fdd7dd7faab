"""Problems that several operations return."""

from cypher import QUERIES
from graph.store import GraphStore
from pipeline.ir.document import Problem


def problem(code: str, message: str, path: str | None = None) -> Problem:
    """Return a problem without a place in a document."""
    return Problem(code=code, message=message, path=path)


def model_retired(name: str, at: str) -> Problem:
    """Refuse to add anything to a model that has ended."""
    message = f"The model {name!r} was retired at {at}: nothing is added to it any more. Use another name."
    return problem("MODEL_RETIRED", message, path=name)


async def model_unknown(store: GraphStore, model: str) -> Problem:
    """Say that there is no such model, or that it was erased."""
    erased = await store.rows(QUERIES["tombstone.of"], subject=model, build="")
    if erased:
        return problem("ERASED", f"The model {model!r} was erased at {erased[0]['recordedAt']}.", path=model)
    return problem("UNKNOWN_ID", f"There is no model {model!r}.", path=model)
