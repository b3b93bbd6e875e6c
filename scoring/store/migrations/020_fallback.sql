-- What people write where nothing waits for it, whom a reply goes to, and who is asked for the consent
-- anew. Times are unix milliseconds, UTC.

-- What somebody wrote, until the person says what it is for; for a day at most.
CREATE TABLE kept_text (
    person_id INTEGER PRIMARY KEY REFERENCES person (id),
    at        INTEGER NOT NULL,
    kept      TEXT    NOT NULL CONSTRAINT kept_is_json CHECK (json_valid(kept)) -- turn.Kept
) STRICT;
CREATE INDEX kept_text_by_time ON kept_text (at);

ALTER TABLE inquiry ADD COLUMN broadcast_id INTEGER REFERENCES broadcast (id); -- what it replies to
ALTER TABLE inquiry ADD COLUMN about TEXT NOT NULL DEFAULT ''; -- how the broadcast begins that it replies to

ALTER TABLE person ADD COLUMN consent_asked INTEGER NOT NULL DEFAULT 0; -- the version of the consent that was asked for anew; 0: none
