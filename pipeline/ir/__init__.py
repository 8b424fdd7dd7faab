"""Define the values that cross a stage, as frozen data: models, findings, files, builds."""
