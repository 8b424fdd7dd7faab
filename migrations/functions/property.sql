-- Returns one property as text without quotes; NULL where there is none. `name` is JSON: '"uid"'.
CREATE FUNCTION ameide_property(properties agtype, name agtype) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT agtype_access_operator(VARIADIC ARRAY[properties, name])::text $$;
