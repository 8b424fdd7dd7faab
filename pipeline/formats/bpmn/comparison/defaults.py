"""Attributes with a default in BPMN: writing it out does not change the meaning."""

from collections.abc import Mapping

# Semantic.xsd of BPMN 2.0.2
_ANY: Mapping[str, str] = {
    "associationDirection": "None",
    "behavior": "All",
    "cancelActivity": "true",
    "cancelRemainingInstances": "true",
    "completionQuantity": "1",
    "eventGatewayType": "Exclusive",
    "expressionLanguage": "http://www.w3.org/1999/XPath",
    "gatewayDirection": "Unspecified",
    "id": "",
    "instantiate": "false",
    "isClosed": "false",
    "isCollection": "false",
    "isForCompensation": "false",
    "isInterrupting": "true",
    "isSequential": "false",
    "isUnlimited": "true",
    "itemKind": "Information",
    "method": "##Compensate",
    "name": "",
    "ordering": "Parallel",
    "parallelMultiple": "false",
    "processType": "None",
    "startQuantity": "1",
    "testBefore": "false",
    "triggeredByEvent": "false",
    "typeLanguage": "http://www.w3.org/2001/XMLSchema",
}
_IMPLEMENTATION: Mapping[str, str] = {
    "businessRuleTask": "##unspecified",
    "globalBusinessRuleTask": "##unspecified",
    "globalUserTask": "##unspecified",
    "receiveTask": "##WebService",
    "sendTask": "##WebService",
    "serviceTask": "##WebService",
    "userTask": "##unspecified",
}
_BOOLEAN = {"1": "true", "0": "false"}
_BOOLEANS = frozenset(
    {
        *(name for name, value in _ANY.items() if value in ("true", "false")),
        *("isExecutable", "isImmediate", "mustUnderstand", "waitForCompletion"),
    }
)


def stated(kind: str, attributes: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes that differ from their default, with numbers for booleans spelled out."""
    default = {**_ANY, "implementation": _IMPLEMENTATION.get(kind, "")}
    found = {}
    for name, value in attributes.items():
        said = _BOOLEAN.get(value.strip(), value.strip()) if name in _BOOLEANS else value
        if said != default.get(name):
            found[name] = said
    return found
