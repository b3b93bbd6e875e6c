-- What owners ask the officers. Times are unix milliseconds, UTC.

-- Ids are never used twice, for buttons in old messages name them.
CREATE TABLE inquiry (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id   INTEGER NOT NULL REFERENCES person (id),
    region      INTEGER REFERENCES region (code), -- whose officers it is for; NULL: those of every region
    text        TEXT    NOT NULL,
    photo       TEXT    NOT NULL, -- Telegram's file id; '': none
    follows     INTEGER REFERENCES inquiry (id), -- the one that it goes on from
    asked_at    INTEGER NOT NULL,
    taken_by    INTEGER REFERENCES officer (id),
    taken_at    INTEGER,
    answered_at INTEGER, -- when the first answer was given
    changes     INTEGER NOT NULL DEFAULT 0, -- rises with each change of who has it and of its answers
    CONSTRAINT inquiry_says_something CHECK (text <> '' OR photo <> ''),
    CONSTRAINT answered_is_taken CHECK (answered_at IS NULL OR taken_by IS NOT NULL)
) STRICT;
CREATE INDEX inquiry_of_person ON inquiry (person_id, asked_at);
CREATE INDEX inquiry_of_officer ON inquiry (taken_by) WHERE taken_by IS NOT NULL;
CREATE INDEX inquiry_unanswered ON inquiry (asked_at) WHERE answered_at IS NULL;
CREATE INDEX inquiry_answered ON inquiry (answered_at) WHERE answered_at IS NOT NULL;
CREATE INDEX inquiry_following ON inquiry (follows) WHERE follows IS NOT NULL;

CREATE TABLE inquiry_answer (
    id         INTEGER PRIMARY KEY,
    inquiry_id INTEGER NOT NULL REFERENCES inquiry (id),
    officer_id INTEGER NOT NULL REFERENCES officer (id),
    text       TEXT    NOT NULL,
    photo      TEXT    NOT NULL, -- Telegram's file id; '': none
    at         INTEGER NOT NULL
) STRICT;
CREATE INDEX answer_to_inquiry ON inquiry_answer (inquiry_id);
CREATE INDEX answer_of_officer ON inquiry_answer (officer_id);

-- The messages that tell officers of inquiries: they are put right when something changes, and
-- a reply to one is an answer.
CREATE TABLE inquiry_message (
    officer_id INTEGER NOT NULL REFERENCES officer (id),
    message_id INTEGER NOT NULL, -- Telegram's, in the officer's chat
    inquiry_id INTEGER NOT NULL REFERENCES inquiry (id),
    PRIMARY KEY (officer_id, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_of_inquiry ON inquiry_message (inquiry_id);

ALTER TABLE outbox ADD COLUMN inquiry_id INTEGER REFERENCES inquiry (id); -- what it tells an officer of for the first time, or again
CREATE INDEX outbox_of_inquiry ON outbox (inquiry_id) WHERE inquiry_id IS NOT NULL;
