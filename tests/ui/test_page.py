"""Test that the built page is self-contained and obeys a strict content security policy."""

import re
from pathlib import Path

import pytest

DIST = Path(__file__).parents[2] / "ui" / "dist"
HOSTS = ["unpkg.com", "jsdelivr.net", "cdnjs.cloudflare.com", "esm.sh", "skypack.dev", "googleapis.com", "gstatic.com"]

pytestmark = pytest.mark.skipif(not (DIST / "index.html").exists(), reason="no ui/dist; `make ui` builds it")


def page() -> str:
    return (DIST / "index.html").read_text(encoding="utf-8")


def test_the_page_is_called_ameide() -> None:
    assert "<title>Ameide</title>" in page()


def test_every_address_in_the_page_is_a_file_beside_it() -> None:
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page())
    assert len(addresses) >= 3
    assert [each for each in addresses if not each.startswith("./") or not (DIST / each).is_file()] == []


def test_the_page_has_no_script_or_style_of_its_own() -> None:
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\son\w+=", page()) == []


@pytest.mark.parametrize("host", HOSTS)
def test_no_file_names_a_content_delivery_network(host: str) -> None:
    assert [path.name for path in DIST.rglob("*") if path.is_file() and host.encode() in path.read_bytes()] == []


def test_workers_are_served_from_here() -> None:
    scripts = {path.name.partition("-")[0] for path in (DIST / "assets").glob("*.js")}
    assert {"editor.worker", "graphql.worker", "json.worker"} <= scripts
