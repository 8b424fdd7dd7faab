-- Revisions up to 0007 were edited after stores had run them: some have no tables of search, others an index that reach
-- cannot use. What these tables hold is derived, so they are made anew, and filled after the last revision.
DROP TABLE IF EXISTS ameide_search, ameide_words;
DELETE FROM ameide_derived WHERE name = 'search';

-- A row for each vertex: words as lexemes, weighted by field (A name, B id, C documentation, D other), and what it is
-- called as lexemes of their own. model, series and number say what it belongs to; kind and severity are the vertex's.
-- The index of ids has what reach asks of each vertex.
CREATE TABLE ameide_search (
    id graphid NOT NULL,
    label text NOT NULL,
    uid text COLLATE "C" NOT NULL,
    kind text,
    severity text,
    model text COLLATE "C",
    series text COLLATE "C" NOT NULL,
    number int,
    recorded_at text COLLATE "C" NOT NULL,
    until text COLLATE "C",
    text tsvector NOT NULL,
    PRIMARY KEY (id) INCLUDE (kind, uid)
);
CREATE INDEX ameide_search_text ON ameide_search USING gin (text);

-- Finds by what a vertex is superseded, and models, which may be retired.
CREATE INDEX ameide_search_series ON ameide_search (model, series, number) WHERE label IN ('Version', 'Build');
CREATE UNIQUE INDEX ameide_search_models ON ameide_search (model) WHERE label = 'Model';

-- Words that may be misspelt, by their runs of three letters.
CREATE TABLE ameide_words (
    word text COLLATE "C" PRIMARY KEY,
    grams text[] NOT NULL
);
CREATE INDEX ameide_words_grams ON ameide_words USING gin (grams);

DO $$
BEGIN
    EXECUTE format('SELECT create_elabel(%L, %L)', current_schema(), 'MADE_FROM');
    EXECUTE format('SELECT create_elabel(%L, %L)', current_schema(), 'RELIES_ON');
END
$$;

-- One index serves both the uniqueness and the way forwards.
DROP INDEX "MADE_FROM_start_id_idx";
CREATE UNIQUE INDEX "MADE_FROM_ends" ON "MADE_FROM" (start_id, end_id);

-- A relation that has ended may begin again: only one at a time is open.
CREATE UNIQUE INDEX "RELIES_ON_ends" ON "RELIES_ON" (start_id, end_id)
WHERE agtype_access_operator(VARIADIC ARRAY[properties, '"until"'::agtype]) IS NULL;

DO $$
DECLARE
    graph text := current_schema();
    role text := current_setting('ameide.role');
BEGIN
    EXECUTE format('GRANT SELECT, INSERT ON ameide_search, ameide_words TO %I', role);
    EXECUTE format('GRANT UPDATE (until) ON ameide_search TO %I', role);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON "MADE_FROM", "RELIES_ON" TO %I', role);
    EXECUTE format('GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA %I TO %I', graph, role);
END
$$;
