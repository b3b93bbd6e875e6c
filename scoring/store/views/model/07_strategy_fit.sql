-- strategy_fit: how well each of the 11 strategies fits a business, and what it can still bring.
--
--   fit      = mean rating of its internal factors + mean rating of its external factors (2 to 8);
--              severity as it is: a grave weakness makes the strategy that mends it fit better
--   gain     = sum over its S of w * (4 - r) + sum over its W and T of w * (r - 1): how much IFE + EFE can still
--              rise through it; O is left out, for nobody moves the market
--   severity = the highest rating among the weaknesses and threats that it mends (SO mends none), those that
--              are implied left out
--   urgent   = one of them is grave
--
-- A strategy has no fit before its last factor is rated.
CREATE VIEW strategy_fit AS
SELECT
    factor_score.assessment_id, strategy.code AS strategy, strategy.family, strategy.position, strategy.programme,
    avg(factor_score.rating) FILTER (WHERE factor_score.grp IN ('S', 'W')) + avg(factor_score.rating) FILTER (WHERE factor_score.grp IN ('O', 'T')) AS fit,
    total(factor_score.weight * CASE factor_score.grp WHEN 'S' THEN 4 - factor_score.rating WHEN 'O' THEN 0 ELSE factor_score.rating - 1 END) AS gain,
    max(factor_score.rating) FILTER (WHERE factor_score.grp IN ('W', 'T') AND NOT factor_score.implied) AS severity,
    max(factor_score.grave) AS urgent
FROM factor_score
JOIN strategy_factor ON strategy_factor.factor = factor_score.factor
JOIN strategy ON strategy.code = strategy_factor.strategy
GROUP BY factor_score.assessment_id, strategy.code
HAVING count(factor_score.rating) = count(*);
