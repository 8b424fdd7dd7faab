"""Rules about a tenant's models together, one module each: pipeline/validate/together.py."""
