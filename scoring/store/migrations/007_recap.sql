-- What a recap of many businesses goes by: the businesses that were interviewed on
-- paper, which interview has taken the place of which, and how many businesses there
-- are. Times are unix milliseconds, UTC.

ALTER TABLE assessment ADD COLUMN paper TEXT -- code that an imported file gives a business which was interviewed on paper; NULL: from a conversation
    CONSTRAINT paper_is_1_to_60_long CHECK (length(paper) BETWEEN 1 AND 60)
    CONSTRAINT paper_is_nobody_in_a_conversation CHECK (paper IS NULL OR person_id IS NULL);

-- Whose interview it is. Of type ANY a person's id, an integer, never equals a code, a text.
ALTER TABLE assessment ADD COLUMN business ANY AS (coalesce(person_id, paper)) VIRTUAL;
CREATE UNIQUE INDEX one_number_a_business ON assessment (business, number);

-- The latest interview that was finished in a span of time is the one in it that nothing
-- has superseded before the span's end.
ALTER TABLE assessment ADD COLUMN superseded_at INTEGER; -- finished_at of the business's next finished interview; NULL: there is none
UPDATE assessment
SET superseded_at = (
    SELECT min(next.finished_at) FROM assessment AS next
    WHERE next.business = assessment.business AND (next.finished_at, next.number) > (assessment.finished_at, assessment.number))
WHERE finished_at IS NOT NULL;

DROP INDEX result_of_region;
CREATE INDEX finished_in_region ON assessment (region, finished_at, superseded_at) WHERE finished_at IS NOT NULL;
CREATE INDEX repeated_in_region ON assessment (region, finished_at) WHERE finished_at IS NOT NULL AND number > 1;
CREATE INDEX begun_in_region ON assessment (region, started_at, number, business, person_id);
CREATE INDEX unfinished_in_region ON assessment (region, started_at) WHERE finished_at IS NULL;
CREATE INDEX consent_not_given ON consent (person_id) WHERE given = 0;

-- How many businesses an officer says there are.
CREATE TABLE region_population (
    region     INTEGER PRIMARY KEY REFERENCES region (code),
    businesses INTEGER NOT NULL CONSTRAINT businesses_are_positive CHECK (businesses > 0),
    at         INTEGER NOT NULL -- when it was entered
) STRICT;
