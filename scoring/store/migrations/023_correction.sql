-- Version 2 of the questionnaire has answers that were missing. What their columns may hold is all
-- that changes, and no row does: as SQLite's manual has it for such a change ("Making Other Kinds
-- Of Table Schema Changes", the second way), the text of the table is changed where it stands, which
-- takes no longer for a million interviews than for none.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(replace(sql,
    'CHECK (seller BETWEEN 1 AND 5)', 'CHECK (seller BETWEEN 1 AND 6)'),
    'CHECK (obstacles BETWEEN 0 AND 63)', 'CHECK (obstacles BETWEEN 0 AND 256)') -- 256 = none, which excludes the others; 0 is version 1's none
    WHERE type = 'table' AND name = 'assessment';
PRAGMA writable_schema = RESET;

-- Answers, as JSON by the questions' codes, that were given before their questions came not to
-- apply. They come back when the questions do. A CHECK would have SQLite read every row.
ALTER TABLE assessment ADD COLUMN kept TEXT;

-- All answers of a finished interview that is being corrected, likewise. Its columns and its result
-- are what was told until the correction is done.
ALTER TABLE assessment ADD COLUMN correction TEXT;

-- What an interview was told before it was told something else: the answers, as JSON, and the result.
CREATE TABLE superseded_result (
    id            INTEGER PRIMARY KEY,
    assessment_id INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
    reason        TEXT    NOT NULL CONSTRAINT reason_is_known CHECK (reason IN ('correction')),
    at            INTEGER NOT NULL, -- until when it was the result
    answers       TEXT    NOT NULL CONSTRAINT answers_are_json CHECK (json_valid(answers)),
    s        REAL NOT NULL,
    w        REAL NOT NULL,
    o        REAL NOT NULL,
    t        REAL NOT NULL,
    x        REAL NOT NULL,
    y        REAL NOT NULL,
    ife      REAL NOT NULL,
    efe      REAL NOT NULL,
    quadrant TEXT NOT NULL REFERENCES quadrant (code),
    cell     TEXT NOT NULL REFERENCES cell (code),
    model    INTEGER NOT NULL -- version of the model that it was told by
) STRICT;
CREATE INDEX superseded_result_of_assessment ON superseded_result (assessment_id);
