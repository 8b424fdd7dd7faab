"""Search: compared with the law of matching applied to every vertex, and case by case."""

import itertools
from dataclasses import replace

import pytest

from graph import errors
from graph.records import Batch, Edge, EndOfVertex, Vertex
from graph.store import Budget, Direction, Hits, ReachQuery, SearchQuery, Truncation
from tests.contract.conftest import Backend

VERTICES = [
    Vertex("Model", "shipping"),
    Vertex("Element", "m@1#ship", {"name": "Ship goods", "kind": "task", "folded": "<x/>"}),
    Vertex("Element", "m@1#1", {"name": "ship", "kind": "event"}),
    Vertex("Element", "m@1#2", {"name": "Prepare SHIPment", "kind": "task"}),
    Vertex("Element", "m@1#3", {"name": "100%_\\ sure", "kind": "task"}),
    Vertex("Element", "m@1#4", {"name": "Größe ändern", "kind": "task"}),
    Vertex("Element", "m@1#CheckCredit_limit", {"name": "Decide", "kind": "task", "documentation": "Ask the ledger."}),
    Vertex("Anchor", "anchor:bpmn:process:P", {"target": "P"}),
    Vertex("Finding", "finding:0000000000000001", {"version": "m@1", "severity": "error", "message": "ledger missing"}),
    Vertex("Finding", "finding:0000000000000002", {"version": "m@1", "severity": "warning", "message": "ledger old"}),
]


@pytest.fixture
async def _written(backend: Backend) -> None:
    await backend.write(*VERTICES)


async def _search(backend: Backend, query: SearchQuery) -> Hits:
    async with backend.graphs.reading(backend.tenant) as store:
        return await store.search(query)


async def _uids(backend: Backend, text: str, **given: object) -> list[str]:
    hits = await _search(backend, replace(SearchQuery(text), **given))  # type: ignore[arg-type]
    assert hits.total == len(hits.page) == sum(hits.by_label.values())
    assert not hits.has_next
    return [hit.vertex["uid"] for hit in hits.page]


@pytest.mark.usefixtures("_written")
class TestText:
    """Matching of texts among a few vertices."""

    async def test_the_best_come_first(self, backend: Backend) -> None:
        assert await _uids(backend, "ship") == ["m@1#1", "m@1#ship", "m@1#2", "shipping"]

    async def test_a_score_of_one_is_exact(self, backend: Backend) -> None:
        hits = await _search(backend, SearchQuery("ship"))
        assert [hit.score for hit in hits.page] == [1.0, 1.0, 0.72, 0.56]

    @pytest.mark.parametrize("text", ["m@1#CheckCredit_limit", "m#checkcredit_limit", "CheckCredit_limit", "decide"])
    async def test_what_is_called_so_is_exact(self, backend: Backend, text: str) -> None:
        [hit] = (await _search(backend, SearchQuery(text))).page
        assert (hit.vertex["uid"], hit.score) == ("m@1#CheckCredit_limit", 1.0)

    @pytest.mark.parametrize("text", ["credit check", "CREDIT LIMIT", "check-credit", "checkcreditl", "limi cred"])
    async def test_an_id_is_words_and_whole(self, backend: Backend, text: str) -> None:
        assert await _uids(backend, text) == ["m@1#CheckCredit_limit"]

    @pytest.mark.parametrize("text", ["100%_\\ SURE", "100", "sure 100"])
    async def test_wildcards_are_plain_characters(self, backend: Backend, text: str) -> None:
        assert await _uids(backend, text) == ["m@1#3"]

    @pytest.mark.parametrize("text", ["GRÖSSE", "größe", "grosse", "ÄNDERN", "andern", "gröss", "grösze", "aendern"])
    async def test_case_accents_and_typos_do_not_matter(self, backend: Backend, text: str) -> None:
        assert await _uids(backend, text) == ["m@1#4"]

    @pytest.mark.parametrize("text", ["shipmnet", "shipmet", "chipmant", "hsipment"])
    async def test_slips_are_forgiven(self, backend: Backend, text: str) -> None:
        assert await _uids(backend, text) == ["m@1#2"]

    async def test_all_words_must_be_found(self, backend: Backend) -> None:
        assert await _uids(backend, "ship goods") == ["m@1#ship"]
        assert await _uids(backend, "ship ledger") == []

    @pytest.mark.parametrize("text", ["\0", "'; DROP TABLE x; --", "no such thing", "%", "_", "\\", "&!:*"])
    async def test_nothing_is_found_by_what_is_not_there(self, backend: Backend, text: str) -> None:
        assert await _uids(backend, text) == []

    async def test_operators_are_no_words(self, backend: Backend) -> None:
        assert await _uids(backend, "' | !('ship') & 'goods") == ["m@1#ship"]

    async def test_nothing_asked_finds_all(self, backend: Backend) -> None:
        assert await _uids(backend, " ") == sorted(vertex.uid for vertex in VERTICES)

    async def test_a_hit_has_its_label_and_not_the_folded_text(self, backend: Backend) -> None:
        [hit] = (await _search(backend, SearchQuery("Ship goods"))).page
        assert hit.vertex["label"] == "Element"
        assert "folded" not in hit.vertex

    async def test_a_hit_says_where_it_fits(self, backend: Backend) -> None:
        hits = await _search(backend, SearchQuery("legder"))
        assert [(hit.field, hit.excerpt) for hit in hits.page] == [
            ("documentation", "Ask the ledger."),
            ("other", "ledger missing"),
            ("other", "ledger old"),
        ]


