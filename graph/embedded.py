"""PostgreSQL with AGE from a wheel, on a private socket, shared by the processes that use one home."""

import contextlib
import fcntl
import importlib.util
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Final

import psutil
import psycopg
from psycopg.conninfo import make_conninfo

from graph import errors
from graph.account import server_account
from graph.supervision import Supervisor, end_remains, is_zombie, named_process

SUPERUSER: Final = "postgres"
_START_SECONDS = 60
_LOG_BYTES = 10_000_000
_OPTIONS: Final[Mapping[str, str]] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "fsync": "on",
    "jit": "off",
    "max_connections": "200",
    "log_min_error_statement": "panic",
    # after a crash, all files are written to the disk first: one call instead of one for each of 145 files per tenant
    **({"recovery_init_sync_method": "syncfs"} if sys.platform == "linux" else {}),
}
# A location that the embedded server must not take from its environment.
_ENVIRONMENT = ("PATH", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


@contextlib.contextmanager
def running(home: Path) -> Iterator[str]:
    """Yield the superuser's DSN of this home's server, which runs at least as long as the block.

    The server is started if it does not run, and again if it ends; the last process to leave stops it.

    Raises StoreUnfit, StoreUnreachable.
    """
    server = _Server(home)
    with server.shared():
        yield server.dsn


def secret(home: Path, name: str) -> str:
    """Return a password of this home by its name: made once, readable by its owner alone."""
    path = home / f"{name}.secret"
    if not path.exists():  # nothing is written on a full disk
        with contextlib.suppress(FileExistsError):
            _write_private(path, secrets.token_urlsafe(32))
    return path.read_text()


def _write_private(path: Path, text: str) -> None:
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    try:
        os.link(draft, path)
    finally:
        draft.unlink()


class _Server:
    """One data folder, and the server process on it."""

    def __init__(self, home: Path) -> None:
        self.home = home.absolute()
        self.data = self.home / "postgres"
        self.account = server_account()
        self.bin = _binaries()
        self.log = self.home / "postgres.log"
        self.dsn = ""
        self._folder = Path()
        self._process: psutil.Process | None = None

    @contextlib.contextmanager
    def shared(self) -> Iterator[None]:
        self._prepare()
        with (self.home / "postgres.users").open("a") as users:
            with self._alone():
                fcntl.flock(users, fcntl.LOCK_SH)
                self._ensure_running()
            supervisor = Supervisor(self)
            supervisor.start()
            try:
                yield
            finally:
                supervisor.end()
                with self._alone():
                    self._stop_if_last(users)

    def lives(self) -> bool:
        """Return true if the server's process runs."""
        return self._process is not None and self._process.is_running() and not is_zombie(self._process)

    def restart(self) -> None:
        """Start the server again on the same socket. Raises StoreUnreachable if it does not start yet."""
        with self._alone():
            if not self._found_running():
                end_remains(self.data)
                self._folder.mkdir(mode=0o700, exist_ok=True)
                self.account.owns(self._folder)
                self._start(self._folder)
            self._note()

    def _prepare(self) -> None:
        try:
            self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.account.reaches(self.data)
            self.account.reaches(self.bin / "postgres")
        except OSError as error:
            raise errors.StoreUnfit(f"{error.strerror}: {error.filename}; choose another AMEIDE_HOME") from error

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Let one process at a time start or stop the server."""
        try:
            lock = (self.home / "postgres.lock").open("a")
        except OSError as error:
            raise errors.StoreUnfit(f"{error.strerror}: {error.filename}; choose another AMEIDE_HOME") from error
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _stop_if_last(self, users: IO[str]) -> None:
        fcntl.flock(users, fcntl.LOCK_UN)
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        self._stop()

    def _ensure_running(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        if not self._found_running():
            self._stop()
            end_remains(self.data)
            self._start(self._new_socket_folder())
        self._folder = self._socket_folder_named() or self._folder
        self._note()

    def _note(self) -> None:
        """Remember which process the server is."""
        self._process = named_process(self.data)

    def _found_running(self) -> bool:
        """Return true if a server runs already; one that is only starting gets its time."""
        until = time.monotonic() + _START_SECONDS
        while self._run("pg_ctl", "status", "--pgdata", str(self.data)) == 0 and time.monotonic() < until:
            folder = self._socket_folder_named()
            if folder and self._answers(folder):
                return True
            if folder and not folder.exists():
                return False
            time.sleep(0.05)
        return False

    def _stop(self) -> None:
        """Stop what runs, and take away its socket; also of one that crashed."""
        folder = self._socket_folder_named()
        self._run("pg_ctl", "stop", "--pgdata", str(self.data), "--mode", "fast", "--silent")
        if folder:
            shutil.rmtree(folder, ignore_errors=True)

    def _initialise(self) -> None:
        draft = self.home / "postgres.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        self.account.owns(draft)
        with tempfile.NamedTemporaryFile("w", dir=self.home) as password:
            password.write(secret(self.home, SUPERUSER))
            password.flush()
            self.account.owns(Path(password.name))
            status = self._run(
                *("initdb", "--pgdata", str(draft), "--username", SUPERUSER, "--pwfile", password.name),
                *("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C"),
                *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
            )
        if status:
            raise errors.StoreUnfit(f"initdb: {_complaint(self.log)}; see {self.log}, or set AMEIDE_DATABASE_URL")
        draft.rename(self.data)

    def _start(self, folder: Path) -> None:
        options = {**_OPTIONS, "unix_socket_directories": str(folder)}
        arguments = [f"--{key}={value}" for key, value in options.items()]
        with self._logging() as output:
            process = subprocess.Popen(
                [self.bin / "postgres", "-D", self.data, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                env=_environment(),
                cwd="/",
                **self._identity(),
            )
        # Whoever looks for it must not find the remains of a server that crashed.
        threading.Thread(target=process.wait, daemon=True).start()
        until = time.monotonic() + _START_SECONDS
        while not self._answers(folder):
            if process.poll() is not None or time.monotonic() > until:
                raise errors.StoreUnreachable(f"PostgreSQL did not start: {_complaint(self.log)}; see {self.log}")
            time.sleep(0.05)

    def _answers(self, folder: Path) -> bool:
        """Return true if our server, proven by its knowledge of our password, is behind this socket."""
        password = secret(self.home, SUPERUSER)
        self.dsn = make_conninfo(host=str(folder), user=SUPERUSER, password=password, dbname="postgres")
        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(self.dsn, require_auth="scram-sha-256"):
            return True
        return False

    def _new_socket_folder(self) -> Path:
        """Make a fresh folder of mode 0700 with a short path: nobody can have made it before us."""
        runtime = os.environ.get("XDG_RUNTIME_DIR", "")
        usable = runtime and len(runtime) < 60 and Path(runtime).is_dir() and not self.account.foreign
        folder = Path(tempfile.mkdtemp(prefix="ameide-", dir=runtime if usable else "/tmp"))  # noqa: S108
        self.account.owns(folder)
        return folder

    def _socket_folder_named(self) -> Path | None:
        """Read from the data folder where the server listens; only its owner can have written that."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return None
        folder = Path(lines[4]) if len(lines) > 4 and lines[4] else None
        return folder if folder and folder.name.startswith("ameide-") else None

    def _run(self, program: str, *arguments: str) -> int:
        """Run a program of PostgreSQL and return its exit status; its output goes to the log."""
        with self._logging() as output:
            return subprocess.run(
                [self.bin / program, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=_environment(),
                cwd="/",
                check=False,
                **self._identity(),
            ).returncode

    def _logging(self) -> IO[bytes]:
        full = self.log.exists() and self.log.stat().st_size > _LOG_BYTES
        return self.log.open("wb" if full else "ab")

    def _identity(self) -> dict[str, Any]:
        if not self.account.foreign:
            return {}
        return {"user": self.account.uid, "group": self.account.gid, "extra_groups": []}


def _binaries() -> Path:
    """Find the wheel's programs without importing it: its import makes folders."""
    spec = importlib.util.find_spec("pgserver")
    folder = Path(spec.origin).parent / "pginstall" / "bin" if spec and spec.origin else None
    if folder is None or not (folder / "postgres").exists():
        raise errors.StoreUnfit("no PostgreSQL is bundled for this platform: set AMEIDE_DATABASE_URL")
    return folder


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    return {**kept, "LC_ALL": "C"}


def _complaint(log: Path) -> str:
    """Return the last fatal line of a log, or else its last one."""
    lines = log.read_text(errors="replace").strip().splitlines()[-20:]
    return next((line for line in reversed(lines) if "FATAL" in line), lines[-1] if lines else "it wrote nothing")
