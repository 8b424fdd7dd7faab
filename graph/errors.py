"""Define the errors of the store. The docstring is the message."""


class GraphError(Exception):
    """The store could not do what it was asked."""

    code = "STORE_FAILED"

    def __str__(self) -> str:
        detail = super().__str__()
        return f"{self.__doc__} ({detail})" if detail else str(self.__doc__)


class StoreUnreachable(GraphError):
    """The database does not answer."""

    code = "STORE_UNREACHABLE"


class StoreFull(StoreUnreachable):
    """The store's disk is full; once there is room, the service goes on by itself."""

    code = "STORE_FULL"


class Busy(GraphError):
    """Too many requests of this tenant wait for their turn; try again later."""

    code = "BUSY"


class StoreUnfit(GraphError):
    """The database lacks what Ameide needs."""

    code = "STORE_UNFIT"


class TenantUnknown(GraphError):
    """No graph exists for this tenant; create it first."""

    code = "TENANT_UNKNOWN"


class TenantExists(GraphError):
    """A tenant of this name exists already."""

    code = "TENANT_EXISTS"


class TenantNameRefused(GraphError):
    """A tenant's name is 2 to 40 lower-case letters, digits and inner hyphens, and starts with a letter."""

    code = "TENANT_NAME_REFUSED"


class TenantMigrating(GraphError):
    """The tenant's graph is not at this release's schema yet; try again shortly."""

    code = "TENANT_MIGRATING"


class StoreNewer(GraphError):
    """A newer release of Ameide has changed this store. Run that release, or restore an export or backup of before."""

    code = "STORE_NEWER"


class MigrationFailed(GraphError):
    """A tenant's graph could not be brought to this release; it is as it was."""

    code = "MIGRATION_FAILED"


class TenantRestoring(GraphError):
    """The tenant is being restored and not complete yet; try again later."""

    code = "TENANT_RESTORING"


class TenantMoving(GraphError):
    """The tenant is being moved to another database; until then it cannot be changed. Try again shortly."""

    code = "TENANT_MOVING"


class TenantMoved(TenantMoving):
    """The tenant has just been moved to another database; try again."""


class ServerUnknown(GraphError):
    """No database of this name is configured; see AMEIDE_DATABASES."""

    code = "SERVER_UNKNOWN"


class ExportIncomplete(GraphError):
    """The database gives fewer records than it counts: an edge whose end is missing, or another damage."""

    code = "EXPORT_INCOMPLETE"


class ExportRefused(GraphError):
    """This is not a whole, unchanged export of a tenant."""

    code = "EXPORT_REFUSED"


class VertexUnknown(GraphError):
    """Nothing with this id exists."""

    code = "UNKNOWN_ID"


class VertexDiffers(GraphError):
    """A vertex that never changes would be written with other properties."""

    code = "VERTEX_DIFFERS"


class EdgeRefused(GraphError):
    """The edge table has no such edge between such vertices, or one of its ends does not exist."""

    code = "EDGE_REFUSED"


class BatchRefused(GraphError):
    """The batch holds a uid twice, or one that does not fit its label."""

    code = "BATCH_REFUSED"


class WriteLost(GraphError):
    """The database reports fewer rows than were written; nothing was kept."""

    code = "WRITE_LOST"


class DeadlineExceeded(GraphError):
    """The question took longer than it may; ask for less, or for less depth."""

    code = "DEADLINE_EXCEEDED"


class ContentUnknown(GraphError):
    """No bytes with this digest are stored."""

    code = "CONTENT_UNKNOWN"
