-- Passwords of tenants' logins are derived from the newest secret. Only the administrative login can read it.
CREATE TABLE ameide.secrets (
    generation int PRIMARY KEY,
    secret text NOT NULL
);
INSERT INTO ameide.secrets (generation, secret)
SELECT 1, replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');

-- Every tenant's login is a member of one role, which may connect to this database and nothing else.
DO $$
DECLARE
    members text := 'ameide_tenants_' || (SELECT oid FROM pg_database WHERE datname = current_database());
BEGIN
    IF to_regrole(members) IS NULL THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN', members);
    END IF;
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), members);
END
$$;
