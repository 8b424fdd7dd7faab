"""Administer tenants: create, retire and list them, place them on databases and route units there."""
