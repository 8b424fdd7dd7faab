"""Test the account of the embedded server."""

import os
import pwd
from pathlib import Path

import pytest

from graph import errors
from graph.account import Account, server_account

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another user")


def test_everyone_but_root_runs_it_himself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    account = server_account()
    assert (account.uid, account.foreign) == (1000, False)
    before = tmp_path.stat()
    account.owns(tmp_path)
    account.reaches(tmp_path / "x")
    assert tmp_path.stat() == before


@needs_root
def test_for_root_there_is_a_user_of_its_own() -> None:
    account = server_account()
    assert account.foreign
    assert pwd.getpwuid(account.uid).pw_name == "ameide"
    assert account.uid != 0


@needs_root
def test_a_user_that_cannot_be_made_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(_: str) -> None:
        raise KeyError

    monkeypatch.setattr(pwd, "getpwnam", unknown)
    monkeypatch.setattr("shutil.which", lambda _: "/bin/false")
    with pytest.raises(errors.StoreUnfit, match="run Ameide as another user"):
        server_account()


@needs_root
def test_reaching_a_folder_adds_to_its_access_list(tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    for uid in (12345, 12346, 12345):
        Account(uid, uid, foreign=True).reaches(private / "home")
    child = os.fork()
    if child == 0:
        os.setgroups([])
        os.setgid(12345)
        os.setuid(12345)
        os._exit(os.access(private / ".", os.X_OK) + 2 * os.access(private, os.R_OK))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1


@needs_root
def test_a_file_system_without_access_lists_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsupported(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    monkeypatch.setattr(os, "setxattr", unsupported)
    with pytest.raises(errors.StoreUnfit, match="AMEIDE_HOME"):
        Account(12345, 12345, foreign=True).reaches(private / "home")
