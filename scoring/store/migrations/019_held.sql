-- What belongs to a complaint besides its words. Times are unix milliseconds, UTC.

ALTER TABLE complaint ADD COLUMN also TEXT NOT NULL DEFAULT ''; -- complaint.Kind, the less grave of two; '' where there is one

-- Pictures and voice notes that the owner keeps with it, as Telegram's file ids.
CREATE TABLE complaint_file (
    id           INTEGER PRIMARY KEY,
    complaint_id INTEGER NOT NULL REFERENCES complaint (id),
    kind         TEXT    NOT NULL CONSTRAINT kind_of_file_is_known CHECK (kind IN ('photo', 'voice')), -- complaint.FileKind
    file         TEXT    NOT NULL
) STRICT;
CREATE INDEX file_of_complaint ON complaint_file (complaint_id);
