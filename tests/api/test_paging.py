"""Test that every list can be paged through once, in a stable order, with the same total on every page."""

from collections.abc import Iterator

import pytest_asyncio
from graphql import GraphQLObjectType

from resolvers.relations import RELATIONS
from resolvers.schema import SCHEMA
from tests.fixtures.api import Api, order_to_cash
from tests.fixtures.links import architecture

ROOTS = ["models", "builds", "findings", 'search(text: "o"%s)']
OWNERS = {
    "Model": "order-to-cash", "Version": "order-to-cash@1", "Element": "order-to-cash@1#Process_Order",
    "Anchor": "anchor:bpmn:process:Process_Order",
}  # fmt: skip


def connections(type_: str) -> list[str]:
    found = SCHEMA.core.type_map[type_]
    assert isinstance(found, GraphQLObjectType)
    return [name for name, field in found.fields.items() if str(field.type).rstrip("!").endswith("Connection")]


def owned() -> Iterator[tuple[str, str]]:
    yield from ((type_, name) for type_ in OWNERS for name in connections(type_))


@pytest_asyncio.fixture(scope="module")
async def filled(shared_api: Api) -> Api:
    """Store three models, two versions, two builds, and findings."""
    api = shared_api
    lonely = '<task id="Lonely_{0}"/>'
    for name in ("order-to-cash", "order-b", "order-c"):
        document = order_to_cash(more=lonely.format(1)).replace("Process_Order", f"Process_{name}")
        await api.bring_in(document if name != "order-to-cash" else order_to_cash(more=lonely.format(1)), name)
    await api.generate("order-to-cash@1")
    await api.bring_in(order_to_cash("Pack", more=lonely.format(1) + lonely.format(2)))
    await api.generate("order-to-cash@2")
    return api


async def everything(api: Api, field: str, path: str, size: int) -> tuple[list[str], set[int]]:
    """Return the ids of all pages, and the totals that they state."""
    seen: list[str] = []
    totals, after = set(), None
    for _ in range(100):
        arguments = f"first: {size}" + (f', after: "{after}"' if after else "")
        call = field % f", {arguments}" if "%s" in field else f"{field}({arguments})"
        inner = call + " { totalCount pageInfo { hasNextPage endCursor } nodes { id } edges { cursor node { id } } }"
        page = await api.ask(path % inner)
        while "pageInfo" not in page:
            page = next(iter(page.values()))
        assert [node["id"] for node in page["nodes"]] == [edge["node"]["id"] for edge in page["edges"]]
        assert len(page["nodes"]) <= size
        seen += [node["id"] for node in page["nodes"]]
        totals.add(page["totalCount"])
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return seen, totals
    raise AssertionError("it never ends")


async def all_pages(api: Api, field: str, path: str) -> int:
    whole, totals = await everything(api, field, path, 1000)
    assert totals == {len(whole)}
    assert len(set(whole)) == len(whole)
    for size in (1, 2):
        if len(whole) <= 30:
            assert await everything(api, field, path, size) == (whole, totals)
    return len(whole)


async def test_newest_first_and_worst_first(filled: Api) -> None:
    found = await filled.ask(
        "{ builds { nodes { recordedAt } } findings { nodes { severity } } models { nodes { id } } }"
    )
    times = [build["recordedAt"] for build in found["builds"]["nodes"]]
    assert times == sorted(times, reverse=True)
    rank = {"ERROR": 0, "WARNING": 1, "INFO": 2}
    severities = [rank[finding["severity"]] for finding in found["findings"]["nodes"]]
    assert severities == sorted(severities)
    assert [model["id"] for model in found["models"]["nodes"]] == ["order-b", "order-c", "order-to-cash"]


async def test_filters(filled: Api) -> None:
    found = await filled.ask(
        """{ text: models(filter: {text: "ORDER-B"}) { nodes { id } }
             kind: models(filter: {kind: "bpmn"}) { totalCount }
             none: models(filter: {kind: "archimate"}) { totalCount }
             all: findings { totalCount nodes { rule severity version { id } } }
             old: findings(filter: {version: "order-to-cash@1"}) { nodes { version { id } } }
             now: findings(filter: {version: "order-to-cash"}) { nodes { version { id } } }
             one: findings(filter: {element: "order-to-cash#Lonely_2"}) { nodes { element { id } } } }"""
    )
    assert found["text"]["nodes"] == [{"id": "order-b"}]
    assert (found["kind"]["totalCount"], found["none"]["totalCount"]) == (3, 0)
    assert {each["version"]["id"] for each in found["all"]["nodes"]} == {"order-b@1", "order-c@1", "order-to-cash@2"}
    assert {each["version"]["id"] for each in found["old"]["nodes"]} == {"order-to-cash@1"}
    assert {each["version"]["id"] for each in found["now"]["nodes"]} == {"order-to-cash@2"}
    assert {each["element"]["id"] for each in found["one"]["nodes"]} == {"order-to-cash@2#Lonely_2"}
    rule = found["all"]["nodes"][0]["rule"]
    severity = found["all"]["nodes"][0]["severity"]
    by = await filled.ask(
        f'{{ rule: findings(filter: {{rule: "{rule}"}}) {{ nodes {{ rule }} }} '
        f"severity: findings(filter: {{severity: {severity}}}) {{ nodes {{ severity }} }} }}"
    )
    assert {each["rule"] for each in by["rule"]["nodes"]} == {rule}
    assert {each["severity"] for each in by["severity"]["nodes"]} == {severity}


