-- Take from PUBLIC what PostgreSQL grants to every login of a database and no tenant's login needs: lists of schemas,
-- roles and tables, statistics of other tenants' tables, advisory locks, and large objects. The owner of the database
-- keeps them, and so do those who monitor it. A superuser runs this in Ameide's database; it may be run again.
DO $$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT pg_class.oid::regclass::text AS name
        FROM pg_class, aclexplode(relacl) AS granted
        WHERE granted.grantee = 0 AND granted.privilege_type = 'SELECT'
            AND relnamespace IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
            AND relname <> ALL ('{pg_database, pg_extension, pg_type}')
    LOOP
        EXECUTE format('REVOKE SELECT ON %s FROM PUBLIC', found.name);
        EXECUTE format('GRANT SELECT ON %s TO pg_database_owner, pg_monitor', found.name);
    END LOOP;
    FOR found IN
        SELECT oid::regprocedure::text AS name FROM pg_proc
        WHERE pronamespace = 'pg_catalog'::regnamespace
            AND proname ~ '^(lo_.*|loread|lowrite|pg_(try_)?advisory_.*|pg_stat_get_.*|pg_lock_status|pg_(table|indexes|total_relation|database|tablespace)_size)$'
            AND has_function_privilege('public', oid, 'EXECUTE')
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', found.name);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO pg_database_owner, pg_monitor', found.name);
    END LOOP;
END
$$;
