-- sells_nothing_online: the assessments whose owners answered that they use no internet medium. Where
-- the question was skipped, nothing is known.
CREATE VIEW sells_nothing_online AS
SELECT assessment.id AS assessment_id
FROM assessment
JOIN option ON option.question = 'media' AND option.code = 'none'
WHERE assessment.media & option.value <> 0;
