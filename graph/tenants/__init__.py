"""Administers tenants: creates, retires and lists them, places them on databases and routes units there."""
