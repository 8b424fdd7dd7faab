"""Test that generated files are written all or none, inside the folder, and without losing other files."""

import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli import folder, places
from cli.errors import CommandError
from cli.places import MANIFEST

FILES = {"workflow.py": b"x = 1\n", "tests/test_workflow.py": b"y = 2\n"}


def contents(root):
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


MINE = {"activities.py"}
WITH_MINE = FILES | {"activities.py": b"fresh"}


def test_what_the_user_owns_is_written_once(tmp_path):
    assert folder.write(tmp_path, WITH_MINE, yours=MINE).kept == ()
    (tmp_path / "activities.py").write_bytes(b"mine")
    for force in (False, True):
        outcome = folder.write(tmp_path, {**WITH_MINE, "activities.py": b"other"}, yours=MINE, force=force)
        assert (outcome.kept, outcome.written) == (("activities.py",), tuple(FILES))
        assert contents(tmp_path) == FILES | {"activities.py": b"mine"}


def test_what_the_user_owns_stays_even_if_it_is_no_longer_generated_or_the_manifest_is_gone(tmp_path):
    folder.write(tmp_path, WITH_MINE, yours=MINE)
    (tmp_path / "activities.py").write_bytes(b"mine")
    assert folder.write(tmp_path, FILES).removed == ()
    assert contents(tmp_path)["activities.py"] == b"mine"
    (tmp_path / MANIFEST).unlink()
    folder.write(tmp_path, WITH_MINE, yours=MINE, force=True)
    assert contents(tmp_path)["activities.py"] == b"mine"


def test_a_deleted_file_of_the_user_is_written_anew(tmp_path):
    folder.write(tmp_path, WITH_MINE, yours=MINE)
    (tmp_path / "activities.py").unlink()
    assert folder.write(tmp_path, WITH_MINE, yours=MINE).kept == ()
    assert contents(tmp_path) == WITH_MINE


def test_a_generated_file_becomes_the_users_only_if_somebody_has_changed_it(tmp_path):
    folder.write(tmp_path, WITH_MINE)  # as a release before ownership did
    folder.write(tmp_path, {**WITH_MINE, "activities.py": b"newer"}, yours=MINE)
    assert contents(tmp_path)["activities.py"] == b"newer"
    folder.write(tmp_path / "2", WITH_MINE)
    (tmp_path / "2" / "activities.py").write_bytes(b"mine")
    assert folder.write(tmp_path / "2", WITH_MINE, yours=MINE).kept == ("activities.py",)


def test_a_link_of_the_user_is_neither_followed_nor_replaced(tmp_path):
    precious = tmp_path / "precious"
    precious.write_bytes(b"mine")
    out = tmp_path / "out"
    folder.write(out, FILES)
    (out / "activities.py").symlink_to(precious)
    folder.write(out, WITH_MINE, yours=MINE, force=True)
    assert (out / "activities.py").is_symlink()
    assert precious.read_bytes() == b"mine"
    assert folder.text(out, "activities.py") is None


def test_changes_are_told_and_not_made(tmp_path):
    folder.write(tmp_path, WITH_MINE, yours=MINE)
    (tmp_path / "activities.py").write_bytes(b"mine")
    new = {"workflow.py": b"x = 2\n", "more.py": b"", "activities.py": b"other"}
    told = {change.path: (change.before, change.after) for change in folder.changes(tmp_path, new, yours=MINE)}
    assert told == {
        "workflow.py": (b"x = 1\n", b"x = 2\n"),
        "more.py": (None, b""),
        "tests/test_workflow.py": (b"y = 2\n", None),
    }
    assert contents(tmp_path) == FILES | {"activities.py": b"mine"}


def test_a_new_folder_holds_the_files_and_nothing_else(tmp_path):
    outcome = folder.write(tmp_path / "deep" / "out", FILES)
    assert contents(tmp_path / "deep" / "out") == FILES
    assert outcome == folder.Outcome(tuple(FILES), ())
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["out"]


def test_an_empty_folder_is_filled_and_stays_itself(tmp_path):
    before = tmp_path.stat().st_ino
    folder.write(tmp_path, FILES)
    assert contents(tmp_path) == FILES
    assert tmp_path.stat().st_ino == before


def test_generating_again_replaces_and_removes_only_what_was_generated(tmp_path):
    folder.write(tmp_path, FILES)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "mine").write_bytes(b"mine")
    outcome = folder.write(tmp_path, {"workflow.py": b"x = 3\n"})
    assert contents(tmp_path) == {"workflow.py": b"x = 3\n", ".venv/mine": b"mine"}
    assert outcome.removed == ("tests/test_workflow.py",)
    assert not (tmp_path / "tests").exists()


