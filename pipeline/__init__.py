"""Documents in; checked IR, files and graph records out. `run.py` is the façade."""
