-- group_total: the totals of the four groups of an assessment, once all 22 factors are rated.
--
--   s = sum of w * r over S1..S8, and so w, o, t
--   w_turned = sum of w * (5 - r) over W1..W6, and so t_turned
CREATE VIEW group_total AS
SELECT
    assessment_id,
    sum(score) FILTER (WHERE grp = 'S') AS s,
    sum(score) FILTER (WHERE grp = 'W') AS w,
    sum(score) FILTER (WHERE grp = 'O') AS o,
    sum(score) FILTER (WHERE grp = 'T') AS t,
    sum(turned) FILTER (WHERE grp = 'W') AS w_turned,
    sum(turned) FILTER (WHERE grp = 'T') AS t_turned
FROM factor_score
GROUP BY assessment_id
HAVING count(rating) = count(*);
