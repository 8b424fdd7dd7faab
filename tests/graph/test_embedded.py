"""Test the embedded PostgreSQL: its folder, its access control, and its lifetime."""

import contextlib
import os
import pwd
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from graph import embedded, errors
from tests.fixtures.store import DURABLE

_ROOT = Path(__file__).parents[2]
_HOLD = """
import sys, time
from pathlib import Path
from graph import embedded
with embedded.running(Path(sys.argv[1])) as dsn:
    print(dsn, flush=True)
    sys.stdin.read()
"""
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as a second user")


def _answer(dsn: str) -> object:
    with psycopg.connect(dsn) as connection:
        row = connection.execute("SELECT 42").fetchone()
        return row and row[0]


def _pid(home: Path) -> int:
    return int((home / "postgres" / "postmaster.pid").read_text().splitlines()[0])


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text()
    except (ProcessLookupError, FileNotFoundError):  # it may end between the two
        return False
    return "Z" not in state.rpartition(")")[2].split()[0]


@contextmanager
def _holder(home: Path) -> Iterator[subprocess.Popen[str]]:
    """Start another process that holds the server until its standard input ends."""
    process = subprocess.Popen([sys.executable, "-c", _HOLD, str(home)], cwd=_ROOT, stdin=-1, stdout=-1, text=True)
    assert process.stdout
    assert process.stdout.readline().strip()
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("folder", ["with space", "é ü", "l" * 75 + "/" + "o" * 75, "100%", "$HOME`x`", "quote'\""])
def test_any_path_will_do(home: Path, folder: str) -> None:
    with embedded.running(home / folder / ".ameide") as dsn:
        assert _answer(dsn) == 42


def test_it_is_fast_the_second_time_and_keeps_the_data(home: Path) -> None:
    with embedded.running(home) as dsn, psycopg.connect(dsn) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    begun = time.monotonic()
    with embedded.running(home) as dsn, psycopg.connect(dsn) as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)
    assert time.monotonic() - begun < 10


def test_it_listens_on_a_private_socket_alone(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "_OPTIONS", DURABLE)
    with embedded.running(home) as dsn, psycopg.connect(dsn) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
        rules = connection.execute("SELECT DISTINCT auth_method FROM pg_hba_file_rules").fetchall()
        assert rules == [("scram-sha-256",)]
        folder = Path(str(conninfo_to_dict(dsn)["host"]))
    assert not folder.exists()


def test_what_is_secret_is_for_its_owner(home: Path) -> None:
    with embedded.running(home) as dsn:
        folder = Path(str(conninfo_to_dict(dsn)["host"]))
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE((home / "postgres").stat().st_mode) == 0o700
        secret = home / "postgres.secret"
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600
        assert len(secret.read_text()) > 30
        assert not home.stat().st_mode & stat.S_IRWXO


def test_a_wrong_password_is_refused(home: Path) -> None:
    with embedded.running(home) as dsn:
        for password in ("", "wrong"):
            with pytest.raises(psycopg.OperationalError, match="password"):
                psycopg.connect(dsn, password=password)


def _as_nobody(act: Callable[[], object]) -> type[BaseException] | None:
    """Return what an unprivileged user's attempt raises, as the child's exit status tells."""
    kinds = [None, PermissionError, psycopg.OperationalError, BaseException]
    child = os.fork()
    if child == 0:
        status = 0
        try:
            nobody = pwd.getpwnam("nobody")
            os.setgroups([])
            os.setgid(nobody.pw_gid)
            os.setuid(nobody.pw_uid)
            act()
        except BaseException as error:
            status = next(number for number, kind in enumerate(kinds) if kind and isinstance(error, kind))
        os._exit(status)
    return kinds[os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])]


def _listed(folder: Path) -> list[Path]:
    return list(folder.iterdir())


@needs_root
def test_another_user_of_the_machine_is_refused(home: Path) -> None:
    home.parent.chmod(0o755)
    with embedded.running(home) as dsn:
        socket = Path(str(conninfo_to_dict(dsn)["host"]))
        assert _as_nobody(lambda: _answer(dsn)) is psycopg.OperationalError
        assert _as_nobody(lambda: (home / "postgres.secret").read_text()) is PermissionError
        assert _as_nobody(lambda: _listed(home)) is PermissionError
        assert _as_nobody(lambda: _listed(socket)) is PermissionError
        home.chmod(0o755)
        assert _as_nobody(lambda: (home / "postgres.secret").read_text()) is PermissionError
        assert _as_nobody(lambda: _listed(home / "postgres")) is PermissionError
        assert _as_nobody(lambda: os.getuid()) is None


@needs_root
def test_a_folder_for_root_alone_stays_so(home: Path) -> None:
    private = home / "private"
    private.mkdir(mode=0o700, parents=True)
    with embedded.running(private / "home") as dsn:
        assert _answer(dsn) == 42
    assert not private.stat().st_mode & stat.S_IRWXO
    assert _as_nobody(lambda: _listed(private)) is PermissionError
    assert _as_nobody(lambda: (private / "home").stat()) is PermissionError


