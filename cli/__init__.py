"""Offer the `ameide` command: through ameide_client to a server, or straight to the pipeline for files."""
