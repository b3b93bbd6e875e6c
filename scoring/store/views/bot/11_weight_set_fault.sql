-- weight_set_fault: everything that is wrong with a weight set, a row each; none for a good one.
--
--   every factor of the study has a weight, nothing else has one, and it is a finite number >= 0;
--   the internal weights (S, W) sum to 1 within 1e-6, and so do the external ones (O, T);
--   no group (S, W, O or T) weighs nothing: two of the four quadrants would be out of reach
--
-- The factor is '' where the fault is in a sum. The kind is for programs, and the value is the weight or the sum.
CREATE VIEW weight_set_fault AS
WITH side (name, grps) AS (VALUES ('internal', 'SW'), ('external', 'OT'))
SELECT weight_set.name AS weight_set, factor.code AS factor, 'has no weight' AS reason, 'unweighted' AS kind, 0.0 AS value
FROM weight_set CROSS JOIN factor
WHERE NOT EXISTS (SELECT 1 FROM weight WHERE weight.weight_set_id = weight_set.id AND weight.factor = factor.code)
UNION ALL
SELECT weight_set.name, weight.factor, 'is not a factor', 'factor', 0.0
FROM weight JOIN weight_set ON weight_set.id = weight.weight_set_id
WHERE weight.factor NOT IN (SELECT code FROM factor)
UNION ALL
SELECT weight_set.name, weight.factor, 'is not a finite number', 'figure', 0.0
FROM weight JOIN weight_set ON weight_set.id = weight.weight_set_id
WHERE weight.weight IS NULL OR abs(weight.weight) > 1.7976931348623157e308
UNION ALL
SELECT weight_set.name, weight.factor, format('is negative: %!.6g', weight.weight), 'negative', weight.weight
FROM weight JOIN weight_set ON weight_set.id = weight.weight_set_id
WHERE weight.weight < 0 AND weight.weight >= -1.7976931348623157e308
UNION ALL
SELECT weight_set.name, '', format('the %s weights sum to %.6f, not 1', side.name, total(weight.weight)), side.name, total(weight.weight)
FROM weight_set CROSS JOIN side CROSS JOIN factor
LEFT JOIN weight ON weight.weight_set_id = weight_set.id AND weight.factor = factor.code
WHERE instr(side.grps, factor.grp)
GROUP BY weight_set.id, side.name
HAVING NOT abs(total(weight.weight) - 1) <= 1e-6
UNION ALL
SELECT weight_set.name, '', format('the weights of %s are all 0: the group would not count', factor.grp), 'no_' || lower(factor.grp), 0.0
FROM weight_set CROSS JOIN factor
JOIN weight ON weight.weight_set_id = weight_set.id AND weight.factor = factor.code
GROUP BY weight_set.id, factor.grp
HAVING count(weight.weight) = count(*) AND min(weight.weight) = 0 AND max(weight.weight) = 0;
