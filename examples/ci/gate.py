"""Check the models of a change: validate them, and ask what the change would affect.

    python gate.py models --base origin/main --report report --fail-on findings

Writes comment.md, findings.sarif and junit.xml into the report folder. Exit status 1 if a finding or the impact of the
change is over its threshold, 2 or more if a command could not do its work. Without AMEIDE_URL, the models of the base
are imported into a store that lasts as long as the job; with it, the server's are asked about.
"""

import argparse
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

MODELS = """query Models($after: String) {
  models(first: 1000, after: $after) { nodes { id current { sourceName } } pageInfo { hasNextPage endCursor } }
}"""
FORMATS = {"markdown": "findings.md", "sarif": "findings.sarif", "junit": "junit.xml"}


def run(*command: object, cwd: Path | None = None, home: str | None = None) -> "subprocess.CompletedProcess[str]":
    """Run a command; what it writes beside its answer is shown in the log."""
    environment = os.environ | ({"AMEIDE_HOME": home} if home else {})
    asked = [*map(str, command)]
    try:
        done = subprocess.run(asked, cwd=cwd, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    except FileNotFoundError:
        print(f"error: {asked[0]} is not on the PATH; install it first.", file=sys.stderr)
        sys.exit(2)
    print("+", *command, f"-> {done.returncode}", file=sys.stderr)
    return done


def validate(folder: str, fail_on: str, report: Path) -> int:
    """Validate the models as they are now, once for each format."""
    status = 0
    for name, file in FORMATS.items():
        done = run("ameide", "validate", folder, "--format", name, "--fail-on", fail_on, "--quiet")
        (report / file).write_text(done.stdout, encoding="utf-8")
        status = max(status, done.returncode)
    return status


def changed(folder: str, base: str) -> list[str]:
    """Return the files of models that the change altered; new ones have no impact yet."""
    done = run("git", "diff", "--name-only", "--diff-filter=M", "-z", f"{base}...", "--", folder)
    done.check_returncode()
    return [path for path in done.stdout.split("\0") if path]


def stored(folder: str, base: str, home: str) -> dict[str, str]:
    """Import the models of the base; return the id of each by its file."""
    with tempfile.TemporaryDirectory() as before:
        archive = Path(before) / "base.tar"
        run("git", "archive", "--output", archive, base, "--", folder).check_returncode()
        with tarfile.open(archive) as content:
            content.extractall(before, filter="data")
        done = run("ameide", "import", folder, "--json", cwd=Path(before), home=home)
    return {each["file"]: each["model"] for each in json.loads(done.stdout)["files"] if each["model"]}


def served(files: list[str]) -> dict[str, str]:
    """Return the id of the model of each file that a server has: the one that was imported from its path in git."""
    found: dict[str, list[str]] = {}
    after = None
    while True:
        done = run("ameide", "query", MODELS, "--variables", json.dumps({"after": after}))
        done.check_returncode()
        page = json.loads(done.stdout)["models"]
        for model in page["nodes"]:
            if model["current"]:
                found.setdefault(model["current"]["sourceName"], []).append(model["id"])
        if not page["pageInfo"]["hasNextPage"]:
            return {file: found[file][0] for file in files if len(found.get(file, [])) == 1}
        after = page["pageInfo"]["endCursor"]


def named(file: str, folder: str) -> str:
    """Return the id that `ameide import FOLDER` gives a model by the path of its file."""
    below = os.path.relpath(file, folder) if Path(folder) in Path(file).parents else Path(file).name
    *folders, name = Path(below).parts
    return "-".join([*folders, name.split(".")[0]]).lower()


def compare(
    files: list[str], folder: str, ids: dict[str, str], fail_on: str, home: str | None
) -> tuple[int, list[str]]:
    """Compare each file with its stored model, and say what the change would affect."""
    status, told = 0, []
    for file in files:
        model = ids.get(file) or named(file, folder)
        done = run("ameide", "diff", model, file, "--impact", "--markdown", "--fail-on", fail_on, "--quiet", home=home)
        told += [f"### `{file}`", "", done.stdout or f"The impact is not known: see the log for model `{model}`."]
        status = max(status, done.returncode)
    return status, told


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("folder")
    options.add_argument("--base", default="origin/main", help="the commit that the change goes into")
    options.add_argument("--report", type=Path, default=Path("report"))
    options.add_argument("--fail-on", default="findings", choices=("artefacts", "findings", "any"), help="impact")
    options.add_argument("--severity", default="error", choices=("warning", "error", "never"), help="of findings")
    asked = options.parse_args()
    asked.report.mkdir(parents=True, exist_ok=True)
    status = validate(asked.folder, asked.severity, asked.report)
    files = changed(asked.folder, asked.base)
    with tempfile.TemporaryDirectory() as home:
        server = os.environ.get("AMEIDE_URL", "") != ""
        ids = {} if not files else served(files) if server else stored(asked.folder, asked.base, home)
        impact, told = compare(files, asked.folder, ids, asked.fail_on, None if server else home)
    findings = (asked.report / FORMATS["markdown"]).read_text(encoding="utf-8")
    comment = ["## Models", "", findings, "## Impact", "", *(told or ["No stored model changes."])]
    (asked.report / "comment.md").write_text("\n".join(comment), encoding="utf-8")
    return max(status, impact)


if __name__ == "__main__":
    sys.exit(main())
