-- What is derived in this graph, and the digest of what it was made by. It is made anew where that is not the release's.
CREATE TABLE ameide_derived (
    name text PRIMARY KEY,
    digest text NOT NULL
);

DO $$
BEGIN
    EXECUTE format('GRANT SELECT ON ameide_derived TO %I', current_setting('ameide.role'));
END
$$;
