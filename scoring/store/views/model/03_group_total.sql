-- group_total: the totals of the four groups of an assessment, once all 22 factors are rated.
--
--   s = sum of w * r over S1..S8, and so w, o, t
--   w_turned = sum of w * (5 - r) over W1..W6, and so t_turned
--   x_average = 2.5 * (Ws - Ww), where x would be of a business that is average (2.5) in everything, and so y_average
--
-- GROUP BY, of one row each, has SQLite work a total out once, however often it is named further on.
-- CROSS JOIN has it look up the weights of an assessment, never the assessments of a weight set.
CREATE VIEW group_total AS
SELECT
    assessment.id AS assessment_id,
    w_S1 * S1 + w_S2 * S2 + w_S3 * S3 + w_S4 * S4 + w_S5 * S5 + w_S6 * S6 + w_S7 * S7 + w_S8 * S8 AS s,
    w_W1 * W1 + w_W2 * W2 + w_W3 * W3 + w_W4 * W4 + w_W5 * W5 + w_W6 * W6 AS w,
    w_O1 * O1 + w_O2 * O2 + w_O3 * O3 + w_O4 * O4 AS o,
    w_T1 * T1 + w_T2 * T2 + w_T3 * T3 + w_T4 * T4 AS t,
    w_W1 * (5 - W1) + w_W2 * (5 - W2) + w_W3 * (5 - W3) + w_W4 * (5 - W4) + w_W5 * (5 - W5) + w_W6 * (5 - W6) AS w_turned,
    w_T1 * (5 - T1) + w_T2 * (5 - T2) + w_T3 * (5 - T3) + w_T4 * (5 - T4) AS t_turned,
    2.5 * (ws - ww) AS x_average,
    2.5 * (wo - wt) AS y_average
FROM assessment
CROSS JOIN weight_row ON weight_row.weight_set_id = assessment.weight_set_id
GROUP BY assessment.id
HAVING s + w + o + t IS NOT NULL;
