CREATE TABLE ameide.tenants (
    name text PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9-]{0,38}[a-z0-9]$'),
    graph name NOT NULL UNIQUE,
    role name NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now()
);
