-- strategy_reason: the answers that speak for a strategy, those first for which most is left to gain.
--
--   counts = w * (4 - r) of its S, w * (r - 1) of its W and T: the parts of its gain; of its O nothing
--   speaks = a part of the gain is left, or an O is rated 3 or 4: what is done as well as can be, and what
--            hardly hurts, speaks against it
--   rank   = the larger part first, then table order, so that opportunities come last
--
-- What is implied is no answer, and speaks for nothing.
CREATE VIEW strategy_reason AS
SELECT
    assessment_id, strategy, factor, rating,
    row_number() OVER (PARTITION BY assessment_id, strategy ORDER BY round(counts, 9) DESC, position) AS rank
FROM (
    SELECT
        factor_score.assessment_id, strategy_factor.strategy, factor_score.factor, factor_score.grp, factor_score.rating, factor.position,
        factor_score.weight * CASE factor_score.grp WHEN 'S' THEN 4 - factor_score.rating WHEN 'O' THEN 0 ELSE factor_score.rating - 1 END AS counts
    FROM factor_score
    JOIN strategy_factor ON strategy_factor.factor = factor_score.factor
    JOIN factor ON factor.code = factor_score.factor
    WHERE NOT factor_score.implied
)
WHERE round(counts, 9) > 0 OR grp = 'O' AND rating >= 3;
