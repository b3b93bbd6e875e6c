-- What is to be told to a chat that floods the bot: the replies of its newest turn alone, in
-- their order, until they go to the outbox.
CREATE TABLE held_reply (
    id         INTEGER PRIMARY KEY,
    chat_id    INTEGER NOT NULL,
    message_id INTEGER NOT NULL, -- the message to edit; 0: a message of its own
    reply      TEXT    NOT NULL  -- dialog.Reply
) STRICT;
CREATE INDEX held_reply_of_chat ON held_reply (chat_id);
