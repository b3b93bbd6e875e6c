-- counted: the interviews, finished or not, that count in figures of many businesses: all except
-- those of people who have withdrawn their consent. An interview on paper belongs to no person
-- here.
CREATE VIEW counted AS
SELECT * FROM assessment
WHERE NOT EXISTS (SELECT 1 FROM withdrawn WHERE withdrawn.person_id = assessment.person_id);
