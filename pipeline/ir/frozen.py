"""What all IR values share: immutable and strict about unknown fields."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable value; a field that it does not declare is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")