async def test_a_cursor_is_of_one_list_only(filled: Api) -> None:
    cursor = (await filled.ask("{ models(first: 1) { pageInfo { endCursor } } }"))["models"]["pageInfo"]["endCursor"]
    for field in ("builds", "findings", 'search(text: "o", after: "%s")'):
        call = field % cursor if "%s" in field else f'{field}(after: "{cursor}")'
        assert await filled.code(f"{{ {call} {{ totalCount }} }}") == "BAD_CURSOR"


async def test_first_may_be_null(filled: Api) -> None:
    found = await filled.ask("query($n: Int) { models(first: $n) { nodes { id } } }", n=None)
    assert len(found["models"]["nodes"]) == 3


async def test_every_list_pages(filled: Api) -> None:
    # the last test of the module, since it ends some of what the others read
    lengths = {root: await all_pages(filled, root, "{ %s }") for root in ROOTS}
    for type_, name in owned():
        path = f'{{ node(id: "{OWNERS[type_]}") {{ ... on {type_} {{ %s }} }} }}'
        lengths[f"{type_}.{name}"] = await all_pages(filled, name, path)
    found = await filled.ask(
        """{ builds(first: 1) { nodes { id artefacts { nodes { id path } } packages(first: 1) { nodes { id } }
             version { source { id } } } } }"""
    )
    (build,) = found["builds"]["nodes"]
    places = {
        "Build": build["id"],
        "Artefact": next(each["id"] for each in build["artefacts"]["nodes"] if each["path"] == "workflow.py"),
        "Package": build["packages"]["nodes"][0]["id"],
        "Source": build["version"]["source"]["id"],
    }
    for type_, uid in places.items():
        for name in connections(type_):
            path = f'{{ node(id: "{uid}") {{ ... on {type_} {{ %s }} }} }}'
            lengths[f"{type_}.{name}"] = await all_pages(filled, name, path)
    waive = """mutation($about: ID!) { waiveFinding(input: {about: $about, reason: "Known."}) { waiver { id } } }"""
    about = (await filled.ask("{ findings(first: 1) { nodes { id } } }"))["findings"]["nodes"][0]["id"]
    waived = (await filled.ask(waive, about=about))["waiveFinding"]["waiver"]["id"]
    path = f'{{ node(id: "{waived}") {{ ... on Waiver {{ %s }} }} }}'
    lengths["Waiver.actors"] = await all_pages(filled, "actors", path)
    architecture_ = architecture(("BusinessProcess", "bp-one", "One"))
    await filled.bring_in(architecture_, "arch")
    link = """mutation { linkElements(input: {from: "arch#bp-one", to: "order-b#Process_order-b"}) {
      link { id } problems { message } } }"""
    linked = (await filled.ask(link))["linkElements"]
    assert linked["problems"] == []
    lengths["Link.actors"] = await all_pages(
        filled, "actors", f'{{ node(id: "{linked["link"]["id"]}") {{ ... on Link {{ %s }} }} }}'
    )
    lengths["links"] = await all_pages(filled, "links", "{ %s }")
    pruned = await filled.ask("mutation { pruneBuilds(input: {keep: 1}) { tombstone { id } } }")
    path = f'{{ node(id: "{pruned["pruneBuilds"]["tombstone"]["id"]}") {{ ... on Tombstone {{ %s }} }} }}'
    lengths["Tombstone.actors"] = await all_pages(filled, "actors", path)
    assert len(lengths) == len(ROOTS) + 1 + len(RELATIONS)
    assert lengths["links"] == lengths["Link.actors"] == 1
    assert lengths["models"] == 3
    assert lengths["builds"] == lengths["Model.builds"] == lengths["Model.versions"] == 2
    empty = {name for name, length in lengths.items() if not length}
    assert empty <= {"Element.references", "Element.findings", "Element.regions", "Anchor.mentions"}
