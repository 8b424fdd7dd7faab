"""Compare the table of JSON documents in docs/command.md with what commands print."""

import json
import re
import shutil
from collections.abc import Iterator

import pytest

from tests.docs.blocks import Command
from tests.docs.home import Home
from tests.fixtures.service import ROOT
from tests.fixtures.store import own_folder

pytestmark = pytest.mark.docs

ARCHITECTURE = ROOT / "tests/pipeline/formats/archimate/rules/repeated-relationship/bad_in_a_cycle.xml"
SAID = {
    "validate": ["validate examples", "validate examples --fix --dry-run"],
    "rules": ["rules"],
    "formats": ["formats"],
    "convert": ["convert examples/shipping.bpmn --out written.bpmn"],
    "targets": ["targets"],
    "waive": ["waive order-to-cash#Task_Ship --rule no-bpmndi --reason Drawn"],
    "waivers": ["waivers"],
    "link": ["link capabilities#bp-claim claims#Process_Claim"],
    "links": ["links", "links why capabilities#bp-claim claims#Process_Claim"],
    "import": ["import new.bpmn --name order-to-cash"],
    "generate": ["generate order-to-cash --target temporal-python --out out"],
    "lineage": ["lineage order-to-cash#Task_Ship"],
    "impact": ["impact order-to-cash#Task_Ship"],
    "blame": ["blame out/workflow.py:60", "blame out/workflow.py:60 --online"],
    "diff": ["diff order-to-cash@1 order-to-cash --impact"],
    "derive": ["derive architecture.xml"],
    "paths": ["paths order-to-cash#Process_OrderToCash order-to-cash#Task_Ship"],
    "search": ["search order"],
    "list": ["list"],
    "show": ["show order-to-cash#Task_Ship"],
    "findings": ["findings"],
    "builds": ["builds"],
    "download": ["download order-to-cash --out document"],
    "rename": ["rename shipping sending"],
    "prune": ["prune --keep 1 --dry-run"],
    "query": ["query '{ viewer { tenant } }'"],
    "login": ["login --dev"],
    "tenants": ["tenants list", "tenants servers"],
    "export": ["export demo --out demo.ndjson"],
    "import-graph": ["import-graph demo.ndjson --tenant copy"],
    "refresh": ["refresh --plan"],
    "migrate": ["migrate --plan"],
    "retire": ["retire sending --reason Sold"],
    "erase": ["erase claims --yes"],
}
"""Commands for each row of the table, in this order: later ones need the results of earlier ones."""


def rows() -> Iterator[tuple[list[str], set[str]]]:
    """Yield the commands of each row and the words of its document."""
    table = (ROOT / "docs" / "command.md").read_text().split("| command | document |")[1].split("\n\n")[0]
    for line in table.splitlines()[2:]:
        names, stated = line.strip("| ").split(" | ", 1)
        yield (
            re.findall(r"`([a-z-]+)`", names),
            set(re.findall(r"[A-Za-z_]\w*", " ".join(re.findall(r"`([^`]*)`", stated)))),
        )


def test_every_row_is_asked_for() -> None:
    assert {name for names, _ in rows() for name in names} == set(SAID)


def test_documents_have_the_keys_that_the_page_states() -> None:
    stated = {name: words for names, words in rows() for name in names}
    with own_folder() as folder, Home(folder) as home:
        text = (folder / "examples" / "order-to-cash.bpmn").read_text()
        shutil.copy(ARCHITECTURE, folder / "architecture.xml")
        (folder / "new.bpmn").write_text(text.replace("Ship order", "Send order"))
        asked = [(name, line) for name, lines in SAID.items() for line in lines]
        given = [Command(f"ameide {line} --json 2>{folder / 'stderr'}", 0, None) for _, line in asked]
        wrong = []
        for (name, line), (_, said) in zip(asked, home.run(given), strict=True):
            try:
                # what a query asks for, and what a vertex has, no table can list
                unstated = set() if name in {"query", "show"} else json.loads(said).keys() - stated[name] - {"error"}
            except json.JSONDecodeError:
                wrong.append(f"{line}: {said}")
                continue
            if unstated or "error" in json.loads(said):
                wrong.append(f"{line}: {sorted(unstated) or said}")
    assert not wrong, "\n".join(wrong)
