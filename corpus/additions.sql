-- What came after the first archives: made when it is missing, so an archive made before simply goes on.

-- Which texts are copies of one story: those with the same family. Newest versions only; what has no row here has
-- not been looked at yet.
CREATE TABLE IF NOT EXISTS families (
    version INTEGER PRIMARY KEY REFERENCES versions (id) ON DELETE CASCADE,
    family  INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS families_family ON families (family);

-- The MinHash bands of those texts: equal numbers, likely copies.
CREATE TABLE IF NOT EXISTS bands (
    band    INTEGER NOT NULL,
    version INTEGER NOT NULL REFERENCES families (version) ON DELETE CASCADE,
    PRIMARY KEY (band, version)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS bands_version ON bands (version);

-- What lists, counts and searches need of a text. A row of `versions` holds the text before the day and the outlet, so
-- that reading these from the rows would read every text.
CREATE INDEX IF NOT EXISTS versions_listed ON versions (published DESC, article, title, outlet);

-- What visitors asked, kept for them. Of an answer only its own words are here: quotes are places in articles, and go
-- with their article.
CREATE TABLE IF NOT EXISTS talks (
    id      INTEGER PRIMARY KEY,
    visitor TEXT NOT NULL,
    name    TEXT NOT NULL,
    changed TEXT NOT NULL,      -- UTC
    share   TEXT UNIQUE         -- what its link ends in; NULL: not shared
);
CREATE INDEX IF NOT EXISTS talks_visitor ON talks (visitor, changed);
CREATE TABLE IF NOT EXISTS exchanges (
    id       INTEGER PRIMARY KEY,
    talk     INTEGER NOT NULL REFERENCES talks (id) ON DELETE CASCADE,
    place    INTEGER NOT NULL,
    question TEXT NOT NULL,
    answer   TEXT,              -- JSON without quotes, or NULL: there was only a notice
    notice   TEXT NOT NULL,
    UNIQUE (talk, place)
);
CREATE TABLE IF NOT EXISTS exchange_quotes (
    exchange   INTEGER NOT NULL REFERENCES exchanges (id) ON DELETE CASCADE,
    place      INTEGER NOT NULL,
    copy       INTEGER NOT NULL,  -- 0: the quote itself; 1, 2, …: the same words in other articles
    article    INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    version    INTEGER NOT NULL,
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    span_start INTEGER,
    span_end   INTEGER,
    confidence REAL NOT NULL,
    PRIMARY KEY (exchange, place, copy)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS exchange_quotes_article ON exchange_quotes (article);

-- What visitors think of answers.
CREATE TABLE IF NOT EXISTS feedback (
    id       INTEGER PRIMARY KEY,
    at       TEXT NOT NULL,     -- UTC
    visitor  TEXT NOT NULL,
    verdict  TEXT NOT NULL,     -- up or down
    reason   TEXT NOT NULL,
    question TEXT NOT NULL,
    found    INTEGER NOT NULL,
    article  INTEGER REFERENCES articles (id) ON DELETE SET NULL,  -- of the first quote
    version  INTEGER,
    start    INTEGER,
    "end"    INTEGER
);
CREATE INDEX IF NOT EXISTS feedback_article ON feedback (article);
