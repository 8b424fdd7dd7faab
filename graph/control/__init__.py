"""Control tables of the main database: data of tenants that are no part of their models."""
