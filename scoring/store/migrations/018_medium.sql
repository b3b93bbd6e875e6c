-- Which internet medium a business had best begin with. The rows stand in seed/medium.sql, the words in
-- locales/medium.*.toml.

-- The media that a business can sell through, by the study's criteria: skills, cost, and the staying
-- power to look after it.
CREATE TABLE medium (
    code     TEXT    PRIMARY KEY, -- an option of the question media
    position INTEGER NOT NULL UNIQUE, -- the earlier is begun with where two ask as much
    skills   INTEGER NOT NULL CONSTRAINT skills_are_1_to_4 CHECK (skills BETWEEN 1 AND 4),       -- 1 = whoever can chat, 4 = needs a course or a helper
    cost     INTEGER NOT NULL CONSTRAINT cost_is_1_to_4 CHECK (cost BETWEEN 1 AND 4),            -- 1 = free, 2 = a share of each sale, 4 = rent, sale or no sale
    minutes  INTEGER NOT NULL CONSTRAINT minutes_are_15_to_240 CHECK (minutes BETWEEN 15 AND 240), -- a week, to look after it
    signal   INTEGER NOT NULL CONSTRAINT signal_is_1_to_4 CHECK (signal BETWEEN 1 AND 4),        -- 1 = text gets through, 4 = video has to
    tip      TEXT    NOT NULL REFERENCES tip (code) DEFERRABLE INITIALLY DEFERRED                -- the step that opens it
) STRICT;

-- What shows or sells well in a medium.
CREATE TABLE medium_suit (
    medium  TEXT NOT NULL REFERENCES medium (code),
    kind    TEXT NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('craft', 'scale')),
    subject TEXT NOT NULL, -- code of an option
    PRIMARY KEY (medium, kind, subject)
) STRICT, WITHOUT ROWID;
