"""Viewer: who is asking."""

import strawberry


@strawberry.type(description="Who is asking, and whose graph answers.")
class Viewer:
    """The request's principal."""

    tenant: str = strawberry.field(description="The tenant whose graph answers.")
    subject: str = strawberry.field(description="Name of the person or service.")
    issuer: str = strawberry.field(description="Who vouches for that name.")
    roles: list[str] = strawberry.field(description="What the caller may do beyond asking.")