def test_a_folder_of_somebody_else_is_refused_and_unchanged(tmp_path):
    (tmp_path / "thesis.txt").write_bytes(b"mine")
    with pytest.raises(CommandError, match=r"thesis\.txt") as raised:
        folder.write(tmp_path, FILES)
    assert "--force" in raised.value.hint
    assert contents(tmp_path) == {"thesis.txt": b"mine"}


def test_force_keeps_what_is_not_in_the_way(tmp_path):
    (tmp_path / "thesis.txt").write_bytes(b"mine")
    (tmp_path / "workflow.py").write_bytes(b"mine")
    folder.write(tmp_path, FILES, force=True)
    assert contents(tmp_path) == FILES | {"thesis.txt": b"mine"}


@pytest.mark.parametrize("manifest", ["", "[]", '{"files": ["a"]}', '{"files": {"../../x": "0"}}', '{"files": null}'])
def test_a_manifest_that_is_none_makes_nothing_ours(tmp_path, manifest):
    (tmp_path / MANIFEST).write_text(manifest)
    (tmp_path / "thesis.txt").write_bytes(b"mine")
    with pytest.raises(CommandError) as raised:
        folder.write(tmp_path, FILES)
    assert raised.value.code == "NOT_OURS"


def test_a_change_by_hand_is_not_lost(tmp_path):
    folder.write(tmp_path, FILES)
    (tmp_path / "workflow.py").write_bytes(b"# my fix\n")
    with pytest.raises(CommandError, match=r"workflow\.py") as raised:
        folder.write(tmp_path, FILES)
    assert raised.value.code == "CHANGED"
    assert (tmp_path / "workflow.py").read_bytes() == b"# my fix\n"


def test_a_new_file_of_somebody_else_in_the_way_is_not_lost(tmp_path):
    folder.write(tmp_path, FILES)
    (tmp_path / "notes.md").write_bytes(b"mine")
    with pytest.raises(CommandError, match=r"notes\.md"):
        folder.write(tmp_path, FILES | {"notes.md": b"theirs"})
    assert (tmp_path / "notes.md").read_bytes() == b"mine"


@pytest.mark.parametrize(
    "path",
    ["../x", "/etc/passwd", "a/../../x", "a//b", "./x", "", "a\\..\\x", "C:x", "a\nb", "a\u202eb", "a\0b",
     ".git/hooks/pre-commit", "sub/.GIT/config", MANIFEST],
)  # fmt: skip
def test_a_path_that_could_leave_the_folder_is_refused(tmp_path, path):
    with pytest.raises(CommandError) as raised:
        folder.write(tmp_path / "out", {"ok.py": b"", path: b""})
    assert raised.value.code == "PATH_REFUSED"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("paths", [("a.py", "A.py"), ("a", "a/b"), ("A", "a/b")])
def test_files_that_share_a_place_are_refused(tmp_path, paths):
    with pytest.raises(CommandError) as raised:
        folder.write(tmp_path / "out", dict.fromkeys(paths, b""))
    assert raised.value.code == "PATH_REFUSED"


def test_a_link_is_not_followed_out_of_the_folder(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    out = tmp_path / "out"
    out.mkdir()
    (out / "tests").symlink_to(outside)
    with pytest.raises(CommandError) as raised:
        folder.write(out, FILES, force=True)
    assert raised.value.code == "PATH_REFUSED"
    assert list(outside.iterdir()) == []
    assert [path.name for path in out.iterdir()] == ["tests"]


def test_a_link_in_a_files_place_is_replaced_not_written_through(tmp_path):
    precious = tmp_path / "precious"
    precious.write_bytes(b"mine")
    out = tmp_path / "out"
    out.mkdir()
    (out / "workflow.py").symlink_to(precious)
    folder.write(out, FILES, force=True)
    assert precious.read_bytes() == b"mine"
    assert contents(out) == FILES


def test_what_fails_halfway_is_undone(tmp_path, monkeypatch):
    folder.write(tmp_path, FILES)
    whole = contents(tmp_path)
    renamed: list[str] = []
    rename = type(tmp_path).rename

    def failing(self, target):
        if "new" in self.parts and len(renamed) == 1:
            raise OSError(28, "No space left on device")
        if "new" in self.parts:
            renamed.append(self.name)
        return rename(self, target)

    monkeypatch.setattr(type(tmp_path), "rename", failing)
    with pytest.raises(CommandError, match="No space left on device"):
        folder.write(tmp_path, {"workflow.py": b"new", "other.py": b"new"})
    assert contents(tmp_path) == whole
    assert json.loads((tmp_path / MANIFEST).read_text())["files"].keys() == FILES.keys()


def test_a_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "out").write_bytes(b"mine")
    with pytest.raises(CommandError, match="not a folder"):
        folder.write(tmp_path / "out", FILES, force=True)


@given(st.text(max_size=30))
def test_an_accepted_path_stays_inside(path):
    try:
        places.check_path(path)
    except CommandError:
        return
    resolved = os.path.normpath(f"/out/{path}")
    assert resolved == f"/out/{path}"
