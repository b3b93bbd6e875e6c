-- Recaps read a region's interviews each once, in the order of their people, and look for the first
-- interviews of those businesses alone that were interviewed again. What the bot has said by itself
-- is counted whole, or by the people of a region.

DROP INDEX finished_in_region;
DROP INDEX repeated_in_region;
DROP INDEX begun_in_region;
DROP INDEX unfinished_in_region;
CREATE INDEX assessment_of_region ON assessment (region, person_id, number);
CREATE INDEX superseded_of_business ON assessment (business, finished_at, number) WHERE superseded_at IS NOT NULL;

DROP INDEX reminder_by_time;
DROP INDEX reminder_of_person;
CREATE INDEX reminder_of_person ON reminder (person_id, sent_at, kind, assessment_id);
