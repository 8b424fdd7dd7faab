-- Only the main database's rows count. A tenant without a row is there.
CREATE TABLE ameide.placements (
    tenant text PRIMARY KEY CHECK (tenant ~ '^[a-z][a-z0-9-]{0,38}[a-z0-9]$'),
    server text NOT NULL,
    goal text
);
