"""Viewer: the caller."""

import strawberry


@strawberry.type(description="The caller, and the tenant whose graph answers.")
class Viewer:
    """The request's principal."""

    tenant: str = strawberry.field(description="The tenant whose graph answers.")
    subject: str = strawberry.field(description="Name of the person or service.")
    issuer: str = strawberry.field(description="The issuer of that name.")
    roles: list[str] = strawberry.field(description="The roles of the caller.")
