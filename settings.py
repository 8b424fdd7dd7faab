"""Settings: environment variables that begin with AMEIDE_."""

from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def listed(text: str) -> list[str]:
    """Return the entries of a setting that is a list separated by commas."""
    return [entry for each in text.split(",") if (entry := each.strip())]


class Database(BaseModel):
    """A further database that tenants can be placed on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: SecretStr
    admin_url: SecretStr | None = None


class Settings(BaseSettings):
    """The settings of an operator. Secrets never show in logs or messages."""

    model_config = SettingsConfigDict(env_prefix="AMEIDE_", frozen=True, extra="ignore")

    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65535)
    home: Path = Path(".ameide")
    store: Literal["age", "neo4j"] = "age"
    url: str | None = None
    token: SecretStr | None = None
    tenant: str = "demo"
    database_url: SecretStr | None = None
    admin_database_url: SecretStr | None = None
    databases: dict[Annotated[str, Field(pattern="^[a-z][a-z0-9-]{0,38}$")], Database] = {}
    neo4j_url: SecretStr | None = None
    neo4j_user: str | None = None
    neo4j_password: SecretStr | None = None
    neo4j_database: str | None = None
    auth_keys: Path | None = None
    auth_issuer: str = "ameide"
    auth_audience: str = "ameide"
    allowed_hosts: str = ""
    trusted_proxies: str = ""
    allowed_origins: str = ""
    webhook_networks: str = ""
    max_document_bytes: int = 50 * 1024 * 1024
    statement_seconds: float = 10.0
    request_seconds: float = Field(60.0, gt=0)
    grace_seconds: float = Field(20.0, ge=0)
    workers: int | None = Field(None, ge=1, le=256)
    worker_seconds: float = Field(50.0, gt=0)
    worker_cpu_seconds: float = Field(50.0, gt=0)
    worker_memory_bytes: int = Field(2 * 1024**3, ge=256 * 1024**2)
    pool_size: int = Field(8, ge=1, le=100)
    kept_connections: int = Field(32, ge=1, le=500)
    tenant_weights: dict[str, Annotated[float, Field(ge=0.01, le=100)]] = {}

    @field_validator("databases")
    @classmethod
    def _main_is_taken(cls, found: dict[str, Database]) -> dict[str, Database]:
        if "main" in found:
            raise ValueError("main is the database of AMEIDE_DATABASE_URL")
        return found

    @field_validator("webhook_networks")
    @classmethod
    def _are_networks(cls, stated: str) -> str:
        for each in listed(stated):
            ip_network(each)
        return stated

    @property
    def loopback(self) -> bool:
        """Return true if only this machine can reach the service."""
        return self.host in LOOPBACK

    @property
    def address(self) -> str:
        """Return the base URL of the service that these settings start."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"
