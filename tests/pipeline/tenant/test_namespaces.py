"""Test that a prefixed reference means only what documents of that namespace define."""

from collections.abc import Sequence

import pytest

from cypher import QUERIES
from pipeline.operations.check import check
from pipeline.operations.generate import build
from tests.pipeline.documents import definitions, document
from tests.pipeline.tenant.exchanging import Process
from tests.pipeline.tenant.models import Models

ANCHOR = "anchor:bpmn:process:{u}B"


async def meant(models: Models, anchor: str = ANCHOR) -> Sequence[str]:
    async with models.graphs.reading(models.tenant) as store:
        rows = await store.rows(QUERIES["reference.open"], anchors=[anchor])
    return sorted(row["element"] for row in rows)


async def test_it_means_what_is_in_that_namespace(models: Models):
    await models.add("other", Process("B", namespace="t"))
    await models.add("a", Process("A", calls=("u:B",)))
    assert await meant(models) == []
    assert await models.found() == {("unknown-call", "a@1#Call_u.B")}
    await models.add("b", Process("B", namespace="u"))
    assert await meant(models) == ["b@1#B"]
    assert await models.found("unknown-call", "ambiguous-reference") == set()


async def test_it_finds_what_was_there_before(models: Models):
    await models.add("other", Process("B", namespace="t"))
    await models.add("b", Process("B", namespace="u"))
    await models.add("a", Process("A", calls=("u:B", "B")))
    assert await meant(models) == ["b@1#B"]
    assert await meant(models, "anchor:bpmn:process:B") == ["b@1#B", "other@1#B"]
    assert await models.found("unknown-call", "ambiguous-reference") == {("ambiguous-reference", "a@1#Call_B")}


async def test_it_follows_the_namespace_through_versions(models: Models):
    await models.add("a", Process("A", calls=("u:B",)))
    await models.add("b", Process("B", namespace="u"))
    before = await models.now()
    await models.add("b", Process("B", namespace="t"))
    assert await meant(models) == []
    assert await models.found() == {("unknown-call", "a@1#Call_u.B")}
    assert await models.found(as_of=before) == set()
    await models.add("b", Process("B", namespace="u"))
    assert await meant(models) == ["b@3#B"]
    await models.retire("b")
    assert await meant(models) == []
    assert await models.found() == {("unknown-call", "a@1#Call_u.B")}


async def test_two_documents_of_one_namespace_are_a_doubt(models: Models):
    await models.add("a", Process("A", calls=("u:B",)))
    for name in ("b", "c"):
        await models.add(name, Process("B", namespace="u"))
    (row,) = [row for row in await models.rows() if row["rule"] == "ambiguous-reference"]
    assert row["element"] == "a@1#Call_u.B"
    assert "“B” of the namespace “u”, which could be that of b, c" in row["message"]
    assert {rule for rule, _ in await models.found()} == {"ambiguous-reference", "duplicate-process-id"}
    await models.erase("c")
    assert await meant(models) == ["b@1#B"]
    assert await models.found() == set()


async def test_who_names_the_own_namespace_means_any_document(models: Models):
    """Test references with a prefix for the own namespace, which documents may share: many tools write them."""
    await models.add("b", Process("B", namespace="u"))
    await models.add("a", Process("A", calls=("t:B",)))
    assert await meant(models, "anchor:bpmn:process:B") == ["b@1#B"]
    assert await models.found() == set()


async def test_what_only_a_foreign_reference_uses_is_used(models: Models):
    await models.add("b", definitions('<message id="M" name="m"/>', space="u"))
    assert await models.found() == {("unused-root-element", "b@1#M")}
    content = '<process id="A"><receiveTask id="R" messageRef="u:M"/></process>'
    await models.add("a", definitions(content, more=' xmlns:u="u"'))
    assert await meant(models, "anchor:bpmn:message:{u}M") == ["b@1#M"]
    assert await models.found("unused-root-element") == set()


async def test_a_call_in_a_circle_over_a_namespace_is_found(models: Models):
    await models.add("a", Process("A", calls=("u:B",), namespace="t"))
    await models.add("b", Process("B", calls=("t:A",), namespace="u"))
    assert await models.found() == {("call-cycle", "a@1#Call_u.B"), ("call-cycle", "b@1#Call_t.A")}