@pytest.mark.usefixtures("_written")
class TestFilters:
    """Filters beside the text."""

    async def test_labels_and_kinds_choose(self, backend: Backend) -> None:
        assert await _uids(backend, "ship", labels=frozenset({"Model"})) == ["shipping"]
        assert await _uids(backend, "ship", kinds=frozenset({"task"})) == ["m@1#ship", "m@1#2"]
        assert await _uids(backend, "ship", labels=frozenset({"Model"}), kinds=frozenset({"task"})) == []

    async def test_models_choose(self, backend: Backend) -> None:
        assert await _uids(backend, "ship", models=frozenset({"shipping"})) == ["shipping"]
        assert await _uids(backend, "ledger", models=frozenset({"shipping"})) == []
        assert len(await _uids(backend, "ledger", models=frozenset({"m"}))) == 3

    async def test_severities_choose_findings(self, backend: Backend) -> None:
        assert await _uids(backend, "ledger", severities=frozenset({"error"})) == ["finding:0000000000000001"]
        assert len(await _uids(backend, "", severities=frozenset({"error", "warning"}))) == 2

    async def test_facets_are_of_the_whole(self, backend: Backend) -> None:
        hits = await _search(backend, SearchQuery("ship", first=1))
        assert (hits.total, len(hits.page), hits.has_next) == (4, 1, True)
        assert hits.by_label == {"Element": 3, "Model": 1}
        assert hits.by_kind == {"event": 1, "task": 2}
        assert hits.by_model == {"m": 3, "shipping": 1}

    async def test_pages(self, backend: Backend) -> None:
        first = await _search(backend, SearchQuery("ship", first=3))
        rest = await _search(backend, SearchQuery("ship", first=3, after=3))
        beyond = await _search(backend, SearchQuery("ship", first=3, after=9))
        assert (first.total, len(first.page), first.has_next) == (4, 3, True)
        assert (rest.total, [hit.vertex["uid"] for hit in rest.page], rest.has_next) == (4, ["shipping"], False)
        assert (beyond.total, beyond.page, beyond.has_next) == (4, [], False)


