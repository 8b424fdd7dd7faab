"""The store: vertices and edges of a tenant, in Apache AGE. It does not know what a process is."""
