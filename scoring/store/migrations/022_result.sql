-- A result is told as it was told, and steps stand in the order in which they were taken.

-- The version of the model that a result was told by. 1: a point measured from 0 under any weights,
-- strategies by fit. 2: the point measured from the average, strategies by gain.
ALTER TABLE result ADD COLUMN model INTEGER NOT NULL DEFAULT 1 CONSTRAINT model_is_known CHECK (model IN (1, 2));

-- When a step was taken up; at is that of the latest change.
ALTER TABLE plan ADD COLUMN taken_at INTEGER NOT NULL DEFAULT 0;
UPDATE plan SET taken_at = at;

-- Pictures are drawn anew, with the name and the day in them.
DELETE FROM picture;
