"""Test the implementation of a task, for every engine."""

import pytest

from pipeline.ir.workflow import Implementation
from tests.pipeline.formats.bpmn.parse.documents import HEAD, bpmn, element

VENDORS = (
    ' xmlns:activiti="http://activiti.org/bpmn" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
    ' xmlns:flowable="http://flowable.org/bpmn" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"'
    ' xmlns:drools="http://www.jboss.org/drools" xmlns:operaton="http://operaton.org/schema/1.0/bpmn"'
)


def carried_out(xml: str) -> Implementation | None:
    content = bpmn(f'<process id="P">{xml}</process>').replace(HEAD.encode(), HEAD.replace(">", VENDORS + ">").encode())
    return element(content, "T").implementation


@pytest.mark.parametrize(
    ("stated", "kind", "name", "vendor"),
    [
        ('camunda:type="external" camunda:topic="ship"', "worker", "ship", "camunda"),
        ('activiti:class="a.B"', "code", "a.B", "activiti"),
        ('flowable:delegateExpression="${b}"', "code", "${b}", "flowable"),
        ('operaton:expression="${b.c()}"', "expression", "${b.c()}", "operaton"),
        ('activiti:type="mail"', "connector", "mail", "activiti"),
        ('drools:taskName="Log"', "worker", "Log", "drools"),
        ('implementation="urn:soap" operationRef=""', "operation", "urn:soap", None),
    ],
)
def test_attributes(stated, kind, name, vendor):
    found = carried_out(f'<serviceTask id="T" {stated}/>')
    assert found == Implementation(kind=kind, name=name, vendor=vendor)


@pytest.mark.parametrize(
    ("task", "stated", "kind", "name"),
    [
        ("serviceTask", '<zeebe:taskDefinition type="ship" retries="3"/>', "worker", "ship"),
        ("businessRuleTask", '<zeebe:calledDecision decisionId="D"/>', "decision", "D"),
        ("userTask", '<zeebe:formDefinition formKey="f"/>', "form", "f"),
        ("scriptTask", '<zeebe:script expression="=1"/>', "script", "=1"),
        ("callActivity", '<zeebe:calledElement processId="Other"/>', "process", "Other"),
        ("serviceTask", "<camunda:connector><camunda:connectorId> http </camunda:connectorId></camunda:connector>",
         "connector", "http"),
    ],
)  # fmt: skip
def test_elements(task, stated, kind, name):
    found = carried_out(f'<{task} id="T"><extensionElements>{stated}</extensionElements></{task}>')
    assert found is not None
    assert (found.kind, found.name) == (kind, name)


@pytest.mark.parametrize(
    "xml",
    [
        '<task id="T"/>',
        '<serviceTask id="T" implementation="##WebService"/>',
        '<userTask id="T" implementation="##unspecified" camunda:formKey=" "/>',
        '<exclusiveGateway id="T" camunda:class="x"/>',
        '<serviceTask id="T" acme:class="x"/>',
    ],
)
def test_what_says_nothing_is_nothing(xml):
    assert carried_out(xml) is None


def test_a_message_says_how_it_is_sent():
    found = carried_out('<endEvent id="T"><messageEventDefinition camunda:topic="send"/></endEvent>')
    assert found == Implementation(kind="worker", name="send", vendor="camunda")
