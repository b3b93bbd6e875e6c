-- strategy_fit: how well each of the 11 strategies fits a business.
--
--   fit      = mean rating of its internal factors + mean rating of its external factors (2 to 8);
--              severity as it is: a grave weakness makes the strategy that mends it fit better
--   severity = the highest rating among the weaknesses and threats that it mends (SO mends none)
--   urgent   = one of them is grave
--
-- A strategy has no fit before its last factor is rated.
CREATE VIEW strategy_fit AS
SELECT
    rating.assessment_id, strategy.code AS strategy, strategy.family, strategy.position, strategy.programme,
    avg(rating.rating) FILTER (WHERE rating.grp IN ('S', 'W')) + avg(rating.rating) FILTER (WHERE rating.grp IN ('O', 'T')) AS fit,
    max(rating.rating) FILTER (WHERE rating.grp IN ('W', 'T')) AS severity,
    max(rating.grave) AS urgent
FROM rating
JOIN strategy_factor ON strategy_factor.factor = rating.factor
JOIN strategy ON strategy.code = strategy_factor.strategy
GROUP BY rating.assessment_id, strategy.code
HAVING count(rating.rating) = count(*);
