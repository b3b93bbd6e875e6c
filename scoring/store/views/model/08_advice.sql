-- advice: the strategies that the owner is told, by kind and rank.
--
--   own    = those of the family that the quadrant asks for: best fit first, ties in table order
--   urgent = those of the other families that mend a grave weakness or threat, at most two, worst first:
--            the higher severity, then the better fit, then table order
--
-- Fits are multiples of 1/60: those that agree to nine decimals are equal.
CREATE VIEW advice AS
SELECT assessment_id, kind, rank, strategy, programme, fit, severity
FROM (
    SELECT
        assessment_id, kind, strategy, programme, fit, severity,
        row_number() OVER (
            PARTITION BY assessment_id, kind
            ORDER BY CASE kind WHEN 'urgent' THEN severity END DESC, round(fit, 9) DESC, position
        ) AS rank
    FROM (
        SELECT strategy_fit.*, CASE WHEN strategy_fit.family = position_quadrant.family THEN 'own' ELSE 'urgent' END AS kind
        FROM strategy_fit
        JOIN position_quadrant ON position_quadrant.assessment_id = strategy_fit.assessment_id
        WHERE strategy_fit.family = position_quadrant.family OR strategy_fit.urgent
    )
)
WHERE kind = 'own' OR rank <= 2;
