-- One archive, one file. Every write transaction raises the generation by one; `changes` are read by comparing.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO meta VALUES ('generation', '0');

-- One row an identity: a URL, or file and title. `version` is the row of its newest text.
CREATE TABLE articles (
    id      INTEGER PRIMARY KEY,
    key     TEXT NOT NULL UNIQUE,
    version INTEGER REFERENCES versions (id) DEFERRABLE INITIALLY DEFERRED
);

-- One row a text. Old ones stay, so that a quote taken from them still resolves.
CREATE TABLE versions (
    id        INTEGER PRIMARY KEY,
    article   INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    number    INTEGER NOT NULL,
    digest    TEXT NOT NULL,
    url       TEXT,
    title     TEXT NOT NULL,
    text      TEXT NOT NULL,
    published TEXT,             -- YYYY-MM-DD, or NULL: unknown
    outlet    TEXT NOT NULL,
    authors   TEXT NOT NULL,    -- a JSON list
    source    TEXT NOT NULL,
    added     TEXT NOT NULL,    -- UTC, when this text came in
    UNIQUE (article, number)
);
CREATE INDEX versions_published ON versions (published);

-- The passages of newest versions only. AUTOINCREMENT: a number is never given twice.
CREATE TABLE passages (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    version    INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    digest     BLOB NOT NULL,   -- of title, date and text: equal digests may share a vector
    generation INTEGER NOT NULL
);
CREATE INDEX passages_version ON passages (version);
CREATE INDEX passages_generation ON passages (generation);

-- Which passages are gone, and since when: numbers only, so that an index knows what to forget.
CREATE TABLE removals (passage INTEGER PRIMARY KEY, generation INTEGER NOT NULL);
CREATE INDEX removals_generation ON removals (generation);

-- Which passages have which vectors: float16, unit length.
CREATE TABLE vectors (
    encoder    TEXT NOT NULL,
    passage    INTEGER NOT NULL REFERENCES passages (id) ON DELETE CASCADE,
    vector     BLOB NOT NULL,
    generation INTEGER NOT NULL,
    PRIMARY KEY (encoder, passage)
) WITHOUT ROWID;
CREATE INDEX vectors_passage ON vectors (passage);
CREATE INDEX vectors_generation ON vectors (encoder, generation);
