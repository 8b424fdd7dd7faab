"""Answer HTTP: the GraphQL endpoint, the probes and the page, and their socket."""
