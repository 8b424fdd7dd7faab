"""Test processes that exchange messages, and the messages that each waits for."""

import pytest

from tests.pipeline.formats.bpmn.soundness.small import beside, boundary, event, flows, found, inner, nodes, sub


def ask(number: str, *, start: str = "") -> str:
    """Return a process that sends, then waits for an answer."""
    return (
        (start or nodes("startEvent", f"S{number}"))
        + nodes("sendTask", f"Ask{number}") + nodes("receiveTask", f"Hear{number}") + nodes("endEvent", f"E{number}")
        + flows(f"S{number}>Ask{number} Ask{number}>Hear{number} Hear{number}>E{number}")
    )  # fmt: skip


def answer(first: str, lead: str) -> str:
    """Return a process that begins in some way, then sends."""
    return first + nodes("sendTask", "Tell") + nodes("endEvent", "Done") + flows(f"{lead}>Tell Tell>Done")


TALKS = {
    "one message to the start and to the middle": (
        (
            nodes("startEvent", "S")
            + nodes("exclusiveGateway", "M", "X")
            + nodes("sendTask", "Q", "Z")
            + nodes("receiveTask", "R")
            + nodes("endEvent", "E")
            + flows("S>M M>Q Q>R R>X X>M X>Z Z>E"),
            event("startEvent", "B", "message")
            + nodes("exclusiveGateway", "N")
            + nodes("sendTask", "T")
            + nodes("eventBasedGateway", "G")
            + event("intermediateCatchEvent", "Again", "message")
            + event("intermediateCatchEvent", "Stop", "message")
            + nodes("endEvent", "F")
            + flows("B>N N>T T>G G>Again G>Stop Again>N Stop>F"),
        ),
        "Q>B Q>Again T>R Z>Stop",
        [],
    ),
    "a message to the start and another to the middle": (
        (
            nodes("startEvent", "S") + nodes("sendTask", "Q") + nodes("endEvent", "E") + flows("S>Q Q>E"),
            event("startEvent", "B", "message")
            + event("intermediateCatchEvent", "Then", "message")
            + nodes("endEvent", "F")
            + flows("B>Then Then>F"),
        ),
        "Q>B Q>Then",
        [],
    ),
    "a message begins the other": (
        (ask("0"), answer(event("startEvent", "B", "message"), "B")),
        "Ask0>B Tell>Hear0",
        [],
    ),
    "a receive task that instantiates": (
        (ask("0"), answer(nodes("receiveTask", "B", attributes='instantiate="true"'), "B")),
        "Ask0>B Tell>Hear0",
        [],
    ),
    "a start event before the receive task that instantiates": (
        (
            ask("0"),
            answer(
                nodes("startEvent", "N") + nodes("receiveTask", "B", attributes='instantiate="true"') + flows("N>B"),
                "B",
            ),
        ),
        "Ask0>B Tell>Hear0",
        [],
    ),
    "a gateway that instantiates": (
        (
            ask("0"),
            answer(
                nodes("eventBasedGateway", "G", attributes='instantiate="true"')
                + event("intermediateCatchEvent", "B", "message")
                + event("intermediateCatchEvent", "B2", "message")
                + nodes("exclusiveGateway", "M")
                + flows("G>B G>B2 B>M B2>M"),
                "M",
            ),
        ),
        "Ask0>B Tell>Hear0",
        [],
    ),
    "a receive task without instantiate": (
        (ask("0"), answer(nodes("startEvent", "N") + nodes("receiveTask", "B") + flows("N>B"), "B")),
        "Ask0>B Tell>Hear0",
        [],
    ),
    "a process that is begun anew by each message": (
        (
            nodes("startEvent", "S")
            + nodes("sendTask", "Q1", "Q2")
            + nodes("receiveTask", "R1")
            + nodes("receiveTask", "R2")
            + nodes("endEvent", "E")
            + flows("S>Q1 Q1>R1 R1>Q2 Q2>R2 R2>E"),
            answer(event("startEvent", "B", "message"), "B"),
        ),
        "Q1>B Q2>B Tell>R1 Tell>R2",
        [],
    ),
    "one that is never begun": (
        (
            nodes("startEvent", "S") + nodes("sendTask", "Q") + nodes("endEvent", "E") + flows("S>Q Q>E"),
            event("startEvent", "B", "message")
            + nodes("task", "T")
            + nodes("exclusiveGateway", "X")
            + nodes("endEvent", "F")
            + flows("B>X X>T T>F X>F"),
        ),
        "Q>B",
        [],
    ),
    "a sub-process that sends": (
        (
            nodes("startEvent", "S")
            + sub("Q", inner(nodes("task", "t") + nodes("endEvent", "u"), "s>t t>u"))
            + nodes("endEvent", "E")
            + flows("S>Q Q>E"),
            answer(nodes("startEvent", "N") + nodes("receiveTask", "B") + flows("N>B"), "B"),
        ),
        "Q>B",
        [],
    ),
    "an end event that sends": (
        (
            nodes("startEvent", "S") + event("endEvent", "Q", "message") + flows("S>Q"),
            answer(nodes("startEvent", "N") + nodes("receiveTask", "B") + flows("N>B"), "B"),
        ),
        "Q>B",
        [],
    ),
    "a terminate end that sends": (
        (
            nodes("startEvent", "S")
            + '<endEvent id="Q"><terminateEventDefinition/><messageEventDefinition/></endEvent>'
            + flows("S>Q"),
            answer(nodes("startEvent", "N") + nodes("receiveTask", "B") + flows("N>B"), "B"),
        ),
        "Q>B",
        [],
    ),
    "a message that comes to a boundary event": (
        (
            ask("0"),
            nodes("startEvent", "N")
            + nodes("task", "W")
            + boundary("B", "W", "message")
            + nodes("endEvent", "E")
            + nodes("sendTask", "Tell", "Say")
            + flows("N>W W>Say Say>E B>Tell Tell>E"),
        ),
        "Ask0>B Tell>Hear0 Say>Hear0",
        [],
    ),
    "a message that comes to an event sub-process": (
        (
            nodes("startEvent", "S") + nodes("sendTask", "Q") + nodes("endEvent", "E") + flows("S>Q Q>E"),
            nodes("startEvent", "N")
            + nodes("task", "W")
            + nodes("endEvent", "F")
            + flows("N>W W>F")
            + beside("H", "message"),
        ),
        "Q>Hs",
        [],
    ),
    "one of two answers, awaited by what comes first": (
        (
            nodes("startEvent", "S")
            + nodes("sendTask", "Q")
            + nodes("eventBasedGateway", "G")
            + event("intermediateCatchEvent", "Yes", "message")
            + event("intermediateCatchEvent", "No", "message")
            + nodes("endEvent", "E")
            + flows("S>Q Q>G G>Yes G>No Yes>E No>E"),
            event("startEvent", "B", "message")
            + nodes("exclusiveGateway", "X")
            + nodes("sendTask", "Y", "N")
            + nodes("endEvent", "F")
            + flows("B>X X>Y X>N Y>F N>F"),
        ),
        "Q>B Y>Yes N>No",
        [],
    ),
    "one of two answers, of which one is awaited": (
        (
            ask("0"),
            event("startEvent", "B", "message")
            + nodes("exclusiveGateway", "X")
            + nodes("sendTask", "Y", "N")
            + nodes("endEvent", "F")
            + flows("B>X X>Y X>N Y>F N>F"),
        ),
        "Ask0>B Y>Hear0",
        [("deadlock", "Hear0")],
    ),
    "both wait first": (
        (
            nodes("startEvent", "S") + nodes("receiveTask", "R1") + nodes("sendTask", "W1") + flows("S>R1 R1>W1"),
            nodes("startEvent", "T") + nodes("receiveTask", "R2") + nodes("sendTask", "W2") + flows("T>R2 R2>W2"),
        ),
        "W1>R2 W2>R1",
        [("deadlock", "R2")],
    ),
    "an answer that is awaited twice": (
        (
            nodes("startEvent", "S")
            + nodes("sendTask", "Q")
            + nodes("receiveTask", "R1")
            + nodes("receiveTask", "R2")
            + flows("S>Q Q>R1 R1>R2"),
            answer(event("startEvent", "B", "message"), "B"),
        ),
        "Q>B Tell>R1 Tell>R2",
        [],
    ),
}


@pytest.mark.parametrize(("processes", "messages", "expected"), TALKS.values(), ids=TALKS.keys())
def test_talks(processes: tuple[str, ...], messages: str, expected: list[tuple[str, str]]) -> None:
    seen = found(*processes, messages=messages)
    assert seen[:1] == expected
