-- The study's model and the businesses that it is applied to. Times are unix
-- milliseconds, UTC. What the rows of the model's own tables are stands in seed/.

CREATE TABLE factor (
    code     TEXT    PRIMARY KEY, -- S1 to T4, as in Table 2 of the paper
    grp      TEXT    NOT NULL CONSTRAINT group_is_known CHECK (grp IN ('S', 'W', 'O', 'T')),
    position INTEGER NOT NULL     -- 1 to 22, the paper's order
) STRICT;

CREATE TABLE weight_set (
    id     INTEGER PRIMARY KEY,
    name   TEXT    NOT NULL CONSTRAINT weight_set_name_is_taken UNIQUE CONSTRAINT weight_set_has_a_name CHECK (name <> ''),
    note   TEXT    NOT NULL, -- where the weights come from
    active INTEGER NOT NULL DEFAULT 0 CONSTRAINT active_is_0_or_1 CHECK (active IN (0, 1)) -- 1: assessments begin with it
) STRICT;

CREATE UNIQUE INDEX one_active_weight_set ON weight_set (active) WHERE active = 1;

-- What may be wrong with the weights of a set, every fault of it, is told by the
-- view weight_set_fault. For the view to see them all, the columns let them in
-- until COMMIT; a set with a fault is never committed.
CREATE TABLE weight (
    weight_set_id INTEGER NOT NULL REFERENCES weight_set (id),
    factor        TEXT    NOT NULL REFERENCES factor (code) DEFERRABLE INITIALLY DEFERRED,
    weight        REAL, -- share of the internal (S, W) or external (O, T) sum, 0 to 1; NULL: not a number, a fault
    PRIMARY KEY (weight_set_id, factor)
) STRICT, WITHOUT ROWID;

CREATE TABLE programme (
    number INTEGER PRIMARY KEY -- 1 to 6, in the order in which the paper names them
) STRICT;

CREATE TABLE strategy (
    code      TEXT    PRIMARY KEY, -- SO1 to WT2, as in Table 2 of the paper
    family    TEXT    NOT NULL CONSTRAINT family_is_known CHECK (family IN ('SO', 'WO', 'ST', 'WT')),
    position  INTEGER NOT NULL,    -- 1 to 11, table order
    programme INTEGER NOT NULL REFERENCES programme (number) -- the heading that it is told under
) STRICT;

CREATE TABLE strategy_factor (
    strategy TEXT NOT NULL REFERENCES strategy (code),
    factor   TEXT NOT NULL REFERENCES factor (code),
    PRIMARY KEY (strategy, factor)
) STRICT, WITHOUT ROWID;

CREATE TABLE quadrant (
    code         TEXT    PRIMARY KEY,
    numeral      TEXT    NOT NULL, -- I to IV, numbered as in Rangkuti
    family       TEXT    NOT NULL CONSTRAINT family_is_known CHECK (family IN ('SO', 'WO', 'ST', 'WT')),
    x_favourable INTEGER NOT NULL CONSTRAINT x_favourable_is_0_or_1 CHECK (x_favourable IN (0, 1)), -- 1: x >= 0
    y_favourable INTEGER NOT NULL CONSTRAINT y_favourable_is_0_or_1 CHECK (y_favourable IN (0, 1)), -- 1: y >= 0
    CONSTRAINT one_quadrant_a_sign UNIQUE (x_favourable, y_favourable)
) STRICT;

CREATE TABLE cell (
    code     TEXT PRIMARY KEY, -- I to IX of the IE matrix
    ife_band TEXT NOT NULL CONSTRAINT ife_band_is_known CHECK (ife_band IN ('strong', 'average', 'weak')),
    efe_band TEXT NOT NULL CONSTRAINT efe_band_is_known CHECK (efe_band IN ('high', 'medium', 'low')),
    stance   TEXT NOT NULL CONSTRAINT stance_is_known CHECK (stance IN ('build', 'hold', 'harvest')),
    CONSTRAINT one_cell_a_band UNIQUE (ife_band, efe_band)
) STRICT;

CREATE TABLE region (
    code     INTEGER PRIMARY KEY, -- regency or city, the code of Statistics Indonesia (BPS); 9999: outside the province
    name     TEXT    NOT NULL,    -- '' where the word for it stands in locales
    zone     TEXT    NOT NULL,    -- IANA time zone
    position INTEGER NOT NULL     -- order in which the questionnaire offers it, from 1
) STRICT;

CREATE TABLE option (
    question TEXT    NOT NULL,
    value    INTEGER NOT NULL CONSTRAINT value_is_positive CHECK (value > 0), -- position from 1; where several may be picked: 1 << (position - 1)
    code     TEXT    NOT NULL,
    PRIMARY KEY (question, value),
    CONSTRAINT one_option_a_code UNIQUE (question, code)
) STRICT, WITHOUT ROWID;

