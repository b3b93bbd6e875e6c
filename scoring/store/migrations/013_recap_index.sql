-- Recaps read a region's interviews in the order in which they lie in the file, each once, and
-- look for the first interviews of those businesses alone that were interviewed again. What the bot
-- has said by itself is counted whole, or by the people of a region.

DROP INDEX finished_in_region;
DROP INDEX begun_in_region;
DROP INDEX unfinished_in_region;
DROP INDEX reminder_by_time;
CREATE INDEX assessment_of_region ON assessment (region);
CREATE INDEX superseded_of_business ON assessment (business, finished_at, number) WHERE superseded_at IS NOT NULL;
