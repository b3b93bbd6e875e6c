-- What follows from a result: steps taken up, complaints kept, pictures sent.
-- Times are unix milliseconds, UTC.

CREATE TABLE plan (
    person_id INTEGER NOT NULL REFERENCES person (id),
    tip       TEXT    NOT NULL, -- no foreign key: a step that was taken up stays where a later seed drops its tip
    state     TEXT    NOT NULL CONSTRAINT state_of_step_is_known CHECK (state IN ('todo', 'done', 'dropped')),
    at        INTEGER NOT NULL, -- of the latest change
    PRIMARY KEY (person_id, tip)
) STRICT, WITHOUT ROWID;

-- How fast complaints are answered is what the questionnaire asks about with W6.
CREATE TABLE complaint (
    id          INTEGER PRIMARY KEY,
    person_id   INTEGER NOT NULL REFERENCES person (id),
    kind        TEXT    NOT NULL, -- dialog.ComplaintKind
    channel     TEXT    NOT NULL, -- dialog.ComplaintChannel
    buyer       TEXT    NOT NULL, -- '' where no name was given
    promise     TEXT    NOT NULL, -- '' where the usual one stands
    opened_at   INTEGER NOT NULL,
    answered_at INTEGER, -- when the buyer had a first answer
    settled_at  INTEGER,
    CONSTRAINT settled_is_answered CHECK (settled_at IS NULL OR answered_at IS NOT NULL)
) STRICT;
CREATE INDEX complaint_of_person ON complaint (person_id);

-- A picture is drawn and uploaded once; Telegram then sends it again by its file id.
CREATE TABLE picture (
    assessment_id INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
    kind          TEXT    NOT NULL, -- dialog.PictureKind
    language      TEXT    NOT NULL,
    file_id       TEXT    NOT NULL,
    PRIMARY KEY (assessment_id, kind, language)
) STRICT, WITHOUT ROWID;

ALTER TABLE outbox ADD COLUMN complaint_id INTEGER REFERENCES complaint (id); -- what a reminder reminds of
CREATE INDEX outbox_of_complaint ON outbox (complaint_id) WHERE complaint_id IS NOT NULL;
CREATE INDEX result_of_region ON assessment (region, person_id, number) WHERE finished_at IS NOT NULL;

-- The profile and menu that Telegram was given, as a hash: they are given again only
-- when they have changed.
CREATE TABLE profile (
    id   INTEGER PRIMARY KEY CONSTRAINT one_profile CHECK (id = 1),
    hash TEXT    NOT NULL
) STRICT;
