"""Find what earlier releases recorded with less than this one records, and cannot be known from the graph alone."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import orjson

from graph.store import Row
from pipeline.ir.configuring import MODEL
from pipeline.ir.outdated import OldBuild, OldVersion, Outdated
from pipeline.operations.catalogue import FORMATS
from pipeline.provenance.builder import builder

SINCE: Final = "0.2.0"
"""The first release that records which elements a build was made of, and which lines every model gets."""
_FIRST: Final = (0, 2)
_NUMBERS: Final = re.compile(r"(\d+)\.(\d+)")


def outdated(rows: Sequence[Row], *, past: bool = False) -> Outdated:
    """Judge rows of `version.recorded`; those of the past too, or only what is current or in use."""
    by_model: dict[str, list[Row]] = {}
    for row in rows:
        if row["model"] != MODEL and (past or row["retired"] is None):
            by_model.setdefault(row["model"], []).append(row)
    versions: dict[str, OldVersion] = {}
    builds: dict[str, OldBuild] = {}
    for _, of_model in sorted(by_model.items()):
        for row in of_model if past else _in_use(of_model):
            version, build = row["version"], row["build"]
            if (now := _parser(version["format"])) and now != version["parser"]:
                versions[version["uid"]] = _old_version(version, now)
            if build is not None:
                made = _old_build(build, version, known=row["made"] > 0)
                if version["uid"] in versions or not (made.made_from and made.shared_lines):
                    builds[build["uid"]] = made
    return Outdated(versions=tuple(versions.values()), builds=tuple(builds.values()))


def _in_use(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows of the current version and of the last build for each target."""
    last = max(rows, key=lambda row: row["version"]["number"])
    yield {**last, "build": None}
    newest: dict[str, Row] = {}
    for row in (row for row in rows if row["build"] is not None):
        target = row["build"]["target"]
        if target not in newest or row["build"]["recordedAt"] > newest[target]["build"]["recordedAt"]:
            newest[target] = row
    yield from (newest[target] for target in sorted(newest))


def _parser(format_: str) -> str:
    """Return what reads a format now; nothing where that is not known."""
    row = FORMATS.get(format_)
    return row.parser if row is not None else ""


def _old_version(version: Mapping[str, Any], now: str) -> OldVersion:
    return OldVersion(
        uid=version["uid"],
        model=version["model"],
        format=version["format"],
        source_digest=version["sourceDigest"],
        source_name=version.get("sourceName"),
        source_commit=version.get("sourceCommit"),
        source_author=version.get("sourceAuthor"),
        source_origin=version.get("sourceOrigin"),
        parser=version["parser"],
        now=now,
    )


def _old_build(build: Mapping[str, Any], version: Mapping[str, Any], *, known: bool) -> OldBuild:
    """Return the build, and what is known of it; `known` if any element is that it was made of."""
    release = str(build.get("ameideVersion", ""))
    numbers = _NUMBERS.match(release)
    this = build.get("builderDigest") == builder().digest
    # Ameide that runs without being installed has no release.
    late = this or (tuple(map(int, numbers.groups())) >= _FIRST if numbers else known)
    return OldBuild(
        uid=build["uid"],
        model=version["model"],
        version=version["uid"],
        source_digest=version["sourceDigest"],
        target=build["target"],
        options=orjson.loads(build.get("options", "{}")),
        release=release,
        made_from=known or late,
        shared_lines=late,
    )
