"""Test that findings about several models appear and vanish with changes of models, on the right model."""

import pytest

from graph.store import Budget, Graphs
from graph.tenants.protocol import Tenancy
from pipeline.ir.finding import Rule
from pipeline.operations.catalogue import RULES
from pipeline.operations.import_ import import_document
from pipeline.tenant.together import TENANT_RULES
from tests.pipeline.documents import definitions, document
from tests.pipeline.operations.asking import ACTOR
from tests.pipeline.tenant.exchanging import Process
from tests.pipeline.tenant.models import FINDINGS, Models
from tests.resolvers.canned import Counting


async def test_a_call_of_nothing_is_found_until_it_is_there(models: Models):
    await models.add("a", Process("A", calls=("B",)))
    assert await models.found() == {("unknown-call", "a@1#Call_B")}
    before = await models.now()
    await models.add("b", Process("B"))
    assert await models.found() == set()
    assert await models.found(as_of=before) == {("unknown-call", "a@1#Call_B")}
    await models.add("b", Process("C"))
    assert await models.found() == {("unknown-call", "a@1#Call_B")}
    await models.add("b", Process("B"))
    await models.retire("b")
    assert await models.found() == {("unknown-call", "a@1#Call_B")}
    assert len({row["uid"] for row in await models.rows(as_of=before)} & {r["uid"] for r in await models.rows()}) == 0


async def test_a_new_version_has_its_own_findings_and_the_old_one_none(models: Models):
    await models.add("a", Process("A", calls=("B",)))
    await models.add("a", Process("A", calls=("B", "C")))
    assert await models.found() == {("unknown-call", "a@2#Call_B"), ("unknown-call", "a@2#Call_C")}
    await models.add("a", Process("A"))
    assert await models.found() == set()


async def test_a_retired_or_erased_model_has_no_findings(models: Models):
    for name in ("a", "b"):
        await models.add(name, Process(name.upper(), calls=("X",)))
    await models.retire("a")
    assert await models.found() == {("unknown-call", "b@1#Call_X")}
    await models.erase("b")
    assert await models.found() == set()


async def test_an_erased_model_is_missed_by_others(models: Models):
    await models.add("a", Process("A", calls=("B",), catches=(("signal", "s"),)))
    await models.add("b", Process("B", throws=(("signal", "s"),)))
    assert await models.found() == set()
    await models.erase("b")
    assert await models.found() == {("unknown-call", "a@1#Call_B"), ("unthrown-signal", "a@1#Catch_signal_s")}


@pytest.mark.parametrize("kind", ["message", "signal"])
async def test_who_throws_and_who_catches_meet_in_the_name(models: Models, kind: str):
    await models.add("a", Process("A", throws=((kind, "x"),)))
    await models.add("b", Process("B", catches=((kind, "y"),)))
    uncaught, unthrown = (f"uncaught-{kind}", f"a@1#Throw_{kind}_x"), (f"unthrown-{kind}", f"b@1#Catch_{kind}_y")
    assert await models.found() == {uncaught, unthrown}
    await models.add("c", Process("C", throws=((kind, "y"),), catches=((kind, "x"),)))
    assert await models.found() == set()
    await models.retire("c")
    assert await models.found() == {uncaught, unthrown}


async def test_ids_of_messages_do_not_matter(models: Models):
    await models.add("a", Process("A", throws=(("message", "x"),)))
    caught = Process("B", catches=(("message", "x"),)).document().replace(b"message_x", b"Message_1")
    await models.add("b", caught)
    assert await models.found("uncaught-message", "unthrown-message") == set()


async def test_what_a_message_flow_shows_is_not_missed(models: Models):
    pools = """<message id="M" name="Order"/><process id="P"><endEvent id="Out"><messageEventDefinition messageRef="M"/>
</endEvent><startEvent id="In"><messageEventDefinition messageRef="M2"/></startEvent></process>
<message id="M2" name="Answer"/><collaboration id="K"><participant id="Us" processRef="P"/><participant id="They"/>
<messageFlow id="F" sourceRef="Out" targetRef="They"/><messageFlow id="G" sourceRef="They" targetRef="In"/>
</collaboration>"""
    await models.add("a", definitions(pools))
    assert await models.found() == set()
    await models.add("a", definitions(pools.replace('<messageFlow id="F" sourceRef="Out" targetRef="They"/>', "")))
    assert await models.found() == {("uncaught-message", "a@2#Out")}