def test_processes_share_one_server_and_the_last_one_stops_it(home: Path) -> None:
    with _holder(home) as other:
        with embedded.running(home) as dsn:
            pid = _pid(home)
            assert _answer(dsn) == 42
        assert _runs(pid)
        with embedded.running(home):
            assert _pid(home) == pid
            other.communicate()
            assert _runs(pid)
        assert not _runs(pid)


def test_a_server_survives_the_crash_of_who_started_it_and_is_used_again(home: Path) -> None:
    with _holder(home) as other:
        pid = _pid(home)
        other.kill()
        other.wait()
        assert _runs(pid)
        with embedded.running(home) as dsn:
            assert _answer(dsn) == 42
            assert _pid(home) == pid
    assert not _runs(pid)


def test_a_server_that_was_killed_is_started_again(home: Path) -> None:
    with embedded.running(home) as dsn, psycopg.connect(dsn) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
        connection.commit()
        os.kill(_pid(home), signal.SIGKILL)
        time.sleep(0.2)
    with embedded.running(home) as dsn, psycopg.connect(dsn) as again:
        assert again.execute("SELECT one FROM kept").fetchone() == (1,)


def test_a_server_whose_socket_was_taken_away_is_started_again(home: Path) -> None:
    with _holder(home) as other:
        other.kill()
        other.wait()
        folder = Path((home / "postgres" / "postmaster.pid").read_text().splitlines()[4])
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
        with embedded.running(home) as dsn:
            assert _answer(dsn) == 42


def test_an_unfinished_folder_is_made_anew(home: Path) -> None:
    (home / "postgres.new").mkdir(parents=True)
    (home / "postgres.new" / "half").write_text("x")
    with embedded.running(home) as dsn:
        assert _answer(dsn) == 42


def test_a_home_that_cannot_be_is_one_line(home: Path) -> None:
    home.mkdir()
    (home / "file").write_text("x")
    with pytest.raises(errors.StoreUnfit, match="AMEIDE_HOME") as caught, embedded.running(home / "file" / "home"):
        pass
    assert "\n" not in str(caught.value)


def test_data_of_another_version_is_one_line(home: Path) -> None:
    with embedded.running(home):
        pass
    (home / "postgres" / "PG_VERSION").write_text("9.6\n")
    with pytest.raises(errors.StoreUnreachable, match="did not start") as caught, embedded.running(home):
        pass
    assert "\n" not in str(caught.value)


def test_a_platform_without_the_wheel_is_one_line(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(errors.StoreUnfit, match="AMEIDE_DATABASE_URL"), embedded.running(home):
        pass


def test_a_secret_is_made_once(home: Path) -> None:
    home.mkdir()
    assert embedded.secret(home, "a") == embedded.secret(home, "a")
    assert embedded.secret(home, "a") != embedded.secret(home, "b")
    assert sorted(path.name for path in home.iterdir()) == ["a.secret", "b.secret"]


def _answers_within(dsn: str, seconds: float) -> float:
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        with contextlib.suppress(psycopg.OperationalError):
            assert _answer(dsn) == 42
            return time.monotonic() - begun
        time.sleep(0.05)
    raise AssertionError("it does not answer")


@pytest.mark.parametrize("signalled", [signal.SIGKILL, signal.SIGINT, signal.SIGQUIT])
def test_a_server_that_ends_while_it_is_used_is_started_again_where_it_was(home: Path, signalled: int) -> None:
    with embedded.running(home) as dsn, _holder(home):
        for _ in range(2):
            pid = _pid(home)
            os.kill(pid, signalled)
            while _runs(pid):
                time.sleep(0.01)
            _answers_within(dsn, 10)
            assert _pid(home) != pid
        folder = Path(str(conninfo_to_dict(dsn)["host"]))
    assert not folder.exists()


def test_a_busy_process_of_a_killed_server_does_not_delay_the_next_one(home: Path) -> None:
    """Left alone, it would notice only when its statement ends."""
    with embedded.running(home) as dsn, contextlib.closing(psycopg.connect(dsn, autocommit=True)) as connection:
        backend = connection.info.backend_pid
        connection.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 1000000000) AS one(n) WHERE n < 0")
        time.sleep(0.5)
        pid = _pid(home)
        os.kill(pid, signal.SIGKILL)
        while _runs(pid):
            time.sleep(0.01)
        assert _runs(backend)
        _answers_within(dsn, 10)
        assert not _runs(backend)


def test_a_backend_that_is_killed_takes_the_others_along_for_a_moment(home: Path) -> None:
    with embedded.running(home) as dsn:
        with psycopg.connect(dsn) as connection:
            os.kill(connection.info.backend_pid, signal.SIGKILL)
        _answers_within(dsn, 10)
