"""Identify and record a build."""

from pydantic import JsonValue

from pipeline.ir.digest import digest_of
from pipeline.ir.frozen import Frozen
from pipeline.ir.generated import BuildRecord


class Builder(Frozen):
    """This Ameide: its release, its commit, and the digest of the code and templates that generate."""

    version: str
    commit: str | None
    digest: str


class Inputs(Frozen):
    """All inputs that decide the bytes of a build: equal inputs give equal bytes."""

    version: str
    source_digest: str
    source_commit: str | None
    target: str
    options: dict[str, JsonValue]
    builder: Builder
    templates: dict[str, str]
    waivers: tuple[str, ...] = ()
    """uids of what is accepted and would stop it otherwise."""
    lock: str = ""
    """SHA-256 of the names that the build before gave; empty if there was none."""

    @property
    def id(self) -> str:
        """Return 16 hex digits of the digest of these inputs."""
        # the commits only say where the inputs came from; the digests already say what they were
        decisive = self.model_dump(
            mode="json", exclude={"source_commit": True, "builder": {"commit"}, "waivers": True, "lock": True}
        )
        if self.waivers:  # a build that needed one is not equal to a build that needs none any more
            decisive["waivers"] = list(self.waivers)
        if self.lock:
            decisive["lock"] = self.lock
        return digest_of(decisive)[:16]

    def record(self, started_at: str, finished_at: str) -> BuildRecord:
        """Return the record of a build with these inputs between these moments (UTC, ISO 8601)."""
        return BuildRecord(
            id=self.id,
            target=self.target,
            options=self.options,
            version=self.version,
            source_digest=self.source_digest,
            ameide_version=self.builder.version,
            builder_commit=self.builder.commit,
            builder_digest=self.builder.digest,
            source_commit=self.source_commit,
            templates=self.templates,
            waivers=self.waivers,
            lock=self.lock,
            started_at=started_at,
            finished_at=finished_at,
        )
