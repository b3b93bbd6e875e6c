-- point_under: where the ratings of an assessment stand under any weight set, a row for each set.
-- Two interviews are compared under one set only, that of the newer one.
--
--   x = sum of w * (r - 2.5) over S - sum of w * (r - 2.5) over W, y likewise over O and T:
--   what position says, written from the average
CREATE VIEW point_under AS
SELECT
    rating.assessment_id, weight.weight_set_id,
    sum(weight.weight * (rating.rating - 2.5) * CASE rating.grp WHEN 'S' THEN 1 WHEN 'W' THEN -1 ELSE 0 END) AS x,
    sum(weight.weight * (rating.rating - 2.5) * CASE rating.grp WHEN 'O' THEN 1 WHEN 'T' THEN -1 ELSE 0 END) AS y
FROM rating
JOIN weight ON weight.factor = rating.factor
GROUP BY rating.assessment_id, weight.weight_set_id
HAVING count(rating.rating) = count(*);