-- One interview of one business. NULL: not known, be it not yet asked or skipped.
CREATE TABLE assessment (
    id            INTEGER PRIMARY KEY,
    person_id     INTEGER REFERENCES person (id) ON DELETE CASCADE, -- NULL: not from a conversation
    number        INTEGER NOT NULL CONSTRAINT number_is_from_1 CHECK (number >= 1),                   -- 1 = the person's first
    questionnaire INTEGER NOT NULL CONSTRAINT questionnaire_is_from_1 CHECK (questionnaire >= 1),     -- version that it began with
    weight_set_id INTEGER NOT NULL REFERENCES weight_set (id),                                        -- set that it began with
    started_at    INTEGER NOT NULL,
    finished_at   INTEGER, -- NULL: under way
    name          TEXT    CONSTRAINT name_is_1_to_60_long CHECK (length(name) BETWEEN 1 AND 60),
    region        INTEGER REFERENCES region (code),
    age           INTEGER CONSTRAINT age_is_an_option CHECK (age BETWEEN 1 AND 5),
    education     INTEGER CONSTRAINT education_is_an_option CHECK (education BETWEEN 1 AND 5),
    funding       INTEGER CONSTRAINT funding_is_an_option CHECK (funding BETWEEN 1 AND 6),
    seller        INTEGER CONSTRAINT seller_is_an_option CHECK (seller BETWEEN 1 AND 5),
    media         INTEGER CONSTRAINT media_is_a_mask CHECK (media BETWEEN 1 AND 256), -- 256 = none, which excludes the others
    craft         INTEGER CONSTRAINT craft_is_an_option CHECK (craft BETWEEN 1 AND 9),
    scale         INTEGER CONSTRAINT scale_is_an_option CHECK (scale BETWEEN 1 AND 3),
    workers       INTEGER CONSTRAINT workers_is_an_option CHECK (workers BETWEEN 1 AND 4),
    sales         INTEGER CONSTRAINT sales_is_an_option CHECK (sales BETWEEN 1 AND 6),
    assets        INTEGER CONSTRAINT assets_is_an_option CHECK (assets BETWEEN 1 AND 6),
    obstacles     INTEGER CONSTRAINT obstacles_is_a_mask CHECK (obstacles BETWEEN 0 AND 63), -- 0 = nothing holds back
    skipped       TEXT    NOT NULL DEFAULT '', -- codes of the skipped questions, a space between
    S1 INTEGER CONSTRAINT S1_is_a_rating CHECK (S1 BETWEEN 1 AND 4), -- S and O: 4 = best; W and T: 4 = gravest
    S2 INTEGER CONSTRAINT S2_is_a_rating CHECK (S2 BETWEEN 1 AND 4),
    S3 INTEGER CONSTRAINT S3_is_a_rating CHECK (S3 BETWEEN 1 AND 4),
    S4 INTEGER CONSTRAINT S4_is_a_rating CHECK (S4 BETWEEN 1 AND 4),
    S5 INTEGER CONSTRAINT S5_is_a_rating CHECK (S5 BETWEEN 1 AND 4),
    S6 INTEGER CONSTRAINT S6_is_a_rating CHECK (S6 BETWEEN 1 AND 4),
    S7 INTEGER CONSTRAINT S7_is_a_rating CHECK (S7 BETWEEN 1 AND 4),
    S8 INTEGER CONSTRAINT S8_is_a_rating CHECK (S8 BETWEEN 1 AND 4),
    W1 INTEGER CONSTRAINT W1_is_a_rating CHECK (W1 BETWEEN 1 AND 4),
    W2 INTEGER CONSTRAINT W2_is_a_rating CHECK (W2 BETWEEN 1 AND 4),
    W3 INTEGER CONSTRAINT W3_is_a_rating CHECK (W3 BETWEEN 1 AND 4),
    W4 INTEGER CONSTRAINT W4_is_a_rating CHECK (W4 BETWEEN 1 AND 4),
    W5 INTEGER CONSTRAINT W5_is_a_rating CHECK (W5 BETWEEN 1 AND 4),
    W6 INTEGER CONSTRAINT W6_is_a_rating CHECK (W6 BETWEEN 1 AND 4),
    O1 INTEGER CONSTRAINT O1_is_a_rating CHECK (O1 BETWEEN 1 AND 4),
    O2 INTEGER CONSTRAINT O2_is_a_rating CHECK (O2 BETWEEN 1 AND 4),
    O3 INTEGER CONSTRAINT O3_is_a_rating CHECK (O3 BETWEEN 1 AND 4),
    O4 INTEGER CONSTRAINT O4_is_a_rating CHECK (O4 BETWEEN 1 AND 4),
    T1 INTEGER CONSTRAINT T1_is_a_rating CHECK (T1 BETWEEN 1 AND 4),
    T2 INTEGER CONSTRAINT T2_is_a_rating CHECK (T2 BETWEEN 1 AND 4),
    T3 INTEGER CONSTRAINT T3_is_a_rating CHECK (T3 BETWEEN 1 AND 4),
    T4 INTEGER CONSTRAINT T4_is_a_rating CHECK (T4 BETWEEN 1 AND 4),
    CONSTRAINT one_number_a_person UNIQUE (person_id, number),
    CONSTRAINT finished_has_every_rating CHECK (finished_at IS NULL OR
        S1 + S2 + S3 + S4 + S5 + S6 + S7 + S8 + W1 + W2 + W3 + W4 + W5 + W6 + O1 + O2 + O3 + O4 + T1 + T2 + T3 + T4 IS NOT NULL)
) STRICT;

-- What was told when the assessment was finished. It stays, whatever becomes of
-- the views that it came from.
CREATE TABLE result (
    assessment_id INTEGER PRIMARY KEY REFERENCES assessment (id) ON DELETE CASCADE,
    s        REAL NOT NULL, -- group totals
    w        REAL NOT NULL,
    o        REAL NOT NULL,
    t        REAL NOT NULL,
    x        REAL NOT NULL, -- Cartesian point
    y        REAL NOT NULL,
    ife      REAL NOT NULL, -- point in the IE matrix, 1 to 4
    efe      REAL NOT NULL,
    quadrant TEXT NOT NULL REFERENCES quadrant (code),
    cell     TEXT NOT NULL REFERENCES cell (code)
) STRICT;

-- The text that the views and the seeded rows in this file were made from, as a
-- hash: where it is the program's own, a start has nothing to rebuild.
CREATE TABLE derived (
    only INTEGER PRIMARY KEY CONSTRAINT derived_is_one_row CHECK (only = 1),
    hash TEXT    NOT NULL
) STRICT;
