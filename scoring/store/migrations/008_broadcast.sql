-- Broadcasts: what officers write to many, whom it goes to, and what became of it. Times are
-- unix milliseconds, UTC.

-- Ids are never used twice, for buttons in old messages name them.
CREATE TABLE broadcast (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    officer_id       INTEGER NOT NULL REFERENCES officer (id), -- who wrote it
    state            TEXT    NOT NULL CONSTRAINT state_of_broadcast_is_known CHECK (state IN ('draft', 'running', 'paused', 'done', 'cancelled')),
    content          TEXT    NOT NULL CONSTRAINT content_is_json CHECK (json_valid(content)), -- dialog.Broadcast
    confirmed_at     INTEGER, -- NULL: a draft
    due_at           INTEGER NOT NULL DEFAULT 0,
    finished_at      INTEGER, -- NULL: something is still to be sent
    listed_to        INTEGER NOT NULL DEFAULT 0, -- the people with ids up to this one have been looked at for its list
    list_end         INTEGER NOT NULL DEFAULT 0, -- the greatest id of a person when it was confirmed
    recipients       INTEGER NOT NULL DEFAULT 0, -- how many came onto its list
    progress_message INTEGER, -- Telegram's id of the message that tells the officer how far it is
    told_at          INTEGER NOT NULL DEFAULT 0, -- when that message was last put right
    told_left        INTEGER NOT NULL DEFAULT -1, -- how many were still to be sent then
    CONSTRAINT draft_is_unconfirmed CHECK ((confirmed_at IS NULL) = (state = 'draft'))
) STRICT;
CREATE UNIQUE INDEX one_draft_an_officer ON broadcast (officer_id) WHERE state = 'draft';
CREATE INDEX broadcast_of_officer ON broadcast (officer_id);
CREATE INDEX broadcast_under_way ON broadcast (state) WHERE state IN ('running', 'paused');

-- The list is fixed by the confirmation. Whoever waits on the list of a broadcast that is not
-- cancelled has a row in the outbox.
CREATE TABLE broadcast_recipient (
    broadcast_id INTEGER NOT NULL REFERENCES broadcast (id),
    person_id    INTEGER NOT NULL REFERENCES person (id),
    state        TEXT    NOT NULL CONSTRAINT state_of_recipient_is_known CHECK (state IN ('waiting', 'sent', 'blocked', 'failed', 'skipped')),
    reason       TEXT    NOT NULL, -- of the refusal, in Telegram's words; '' where there was none
    at           INTEGER NOT NULL, -- since when it is so
    answer       INTEGER CONSTRAINT answer_is_one_of_four CHECK (answer BETWEEN 0 AND 3), -- to its question, from 0
    PRIMARY KEY (broadcast_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX recipient_of_person ON broadcast_recipient (person_id, state);

-- Choices of recipients that officers keep.
CREATE TABLE segment (
    officer_id INTEGER NOT NULL REFERENCES officer (id),
    name       TEXT    NOT NULL,
    choice     TEXT    NOT NULL CONSTRAINT choice_is_json CHECK (json_valid(choice)), -- dialog.Segment
    PRIMARY KEY (officer_id, name)
) STRICT, WITHOUT ROWID;

ALTER TABLE outbox ADD COLUMN broadcast_id INTEGER REFERENCES broadcast (id); -- whose copy it is
CREATE INDEX outbox_of_broadcast ON outbox (broadcast_id, id) WHERE broadcast_id IS NOT NULL;
ALTER TABLE person ADD COLUMN broadcast_at INTEGER; -- when a broadcast last reached the person
