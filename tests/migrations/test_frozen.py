"""Test that revisions are frozen: only another one can repair a store that has run one."""

import hashlib
from pathlib import Path
from typing import Final

import pytest

import migrations

FOLDER: Final = Path(migrations.__file__).parent
FROZEN: Final = {
    "control/r0001_tenants": "46eeb92d74f9c917c0bf332bb47f88ee",
    "control/r0002_placements": "dc00211c539caa8f011df9c5645a1b9a",
    "control/r0003_webhooks": "e03211d7e4ec25b363b3ba87577ca862",
    "control/r0004_logins": "c4019ff7cc67a54127339237e43111e0",
    "tenant/r0001_graph": "92b9c0fef82dac53a2230b402aa81c1f",
    "tenant/r0002_questions": "d99560d0e41474bdde7078160c0ea33b",
    "tenant/r0003_paths": "61819cec620184d99caf1e003da7d24c",
    "tenant/r0004_ending": "cd8c49febe9e9bbb618fef87ac5184f0",
    "tenant/r0005_reach": "00025a08ba7f75813155b64c5b816376",
    "tenant/r0006_search": "164e1bfe6262e13af321be5aa7075ab9",
    "tenant/r0007_state": "60a7851e4d3a5b5c022c266d937fa170",
    "tenant/r0008_derived": "38bc096cdef12b5b789b2324c42c0a85",
    "tenant/r0009_repair": "ed98a2547263f9efc21aab7c59ec2702",
    "tenant/r0010_links": "4723c6968c11558f664ac7fc445c5afd",
}
"""Digests of each revision's files. A new revision adds a line; a line that is here never changes."""


def digest(revision: str) -> str:
    """Return the digest of a revision's Python file and of the SQL beside it."""
    files = sorted(FOLDER.glob(f"{revision}.*"))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()[:32]


def test_every_revision_is_listed() -> None:
    there = {f"{path.parent.name}/{path.stem}" for path in FOLDER.glob("*/r[0-9]*.*")}
    assert there == FROZEN.keys()


@pytest.mark.parametrize("revision", FROZEN)
def test_a_revision_never_changes(revision: str) -> None:
    assert digest(revision) == FROZEN[revision], f"{revision} has changed: restore it and write a new revision"
