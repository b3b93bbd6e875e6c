-- The people the bot talks with. Times are unix milliseconds, UTC.

CREATE TABLE person (
    id           INTEGER PRIMARY KEY,
    chat_id      INTEGER NOT NULL CONSTRAINT one_person_a_chat UNIQUE, -- Telegram's id of the private chat, the user's own id
    language     TEXT    NOT NULL CONSTRAINT language_is_known CHECK (language IN ('id', 'en')),
    created_at   INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    stopped_at   INTEGER, -- since when the bot sends nothing by itself
    blocked_at   INTEGER  -- since when Telegram refuses what is sent: the person blocked the bot or is gone
) STRICT;
