"""Tables of the main database beside the graphs: what the service keeps for tenants that is no part of their models."""
