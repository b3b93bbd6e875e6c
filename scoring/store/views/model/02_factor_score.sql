-- factor_score: what each factor counts, under the weight set that the assessment began with.
--
--   score  = w * r
--   turned = w * (5 - r): severity turned round, so that 4 is good
CREATE VIEW factor_score AS
SELECT
    rating.assessment_id, rating.factor, rating.grp, weight.weight, rating.rating, rating.implied, rating.grave,
    weight.weight * rating.rating AS score,
    weight.weight * (5 - rating.rating) AS turned
FROM rating
JOIN assessment ON assessment.id = rating.assessment_id
JOIN weight ON weight.weight_set_id = assessment.weight_set_id AND weight.factor = rating.factor;
