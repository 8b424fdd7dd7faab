-- The side tables of search. Which words a vertex has, and how well they fit, graph/matching.py says.

-- A row for each vertex: words as lexemes, weighted by field (A name, B id, C documentation, D other), and what it is
-- called as lexemes of their own. model, series and number say what it belongs to; kind and severity are the vertex's.
CREATE TABLE ameide_search (
    id graphid PRIMARY KEY,
    label text NOT NULL,
    uid text COLLATE "C" NOT NULL,
    kind text,
    severity text,
    model text COLLATE "C",
    series text COLLATE "C" NOT NULL,
    number int,
    recorded_at text COLLATE "C" NOT NULL,
    until text COLLATE "C",
    text tsvector NOT NULL
);
CREATE INDEX ameide_search_text ON ameide_search USING gin (text);

-- What others are superseded by, and models, which may be retired.
CREATE INDEX ameide_search_series ON ameide_search (model, series, number) WHERE label IN ('Version', 'Build');
CREATE UNIQUE INDEX ameide_search_models ON ameide_search (model) WHERE label = 'Model';

-- Words that may be misspelt, by their runs of three letters.
CREATE TABLE ameide_words (
    word text COLLATE "C" PRIMARY KEY,
    grams text[] NOT NULL
);
CREATE INDEX ameide_words_grams ON ameide_words USING gin (grams);

DO $$
DECLARE
    role text := current_setting('ameide.role');
BEGIN
    EXECUTE format('GRANT SELECT, INSERT ON ameide_search, ameide_words TO %I', role);
    EXECUTE format('GRANT UPDATE (until) ON ameide_search TO %I', role);
END
$$;