@pytest.mark.parametrize("kind", ["error", "escalation"])
async def test_who_calls_handles_what_a_process_throws(models: Models, kind: str):
    await models.add("b", Process("B", throws=((kind, "x"), (kind, "y"))))
    rule = f"unhandled-{kind}"
    both = {(rule, f"b@1#Throw_{kind}_x"), (rule, f"b@1#Throw_{kind}_y")}
    assert await models.found() == both
    await models.add("a", Process("A", calls=("B",), handles=(("B", kind, "x"),)))
    assert await models.found() == both - {(rule, f"b@1#Throw_{kind}_x")}
    await models.add("a", Process("A", calls=("B",), handles=(("B", kind, ""),)))
    assert await models.found() == set()
    await models.add("a", Process("A", calls=("B",)))
    assert await models.found() == both


async def test_an_error_that_is_caught_inside_does_not_leave(models: Models):
    inside = """<error id="E" errorCode="e"/><process id="P"><subProcess id="S">
<endEvent id="Bad"><errorEventDefinition errorRef="E"/></endEvent></subProcess>%s</process>"""
    caught = '<boundaryEvent id="B" attachedToRef="S"><errorEventDefinition errorRef="E"/></boundaryEvent>'
    handler = """<subProcess id="H" triggeredByEvent="true"><startEvent id="HS"><errorEventDefinition/></startEvent>
<endEvent id="Again"><errorEventDefinition errorRef="E"/></endEvent></subProcess>"""
    await models.add("a", definitions(inside % caught))
    assert await models.found() == set()
    await models.add("a", definitions(inside % ""))
    assert await models.found() == {("unhandled-error", "a@2#Bad")}
    await models.add("a", definitions(inside % handler))
    assert await models.found() == {("unhandled-error", "a@3#Again")}


async def test_a_process_id_of_two_models_is_found_in_both(models: Models):
    await models.add("a", Process("P"))
    await models.add("b", Process("P"))
    rule = "duplicate-process-id"
    assert await models.found() == {(rule, "a@1#P"), (rule, "b@1#P")}
    standing = {row["uid"] for row in await models.rows()}
    await models.add("c", Process("P"))
    assert standing < {row["uid"] for row in await models.rows()}
    await models.retire("c")
    await models.add("b", Process("Q"))
    assert await models.found() == set()


async def test_what_nothing_refers_to_is_found_until_another_model_does(models: Models):
    await models.add("a", Process("A", states=(("message", "m"),)))
    assert await models.found() == {("unused-root-element", "a@1#message_m")}
    refers = '<process id="B"><receiveTask id="T" messageRef="message_m"/></process>'
    await models.add("b", definitions(refers))
    assert await models.found() == set()
    await models.add("b", definitions('<process id="B"/>'))
    assert await models.found() == {("unused-root-element", "a@1#message_m")}


async def test_calls_that_lead_back_are_found_in_every_model_on_the_way(models: Models):
    await models.add("a", Process("A", calls=("B",)))
    await models.add("b", Process("B", calls=("C",)))
    await models.add("d", Process("D", calls=("A",)))
    await models.add("c", Process("C", calls=("A",)))
    cycle = ["a@1#Call_B", "b@1#Call_C", "c@1#Call_A"]
    rows = await models.rows()
    assert {(row["rule"], row["element"]) for row in rows} == {("call-cycle", call) for call in cycle}
    for row in rows:
        place = cycle.index(row["element"])
        assert row["trace"] == cycle[place:] + cycle[:place]
    await models.add("c", Process("C"))
    assert await models.found() == set()


async def test_more_callers_than_could_be_looked_at_are_told_by_a_finding_until_the_next_version(
    models: Models, monkeypatch: pytest.MonkeyPatch
):
    async def told() -> list[str]:
        async with models.graphs.reading(models.tenant) as store:
            rows = await store.rows(FINDINGS)
        return [row["message"] for row in rows if row["rule"] == "review-incomplete" and row["until"] is None]

    await models.add("a", Process("A", calls=("B",)))
    await models.add("b", Process("B", calls=("C",)))
    monkeypatch.setattr("pipeline.tenant.review._WIDEST", Budget(depth=3))
    await models.add("c", Process("C", calls=("A",)))
    [message] = await told()
    assert "(depth)" in message
    monkeypatch.undo()
    await models.add("c", Process("C"))
    assert await told() == []


async def test_what_was_said_of_an_erased_model_goes_with_it(models: Models):
    await models.add("a", Process("A", calls=("B",)))
    await models.add("b", Process("B", calls=("A",)))
    said = await models.now()
    assert ("call-cycle", "a@1#Call_B") in await models.found()
    await models.erase("b")
    assert await models.found() == {("unknown-call", "a@1#Call_B")}
    assert not [row for row in await models.rows(as_of=said) if "Call_A" in str(row)]


