"""Keep what holds across a tenant's models: references, and rules over several models."""
