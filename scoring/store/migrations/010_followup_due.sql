-- What the bot says by itself: what comes next, what was said, and what owners answered.
-- Times are unix milliseconds, UTC.

-- What comes next for a person: of complaints, and of the interview, its result or the one after.
CREATE TABLE follow_up (
    person_id INTEGER NOT NULL REFERENCES person (id),
    kind      TEXT    NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('unfinished', 'steps', 'again', 'complaint')),
    step      INTEGER NOT NULL CONSTRAINT step_counts_from_1 CHECK (step >= 1), -- the how many-th of its kind
    due_at    INTEGER, -- NULL: held back until the person agrees, lets the bot write or wants to be written to again
    PRIMARY KEY (person_id, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX follow_up_by_due ON follow_up (due_at) WHERE due_at IS NOT NULL;

-- What the bot has said by itself, without the words.
CREATE TABLE reminder (
    id            INTEGER PRIMARY KEY,
    person_id     INTEGER NOT NULL REFERENCES person (id),
    assessment_id INTEGER REFERENCES assessment (id), -- NULL: of complaints
    kind          TEXT    NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('unfinished', 'steps', 'again', 'complaint')),
    step          INTEGER NOT NULL,
    sent_at       INTEGER -- NULL: it has not arrived
) STRICT;
CREATE INDEX reminder_of_person ON reminder (person_id, sent_at);
CREATE INDEX reminder_of_assessment ON reminder (assessment_id) WHERE assessment_id IS NOT NULL;
CREATE INDEX reminder_by_time ON reminder (sent_at) WHERE sent_at IS NOT NULL;

-- The steps that an owner was asked about, and what became of each.
CREATE TABLE step_try (
    assessment_id INTEGER NOT NULL REFERENCES assessment (id), -- whose result the steps follow from
    round         INTEGER NOT NULL, -- the how many-th time of asking
    tip           TEXT    NOT NULL, -- no foreign key, as in table plan
    position      INTEGER NOT NULL, -- in the message, from 1
    outcome       TEXT CONSTRAINT outcome_is_known CHECK (outcome IN ('done', 'partly', 'not_yet')), -- NULL: no answer
    at            INTEGER NOT NULL, -- of the answer; until then of the question
    PRIMARY KEY (assessment_id, round, tip)
) STRICT, WITHOUT ROWID;
CREATE INDEX step_try_by_time ON step_try (at) WHERE outcome IS NOT NULL;

-- The kinds that an officer has switched off in a region; region 0: everywhere.
CREATE TABLE follow_up_off (
    region INTEGER NOT NULL,
    kind   TEXT    NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('unfinished', 'steps', 'again', 'complaint')),
    at     INTEGER NOT NULL,
    PRIMARY KEY (region, kind)
) STRICT, WITHOUT ROWID;

-- Reminders of complaints wait here from now on, and are put in words when they are due.
INSERT INTO follow_up (person_id, kind, step, due_at)
    SELECT person.id, 'complaint', 1, min(outbox.due_at)
    FROM outbox JOIN person USING (chat_id) WHERE complaint_id IS NOT NULL GROUP BY person.id;
DELETE FROM outbox WHERE complaint_id IS NOT NULL;
DROP INDEX outbox_of_complaint;
ALTER TABLE outbox DROP COLUMN complaint_id;
ALTER TABLE outbox ADD COLUMN reminder_id INTEGER REFERENCES reminder (id);
CREATE INDEX outbox_of_reminder ON outbox (reminder_id) WHERE reminder_id IS NOT NULL;
ALTER TABLE complaint ADD COLUMN reminder_id INTEGER REFERENCES reminder (id); -- that named it; NULL: none yet
CREATE INDEX complaint_of_reminder ON complaint (reminder_id) WHERE reminder_id IS NOT NULL;
