"""Documents in; checked IR, files and graph records out. `operations` is the façade."""
