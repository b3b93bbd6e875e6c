-- The conversation: where each person stands, what was agreed to, what came in
-- and what is still to be sent. Times are unix milliseconds, UTC.

CREATE TABLE session (
    person_id   INTEGER PRIMARY KEY REFERENCES person (id),
    place       TEXT    NOT NULL, -- dialog.Place
    at_question TEXT    NOT NULL, -- the question asked out of turn, or ''
    picks       INTEGER NOT NULL CONSTRAINT picks_are_a_mask CHECK (picks >= 0),
    aside       TEXT    NOT NULL CONSTRAINT aside_is_json CHECK (json_valid(aside))
) STRICT;

-- Every decision stays, so that it can be proved what was agreed to and when
-- (UU 27/2022, Pasal 24).
CREATE TABLE consent (
    id        INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id),
    version   INTEGER NOT NULL, -- of the consent's text
    given     INTEGER NOT NULL CONSTRAINT given_is_a_truth CHECK (given IN (0, 1)),
    at        INTEGER NOT NULL
) STRICT;
CREATE INDEX consent_of_person ON consent (person_id);

-- That an erasure took place, and nothing of whom.
CREATE TABLE erasure (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT;

-- What is to be sent, in order within a chat; a row goes when it is delivered.
-- Ids are never used twice, for the queue in memory knows rows by them.
CREATE TABLE outbox (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id    INTEGER NOT NULL,
    class      INTEGER NOT NULL CONSTRAINT class_is_known CHECK (class BETWEEN 0 AND 2), -- 0 reply, 1 reminder, 2 broadcast
    message_id INTEGER NOT NULL, -- the message to edit; 0: a message of its own
    reply      TEXT    NOT NULL, -- dialog.Reply
    queued_at  INTEGER NOT NULL,
    due_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_of_chat ON outbox (chat_id);
CREATE INDEX outbox_by_due ON outbox (class, due_at, id);

-- What could not be delivered for good, without its contents.
CREATE TABLE undelivered (
    id      INTEGER PRIMARY KEY,
    chat_id INTEGER NOT NULL,
    class   INTEGER NOT NULL,
    code    INTEGER NOT NULL, -- of the Bot API's refusal; 0: it was never answered
    at      INTEGER NOT NULL
) STRICT;
CREATE INDEX undelivered_of_chat ON undelivered (chat_id);

-- Updates applied already, so that one that comes twice is applied once. Telegram
-- keeps an update for a day at most, and its ids may begin anew after a quiet week.
CREATE TABLE seen_update (
    update_id INTEGER PRIMARY KEY,
    at        INTEGER NOT NULL
) STRICT;
CREATE INDEX seen_update_by_time ON seen_update (at);

-- Where receiving goes on.
CREATE TABLE receiver (
    id          INTEGER PRIMARY KEY CONSTRAINT one_receiver CHECK (id = 1),
    next_update INTEGER NOT NULL, -- the offset that confirms all before it
    at          INTEGER NOT NULL
) STRICT;

-- Updates that could not be handled, kept for a person to see.
CREATE TABLE set_aside (
    update_id INTEGER PRIMARY KEY,
    chat_id   INTEGER NOT NULL, -- 0: not known
    at        INTEGER NOT NULL,
    reason    TEXT    NOT NULL,
    raw       TEXT    NOT NULL  -- the update as it came
) STRICT;
CREATE INDEX set_aside_of_chat ON set_aside (chat_id);
