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
