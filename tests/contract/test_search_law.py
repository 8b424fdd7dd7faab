"""Search: compared with the law of matching applied to every vertex."""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.matching import Wanted, entry, points, score
from graph.records import Vertex
from graph.store import Hits, SearchQuery
from tests.contract.conftest import Backend
from tests.fixtures.laws import examples

_NUMBERS = itertools.count(1)
_LETTERS = st.text("aeionrst", min_size=1, max_size=9)
_ODD = st.sampled_from(["Ship", "shipGoods", "Größe", "x1", "100%", "発注"])
_TEXTS = st.lists(st.one_of(_LETTERS, _ODD), max_size=4)


async def _search(backend: Backend, query: SearchQuery) -> Hits:
    async with backend.graphs.reading(backend.tenant) as store:
        return await store.search(query)


@st.composite
def _elements(draw: st.DrawFn) -> list[Vertex]:
    """Draw elements of models that no other example has."""
    said = draw(st.lists(st.tuples(_TEXTS, _TEXTS, _LETTERS), min_size=1, max_size=8))
    models = [f"any-{next(_NUMBERS)}" for _ in range(2)]
    return [
        Vertex(
            "Element",
            f"{models[place % 2]}@{1 + place % 3}#{id_}{place}",
            {"name": " ".join(name), "documentation": " ".join(documentation), "kind": id_[:1]},
        )
        for place, (name, documentation, id_) in enumerate(said)
    ]


@st.composite
def _questions(draw: st.DrawFn, elements: Sequence[Vertex]) -> str:
    """Generate stored words, some of them shortened or misspelt."""
    said = " ".join(f"{vertex.properties['name']} {vertex.properties['documentation']}" for vertex in elements).split()
    words = draw(st.lists(st.sampled_from(said or ["ae"]), min_size=1, max_size=2))
    change = st.sampled_from([lambda word, at: word, lambda word, at: word[: at + 1], _left_out, _swapped])
    return " ".join(draw(change)(word, draw(st.integers(0, len(word) - 1))) for word in words)


def _left_out(word: str, at: int) -> str:
    return word[:at] + word[at + 1 :]


def _swapped(word: str, at: int) -> str:
    return word[:at] + word[at : at + 2][::-1] + word[at + 2 :]


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), elements=_elements())
async def test_the_answer_is_that_of_the_law(backend: Backend, data: st.DataObject, elements: list[Vertex]) -> None:
    """Compare vertices, scores, order, counts and pages with those of the law, applied one by one."""
    await backend.write(*elements)
    written = {vertex.uid: vertex for vertex in elements}
    models = frozenset(uid.partition("@")[0] for uid in written)
    query = SearchQuery(data.draw(_questions(elements)), models=models, first=1000)
    wanted = Wanted.of(query.text)
    every = {uid: points(wanted, uid, entry(each.label, uid, each.properties)) for uid, each in written.items()}
    fitting = {uid: got for uid, got in every.items() if got is not None}
    expected = sorted(fitting, key=lambda uid: (-fitting[uid], uid))

    whole = await _search(backend, query)
    assert [(hit.vertex["uid"], hit.score) for hit in whole.page] == [
        (uid, score(wanted, fitting[uid])) for uid in expected
    ]
    assert whole.by_kind == Counter(str(written[uid].properties["kind"]) for uid in expected)
    assert whole.by_model == Counter(uid.partition("@")[0] for uid in expected)
    pages = [await _search(backend, replace(query, first=3, after=at)) for at in range(0, len(expected), 3)]
    assert [hit for page in pages for hit in page.page] == whole.page
    assert [page.has_next for page in pages] == [True] * (len(pages) - 1) + [False] * bool(pages)