class TestTime:
    """Searches of current and past versions."""

    @pytest.fixture
    async def moments(self, backend: Backend) -> list[str]:
        """Write two versions of a model, a build of the first, then the model's end, and return the moments."""
        found = [await backend.write(*_version(1), *_build("0000000000000001", 1))]
        found.append(await backend.write(*_version(2)))
        async with backend.graphs.writing(backend.tenant) as store:
            await store.write(Batch(ends=(EndOfVertex("m"),)))
            return [*found, store.now]

    async def test_only_what_is_current_is_found(self, backend: Backend, moments: list[str]) -> None:
        assert await _uids(backend, "ship", as_of=moments[1]) == ["m@2#ship"]
        assert await _uids(backend, "ship", as_of=moments[0]) == ["m@1#ship"]

    async def test_all_is_found_where_it_is_asked_for(self, backend: Backend, moments: list[str]) -> None:
        assert await _uids(backend, "ship", superseded=True) == ["m@1#ship", "m@2#ship"]
        assert await _uids(backend, "ship", superseded=True, as_of=moments[0]) == ["m@1#ship"]

    async def test_what_is_retired_is_not_found(self, backend: Backend, moments: list[str]) -> None:
        assert await _uids(backend, "ship") == []
        assert await _uids(backend, "m", labels=frozenset({"Model"})) == ["m"]  # by its very id
        hits = await _search(backend, SearchQuery("m", labels=frozenset({"Model"}), as_of=moments[1]))
        assert "until" not in hits.page[0].vertex

    async def test_a_uid_is_found_whatever_became_of_it(self, backend: Backend, moments: list[str]) -> None:
        assert await _uids(backend, "m@1#ship") == ["m@1#ship"]

    async def test_a_build_is_current_until_the_target_is_built_again(
        self, backend: Backend, moments: list[str]
    ) -> None:
        """Find the old version too, since the newer one has no build yet."""
        as_of = moments[1]
        assert await _uids(backend, "flow.py", as_of=as_of) == ["artefact:0000000000000001/flow.py"]
        later = await backend.write(*_build("0000000000000002", 2), *_build("0000000000000003", 1, "airflow"))
        await backend.write(Vertex("Artefact", "artefact:0000000000000002/more.py", {"build": _A2, "path": "more.py"}))
        wanted = frozenset({"m"})
        found = await _uids(backend, "flow.py", as_of=later, models=wanted, superseded=True)
        assert found == [f"artefact:000000000000000{number}/flow.py" for number in (1, 2, 3)]
        assert await _uids(backend, "more", models=wanted, superseded=True) == ["artefact:0000000000000002/more.py"]
        async with backend.graphs.reading(backend.tenant) as store:
            hits = await store.search(SearchQuery("py", labels=frozenset({"Artefact"}), superseded=True))
        assert hits.by_model == {"m": 4}

    async def test_what_ended_is_not_found(self, backend: Backend) -> None:
        finding = Vertex("Finding", "finding:0000000000000001", {"version": "m@1", "message": "wrong"})
        before = await backend.write(finding)
        assert await _uids(backend, "wrong") == [finding.uid]
        async with backend.graphs.writing(backend.tenant) as store:
            await store.write(Batch(ends=(EndOfVertex(finding.uid),)))
            assert (await store.search(SearchQuery("wrong"))).total == 0
        assert await _uids(backend, "wrong") == []
        assert await _uids(backend, "wrong", as_of=before) == [finding.uid]

    async def test_a_unit_finds_what_it_wrote(self, backend: Backend) -> None:
        async with backend.graphs.writing(backend.tenant) as store:
            await store.write(Batch((Vertex("Element", "m@1#ship"),)))
            assert (await store.search(SearchQuery("ship"))).total == 1

    async def test_what_was_erased_is_not_found(self, backend: Backend) -> None:
        before = await backend.write(*VERTICES)
        async with backend.graphs.writing(backend.tenant) as store:
            await store.write(Batch((Vertex("Tombstone", "tombstone:0000000000000001", {"model": "m"}),)))
            await store.erase(["m@1#ship", "m@1#1"])
        assert await _uids(backend, "ship") == ["m@1#2", "shipping"]
        assert (await _search(backend, SearchQuery("ship"))).truncated_by is None
        assert (await _search(backend, SearchQuery("ship", as_of=before))).truncated_by is Truncation.ERASED


_A2 = "build:0000000000000002"


def _version(number: int) -> list[Vertex | Edge]:
    return [
        Vertex("Model", "m"),
        Vertex("Version", f"m@{number}", {"model": "m", "number": number, "name": "Orders"}),
        Vertex("Element", f"m@{number}#ship", {"name": "Ship goods", "kind": "task"}),
    ]


def _build(digest: str, version: int, target: str = "temporal") -> list[Vertex | Edge]:
    build = f"build:{digest}"
    return [
        Vertex("Build", build, {"version": f"m@{version}", "target": target}),
        Vertex("Artefact", f"artefact:{digest}/flow.py", {"build": build, "path": "flow.py"}),
        Vertex("Region", f"region:{digest}/flow.py#ship", {"build": build, "path": "flow.py"}),
    ]


class TestWithin:
    """Searches within a reach."""

    @pytest.fixture(autouse=True)
    async def _chain(self, backend: Backend) -> None:
        uids = [f"m@1#step{number}" for number in range(4)]
        await backend.write(
            *(Vertex("Element", uid, {"name": "Step"}) for uid in uids),
            *(Edge("CONTAINS", uid, inner) for uid, inner in itertools.pairwise(uids)),
        )

    async def test_what_is_reached_is_found(self, backend: Backend) -> None:
        below = ReachQuery(("m@1#step2",), Direction.LINEAGE)
        above = ReachQuery(("m@1#step2",), Direction.IMPACT)
        assert await _uids(backend, "step", within=below) == ["m@1#step2", "m@1#step3"]
        assert await _uids(backend, "step", within=above) == ["m@1#step0", "m@1#step1", "m@1#step2"]
        assert await _uids(backend, "step3", within=above) == []

    async def test_a_reach_that_was_cut_is_told(self, backend: Backend) -> None:
        query = SearchQuery("step", within=ReachQuery(("m@1#step0",), Direction.LINEAGE, budget=Budget(depth=1)))
        hits = await _search(backend, query)
        assert (hits.total, hits.truncated_by) == (2, Truncation.DEPTH)

    @pytest.mark.parametrize("uid", ["m@1#unknown", "no uid"])
    async def test_an_unknown_id_is_an_error(self, backend: Backend, uid: str) -> None:
        with pytest.raises(errors.VertexUnknown):
            await _search(backend, SearchQuery("step", within=ReachQuery((uid,), Direction.LINEAGE)))
