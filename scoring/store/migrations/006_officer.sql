-- Extension officers: who they are, how they were invited, what they did. Times are
-- unix milliseconds, UTC.

CREATE TABLE officer (
    id         INTEGER PRIMARY KEY,
    chat_id    INTEGER CONSTRAINT one_officer_a_chat UNIQUE, -- as in person; NULL: erased since
    name       TEXT    NOT NULL, -- as the invitation called the officer; '' for an administrator
    admin      INTEGER NOT NULL CONSTRAINT admin_is_0_or_1 CHECK (admin IN (0, 1)), -- 1: named by the settings
    since      INTEGER NOT NULL,
    removed_at INTEGER -- NULL: is an officer
) STRICT;

-- What an officer is limited to. Without a row: every region.
CREATE TABLE officer_region (
    officer_id INTEGER NOT NULL REFERENCES officer (id),
    region     INTEGER NOT NULL REFERENCES region (code),
    PRIMARY KEY (officer_id, region)
) STRICT, WITHOUT ROWID;

CREATE TABLE invitation (
    id         INTEGER PRIMARY KEY,
    hash       TEXT    NOT NULL CONSTRAINT one_invitation_a_secret UNIQUE, -- SHA-256 of what the link holds, which is not stored
    name       TEXT    NOT NULL, -- what the officer will be called; '' once used
    regions    TEXT    NOT NULL, -- JSON array of codes; []: every region
    made_by    INTEGER NOT NULL REFERENCES officer (id),
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER,
    used_by    INTEGER REFERENCES officer (id)
) STRICT;

CREATE TABLE audit (
    id         INTEGER PRIMARY KEY,
    at         INTEGER NOT NULL,
    officer_id INTEGER NOT NULL REFERENCES officer (id), -- who did it
    about_id   INTEGER REFERENCES officer (id),          -- whom it concerns
    deed       TEXT    NOT NULL -- dialog.Text: what was done, without a name
) STRICT;
CREATE INDEX audit_of_officer ON audit (officer_id);
CREATE INDEX audit_about ON audit (about_id);
