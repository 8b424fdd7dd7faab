"""Choose the operating-system account of the embedded PostgreSQL: ours, or `ameide` for root, which it refuses."""

import os
import pwd
import shutil
import stat
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph import errors

NAME: Final = "ameide"

_ACL = "system.posix_acl_access"
_USER_OBJ, _USER, _GROUP_OBJ, _MASK, _OTHER = 0x01, 0x02, 0x04, 0x10, 0x20
_SEARCH = 0x1
_NOBODY = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Account:
    """The operating system account that the server's processes run as."""

    uid: int
    gid: int
    foreign: bool
    """True if the user is another than that of this process."""

    def owns(self, path: Path) -> None:
        """Give it the path."""
        if self.foreign:
            os.chown(path, self.uid, self.gid)

    def reaches(self, path: Path) -> None:
        """Let it search every folder above the path; nobody else gains anything. Raises StoreUnfit."""
        if not self.foreign:
            return
        for folder in reversed(path.resolve().parents):
            if not self._may_search(folder):
                _let_search(folder, self.uid)

    def _may_search(self, folder: Path) -> bool:
        found = folder.stat()
        return bool(found.st_mode & stat.S_IXOTH) or found.st_uid == self.uid


def server_account() -> Account:
    """Return our own account, or `ameide` for root. Raises StoreUnfit if root cannot have another."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), foreign=False)
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        entry = _created()
    return Account(entry.pw_uid, entry.pw_gid, foreign=True)


def _created() -> pwd.struct_passwd:
    useradd = shutil.which("useradd") or "/usr/sbin/useradd"
    try:
        subprocess.run(
            [useradd, "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME],
            check=True,
            capture_output=True,
        )
        return pwd.getpwnam(NAME)
    except (OSError, subprocess.CalledProcessError, KeyError) as error:
        raise errors.StoreUnfit(
            f"PostgreSQL does not run as root, and the user {NAME!r} could not be created: "
            "run Ameide as another user, or set AMEIDE_DATABASE_URL"
        ) from error


def _let_search(folder: Path, uid: int) -> None:
    """Add `user:uid:--x` to the folder's access list."""
    entries = _access(folder)
    entries[(_USER, uid)] = entries.get((_USER, uid), 0) | _SEARCH
    entries[(_MASK, _NOBODY)] = entries.get((_MASK, _NOBODY), entries[(_GROUP_OBJ, _NOBODY)]) | _SEARCH
    packed = struct.pack("<I", 2) + b"".join(
        struct.pack("<HHI", tag, perm, who) for (tag, who), perm in sorted(entries.items())
    )
    try:
        os.setxattr(folder, _ACL, packed)
    except OSError as error:
        raise errors.StoreUnfit(
            f"PostgreSQL does not run as root, and the user {NAME!r} cannot search {folder}: "
            "choose another AMEIDE_HOME, run Ameide as another user, or set AMEIDE_DATABASE_URL"
        ) from error


def _access(folder: Path) -> dict[tuple[int, int], int]:
    """Map (tag, who) to permissions, from the access list or else the mode."""
    try:
        packed = os.getxattr(folder, _ACL)[4:]
        return {(tag, who): perm for tag, perm, who in struct.iter_unpack("<HHI", packed)}
    except OSError:
        mode = folder.stat().st_mode
        return {
            (_USER_OBJ, _NOBODY): mode >> 6 & 7,
            (_GROUP_OBJ, _NOBODY): mode >> 3 & 7,
            (_OTHER, _NOBODY): mode & 7,
        }
