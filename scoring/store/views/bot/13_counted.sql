-- counted: the interviews, finished or not, that count in what is told of many businesses: all but
-- those of people who have taken their consent back. An interview on paper is nobody's here.
CREATE VIEW counted AS
SELECT * FROM assessment
WHERE NOT EXISTS (SELECT 1 FROM withdrawn WHERE withdrawn.person_id = assessment.person_id);