async def test_a_process_that_calls_itself_is_found_in_its_document(models: Models):
    await models.add("a", Process("A", calls=("A",)))
    assert await models.found() == {("call-cycle", "a@1#Call_A")}
    two = '<process id="P"><callActivity id="C" calledElement="Q"/></process><process id="Q">%s</process>'
    await models.add("b", definitions(two % '<callActivity id="D" calledElement="P"/>'))
    assert await models.found() == {("call-cycle", f"{each}") for each in ("a@1#Call_A", "b@1#C", "b@1#D")}
    await models.add("b", definitions(two % ""))
    assert await models.found() == {("call-cycle", "a@1#Call_A")}


TAKES = """<process id="B"><ioSpecification><dataInput id="I1" name="address"/><dataInput id="I2" name="note"/>
<inputSet><dataInputRefs>I1</dataInputRefs><dataInputRefs>I2</dataInputRefs><optionalInputRefs>I2</optionalInputRefs>
</inputSet><outputSet/></ioSpecification></process>"""
CALLS = """<process id="A" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
 xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"><callActivity id="Call" calledElement="B"><extensionElements>
%s</extensionElements></callActivity></process>"""


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("", None),
        ('<camunda:in source="x" target="address"/>', None),
        ('<camunda:in source="x" target="address"/><camunda:in source="y" target="note"/>', None),
        ('<camunda:in source="x" target="adress"/>', "does not give “address” and gives the unknown “adress”"),
        ('<camunda:in variables="all"/><camunda:in source="x" target="adress"/>', "gives the unknown “adress”"),
        ('<zeebe:ioMapping><zeebe:input source="=x" target="note"/></zeebe:ioMapping>', None),
        (
            '<zeebe:calledElement processId="B" propagateAllParentVariables="false"/>'
            '<zeebe:ioMapping><zeebe:input source="=x" target="note"/></zeebe:ioMapping>',
            "does not give “address”",
        ),
    ],
)
async def test_a_call_gives_what_is_taken(models: Models, given: str, said: str | None):
    await models.add("a", definitions(CALLS % given))
    await models.add("b", definitions(TAKES))
    rows = await models.rows()
    assert [row["element"] for row in rows] == (["a@1#Call"] if said else [])
    assert all(said in row["message"] for row in rows)
    await models.add("b", definitions('<process id="B"/>'))
    assert await models.found() == set()


async def test_what_zeebe_calls_is_a_call(models: Models):
    content = CALLS.replace(' calledElement="B"', "") % '<zeebe:calledElement processId="B"/>'
    await models.add("a", definitions(content))
    assert await models.found() == {("unknown-call", "a@1#Call")}
    await models.add("b", Process("B"))
    assert await models.found() == set()


async def test_other_tenants_are_not_concerned(models: Models, graphs: Graphs, tenants: Tenancy):
    other = Models(graphs, f"{models.tenant}-other")
    await tenants.create(other.tenant)
    await models.add("a", Process("A", calls=("B",), throws=(("signal", "s"),)))
    before = await models.rows()
    await other.add("b", Process("B", catches=(("signal", "s"),)))
    assert await models.rows() == before
    assert await other.found() == {("unthrown-signal", "b@1#Catch_signal_s")}
    await tenants.retire(other.tenant)


async def test_an_import_answers_what_it_found(models: Models):
    await models.add("b", Process("B", catches=(("signal", "s"),)))
    content = Process("A", calls=("X",)).document()
    outcome = await import_document(document(content, "a"), models.graphs, models.tenant, ACTOR)
    opened = {row["uid"] for row in await models.rows() if row["version"] == "a@1"}
    assert opened
    assert opened <= set(outcome.findings)


async def test_as_many_statements_among_many_models_as_among_few(models: Models, graphs: Graphs):
    counting = Counting(graphs)
    used = []
    for number in range(6):
        counting.statements.clear()
        process = Process(f"P{number}", calls=("P0",), throws=(("signal", "s"),))
        await import_document(document(process.document(), f"m{number}"), counting, models.tenant, ACTOR)
        used.append(len(counting.statements))
    assert len(set(used[1:])) == 1


@pytest.mark.parametrize("rule", [each.rule for each in TENANT_RULES.values()], ids=lambda rule: rule.id)
def test_the_help_of_a_rule_says_why_how_and_shows(rule: Rule):
    assert RULES[rule.id] == rule
    assert rule.group == "tenant"
    assert rule.severity.value != "error", "it would stop the generation of what is right by itself"
    for part in ("**Why.** ", "**Fix.** ", "**Example.** ", "```xml"):
        assert part in rule.help
