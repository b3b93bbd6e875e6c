-- Telegram's ids of updates, messages and files belong to one bot. To another bot they mean
-- nothing, or something else.

-- The bot that such ids in this file belong to.
CREATE TABLE bot (
    only INTEGER PRIMARY KEY CONSTRAINT one_bot CHECK (only = 1),
    id   INTEGER NOT NULL -- Telegram's, the part of the token before the colon
) STRICT;

-- Which former bot the photo was sent to, and alone can show it; NULL: the present bot can.
ALTER TABLE inquiry ADD COLUMN photo_bot INTEGER;
ALTER TABLE inquiry_answer ADD COLUMN photo_bot INTEGER;

-- Ids of updates begin anew after a quiet week, so that one may be set aside twice.
CREATE TABLE set_aside_by_row (
    id        INTEGER PRIMARY KEY,
    update_id INTEGER NOT NULL,
    chat_id   INTEGER NOT NULL, -- 0: not known
    at        INTEGER NOT NULL,
    reason    TEXT    NOT NULL,
    raw       TEXT    NOT NULL  -- the update as it came
) STRICT;
INSERT INTO set_aside_by_row (update_id, chat_id, at, reason, raw) SELECT update_id, chat_id, at, reason, raw FROM set_aside ORDER BY at;
DROP TABLE set_aside;
ALTER TABLE set_aside_by_row RENAME TO set_aside;
CREATE INDEX set_aside_of_chat ON set_aside (chat_id);
