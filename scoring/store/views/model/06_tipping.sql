-- tipping: the answers of which one step would put a business into another quadrant. Where there is
-- one, the business stands on the line between the two.
--
--   a step up in S moves x by w, in W by -w; in O moves y by w, in T by -w; a step down the other way
--   better = the step is to a better answer
--
-- What is implied is no answer, and tips nothing.
CREATE VIEW tipping AS
SELECT moved.assessment_id, moved.factor, moved.step, moved.better, quadrant.code AS quadrant
FROM (
    SELECT
        factor_score.assessment_id, factor_score.factor, step.step, position_quadrant.quadrant AS own,
        step.step = CASE WHEN factor_score.grp IN ('S', 'O') THEN 1 ELSE -1 END AS better,
        position_quadrant.x + step.step * factor_score.weight * CASE factor_score.grp WHEN 'S' THEN 1 WHEN 'W' THEN -1 ELSE 0 END AS x,
        position_quadrant.y + step.step * factor_score.weight * CASE factor_score.grp WHEN 'O' THEN 1 WHEN 'T' THEN -1 ELSE 0 END AS y
    FROM factor_score
    JOIN position_quadrant ON position_quadrant.assessment_id = factor_score.assessment_id
    CROSS JOIN (SELECT -1 AS step UNION ALL SELECT 1) AS step
    WHERE NOT factor_score.implied AND factor_score.rating + step.step BETWEEN 1 AND 4
) AS moved
CROSS JOIN quadrant
    ON quadrant.x_favourable = (moved.x >= -1e-9)
    AND quadrant.y_favourable = (moved.y >= -1e-9)
WHERE quadrant.code <> moved.own;
