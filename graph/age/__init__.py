"""Store graphs in Apache AGE: one schema of label tables per tenant, in PostgreSQL."""