@pytest.mark.parametrize("space", ["http://x/y?a=1&amp;b='(c)'#d@e%20:~", "urn:" + 300 * "x"])
async def test_a_namespace_may_be_any_that_xml_takes(models: Models, space: str):
    await models.add(
        "a",
        definitions(
            '<process id="A"><callActivity id="Call" calledElement="n:B"/></process>', more=f' xmlns:n="{space}"'
        ),
    )
    assert await models.found() == {("unknown-call", "a@1#Call")}
    await models.add("b", definitions('<process id="B"/>', space=space))
    assert await models.found() == set()


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
async def test_an_id_that_looks_like_a_qualified_name_is_none(models: Models, order: tuple[str, str]):
    contents = {"a": Process("A", calls=("u:B",)).document(), "b": definitions('<process id="{u}B"/>', space="t")}
    for name in order:
        await models.add(name, contents[name])
    assert await models.found() == {("unknown-call", "a@1#Call_u.B")}
    assert await meant(models, "anchor:bpmn:process:%7Bu}B") == ["b@1#{u}B"]


async def test_several_definitions_of_one_document_may_refer_to_each_other(models: Models):
    nested = '<definitions id="D2" targetNamespace="u"><process id="B"/></definitions>'
    content = '<process id="A"><callActivity id="Call" calledElement="u:B"/></process>' + nested
    await models.add("a", definitions(content, more=' xmlns:u="u"'))
    assert await meant(models) == ["a@1#B"]
    assert await models.found() == set()


async def test_blanks_around_a_namespace_are_none_of_it(models: Models):
    content = '<process id="B"/><process id="A"><callActivity id="Call" calledElement="u:B"/></process>'
    await models.add("a", definitions(content, space=" u ", more=' xmlns:u="u"'))
    assert await models.found() == set()


async def test_a_message_of_another_document_has_not_the_name_of_the_own(models: Models):
    waits = '<message id="M" name="own"/><process id="A"><receiveTask id="R" messageRef="u:M"/>%s</process>'
    event = '<startEvent id="S"><messageEventDefinition messageRef="u:M"/></startEvent>'
    await models.add("a", definitions(waits % event, more=' xmlns:u="u"'))
    unknown = {("unknown-import", "a@1#R"), ("unknown-import", "a@1#S")}
    assert await models.found() == {("unused-root-element", "a@1#M")} | unknown


def test_code_calls_no_process_of_the_own_document_for_one_of_another():
    process = '<process id="%s" isExecutable="true"><startEvent id="S%s"/>%s<endEvent id="E%s"/></process>'
    flows = (
        '<sequenceFlow id="F1" sourceRef="SA" targetRef="Call"/><sequenceFlow id="F2" sourceRef="Call" targetRef="EA"/>'
    )
    call = f'<callActivity id="Call" name="Have it done" calledElement="%s"/>{flows}'
    idle = '<sequenceFlow id="F3" sourceRef="SB" targetRef="EB"/>'

    def made(called: str) -> str:
        both = process % ("A", "A", call % called, "A") + process % ("B", "B", idle, "B")
        built = build(check(document(definitions(both, more=' xmlns:u="u"'))), "temporal-python", {})
        assert built.generated is not None, built.problems
        return "".join(file.content.decode() for file in built.generated.files).replace("(\n            ", "(")

    assert "execute_child_workflow(B.run," in made("B")
    assert 'execute_child_workflow("B",' in made("u:B")
    assert "{u}" not in made("u:B")


async def test_a_message_of_another_document_is_missed_until_it_is_there(models: Models):
    wait = '<process id="A"><receiveTask id="Wait" name="Wait" messageRef="u:M"/></process>'
    await models.add("a", definitions(wait, more=' xmlns:u="u"'))
    assert await models.found("unknown-import") == {("unknown-import", "a@1#Wait")}
    await models.add("b", definitions('<message id="M" name="M"/><process id="B"/>', space="u"))
    assert await models.found("unknown-import") == set()
    await models.retire("b")
    assert await models.found("unknown-import") == {("unknown-import", "a@1#Wait")}
