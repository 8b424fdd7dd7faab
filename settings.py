"""Settings: environment variables that begin with AMEIDE_."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Settings(BaseSettings):
    """What an operator decides. Secrets never show in logs or messages."""

    model_config = SettingsConfigDict(env_prefix="AMEIDE_", frozen=True, extra="ignore")

    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65535)
    home: Path = Path(".ameide")
    store: Literal["age"] = "age"
    url: str | None = None
    token: SecretStr | None = None
    tenant: str = "demo"
    database_url: SecretStr | None = None
    admin_database_url: SecretStr | None = None
    auth_keys: Path | None = None
    auth_issuer: str = "ameide"
    auth_audience: str = "ameide"
    allowed_hosts: str = ""
    max_document_bytes: int = 50 * 1024 * 1024
    statement_seconds: float = 10.0
    pool_size: int = Field(8, ge=1, le=100)

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the service."""
        return self.host in LOOPBACK
