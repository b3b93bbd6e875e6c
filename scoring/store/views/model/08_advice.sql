-- advice: the strategies that the owner is told, by kind and rank.
--
--   own    = those of the family that the quadrant asks for, in a finished assessment the quadrant that was
--            told: the largest gain first, then the better fit, then table order; done = nothing is left to gain
--   urgent = those of the other families that mend a grave weakness or threat, at most two, worst first:
--            the higher severity, then the larger gain, then table order
--
-- Gains and fits that agree to nine decimals are equal.
CREATE VIEW advice AS
SELECT assessment_id, kind, rank, strategy, programme, fit, gain, round(gain, 9) = 0 AS done, severity
FROM (
    SELECT
        assessment_id, kind, strategy, programme, fit, gain, severity,
        row_number() OVER (
            PARTITION BY assessment_id, kind
            ORDER BY CASE kind WHEN 'urgent' THEN severity END DESC, round(gain, 9) DESC,
                CASE kind WHEN 'own' THEN round(fit, 9) END DESC, position
        ) AS rank
    FROM (
        SELECT strategy_fit.*, CASE WHEN strategy_fit.family = quadrant.family THEN 'own' ELSE 'urgent' END AS kind
        FROM strategy_fit
        JOIN position_quadrant ON position_quadrant.assessment_id = strategy_fit.assessment_id
        LEFT JOIN result ON result.assessment_id = strategy_fit.assessment_id
        JOIN quadrant ON quadrant.code = coalesce(result.quadrant, position_quadrant.quadrant)
        WHERE strategy_fit.family = quadrant.family OR strategy_fit.urgent
    )
)
WHERE kind = 'own' OR rank <= 2;
