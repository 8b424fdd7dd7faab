"""Answers HTTP: the GraphQL endpoint, the probes and the page, and the socket that they are served on."""
