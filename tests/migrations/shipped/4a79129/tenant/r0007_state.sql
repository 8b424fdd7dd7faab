-- Beside the clock: whoever takes it to write learns in the same statement whether that is allowed.
ALTER TABLE ameide_clock
    ADD COLUMN state text NOT NULL DEFAULT 'serving' CHECK (state IN ('serving', 'restoring', 'moving', 'moved')),
    ADD COLUMN mark text NOT NULL DEFAULT '';

-- The tenant's role leaves marks; the state is for the administrative login alone.
DO $$
BEGIN
    EXECUTE format('GRANT UPDATE (mark) ON ameide_clock TO %I', current_setting('ameide.role'));
END
$$;
