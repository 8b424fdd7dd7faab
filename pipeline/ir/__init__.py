"""The values that cross a stage: models, findings, files, builds, as frozen data. Imports pydantic only."""
