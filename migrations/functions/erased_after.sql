-- Returns true if anything was erased after `moment`: then nobody can tell any longer what was there at that moment.
CREATE FUNCTION ameide_erased_after(moment agtype) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM "Tombstone" WHERE {{ property("recordedAt") }} > moment)
$$;
