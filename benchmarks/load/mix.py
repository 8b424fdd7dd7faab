"""Choose requests as users mix them, each client in its own reproducible order."""

import random
from collections.abc import Iterator
from typing import Any, Final

from app import EXAMPLES

Request = tuple[str, dict[str, Any]]

_REACH: Final = """query($of: ID!) { %s(of: $of) { complete totalCount countsByLabel { label count }
  vertices(first: 50) { edges { hop node { id __typename } } } } }"""
_STARTS: Final = ("order-to-cash", "order-to-cash#Task_Ship", "shipping", "claims", "claims#Process_Claims")
_WORDS: Final = ("ship", "order", "claim", "goods", "send")
_IMPORT: Final = "mutation($input: ImportModelInput!) { importModel(input: $input) { unchanged problems { code } } }"
_GENERATE: Final = "mutation($input: GenerateInput!) { generate(input: $input) { reused problems { code } } }"
_DOCUMENT: Final = (EXAMPLES / "shipping.bpmn").read_text()

READS: Final[dict[str, tuple[int, str, str, tuple[str, ...]]]] = {
    "viewer": (10, "{ viewer { tenant subject } }", "", ("",)),
    "models": (15, "{ models { totalCount nodes { id name current { id number } } } }", "", ("",)),
    "impact": (30, _REACH % "impact", "of", _STARTS[:4]),
    "lineage": (20, _REACH % "lineage", "of", _STARTS[:4]),
    "search": (15, "query($text: String!) { search(text: $text) { totalCount nodes { id } } }", "text", _WORDS),
    "findings": (10, "{ findings { totalCount nodes { id rule message } } }", "", ("",)),
}
"""Kinds of reading requests by name: weight, query, its only variable, and values for that variable."""
NOISE: Final = "{ %s }" % " ".join(f'a{n}: impact(of: "order-to-cash") {{ totalCount }}' for n in range(80))  # noqa: UP031


def mixed(seed: int, *, writes: bool = True) -> Iterator[Request]:
    """Yield requests without end: of a hundred about four are imports and one generates."""
    chosen = random.Random(seed)
    weights = [weight for weight, *_ in READS.values()]
    while True:
        kind = chosen.random() if writes else 1.0
        if kind < 0.04:
            name = f"load-{chosen.randrange(20)}"
            content = _DOCUMENT.replace("Process_Ship", f"P_{name}") + f"<!-- {seed} {chosen.random()} -->\n"
            yield _IMPORT, {"input": {"name": name, "content": content}}
        elif kind < 0.05:
            yield _GENERATE, {"input": {"version": "shipping", "target": "temporal-python"}}
        else:
            _, query, variable, values = chosen.choices([*READS.values()], weights)[0]
            yield query, {variable: chosen.choice(values)} if variable else {}


def noise() -> Iterator[Request]:
    """Yield requests of eighty questions each."""
    while True:
        yield NOISE, {}
