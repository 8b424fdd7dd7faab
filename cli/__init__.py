"""The `ameide` command: through client/ to a server, or straight to the pipeline for files."""
