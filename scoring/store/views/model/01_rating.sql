-- rating: the 22 ratings of an assessment, a row each.
--
--   S, O: 4 = used, or on offer, fully; 1 = hardly at all
--   W, T: severity, 4 = hurts badly; 1 = hardly at all
--   implied = the question does not apply and was not asked: the rating follows from other answers
--             (table implication), counts, and is never told as what somebody said
--   grave   = a weakness or threat that was answered with 3 or 4
--
-- NULL where the question is not yet answered.
CREATE VIEW rating AS
SELECT
    assessment_id, factor, grp, rating, implied,
    coalesce(grp IN ('W', 'T') AND rating >= 3 AND NOT implied, 0) AS grave
FROM (
    SELECT assessment.id AS assessment_id, factor.code AS factor, factor.grp,
        instr(' ' || coalesce(assessment.implied, '') || ' ', ' ' || factor.code || ' ') > 0 AS implied,
        CASE factor.code
            WHEN 'S1' THEN S1
            WHEN 'S2' THEN S2
            WHEN 'S3' THEN S3
            WHEN 'S4' THEN S4
            WHEN 'S5' THEN S5
            WHEN 'S6' THEN S6
            WHEN 'S7' THEN S7
            WHEN 'S8' THEN S8
            WHEN 'W1' THEN W1
            WHEN 'W2' THEN W2
            WHEN 'W3' THEN W3
            WHEN 'W4' THEN W4
            WHEN 'W5' THEN W5
            WHEN 'W6' THEN W6
            WHEN 'O1' THEN O1
            WHEN 'O2' THEN O2
            WHEN 'O3' THEN O3
            WHEN 'O4' THEN O4
            WHEN 'T1' THEN T1
            WHEN 'T2' THEN T2
            WHEN 'T3' THEN T3
            WHEN 'T4' THEN T4
        END AS rating
    FROM assessment CROSS JOIN factor
);
