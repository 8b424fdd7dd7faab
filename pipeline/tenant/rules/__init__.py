"""Rules about a tenant's models together, one module each: pipeline/tenant/together.py."""
