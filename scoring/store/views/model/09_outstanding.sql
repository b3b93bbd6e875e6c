-- outstanding: what stands out in the answers, by kind and rank.
--
--   strength = an S that was answered with 3 or 4: at most two, the higher rating first, then the weightier one,
--              then table order
--   burden   = a W or T that was answered with 3 or 4, the one first that costs most: the higher rating, then the
--              larger w * (r - 1), then table order. Every one rated 4 is told, and with those rated 3 at most three
--
-- What is implied is neither.
CREATE VIEW outstanding AS
SELECT assessment_id, kind, rank, factor, rating
FROM (
    SELECT
        factor_score.assessment_id, factor_score.factor, factor_score.rating,
        CASE factor_score.grp WHEN 'S' THEN 'strength' ELSE 'burden' END AS kind,
        row_number() OVER (
            PARTITION BY factor_score.assessment_id, factor_score.grp = 'S'
            ORDER BY factor_score.rating DESC, round(factor_score.weight * (factor_score.rating - 1), 9) DESC, factor.position
        ) AS rank
    FROM factor_score
    JOIN factor ON factor.code = factor_score.factor
    WHERE factor_score.rating >= 3 AND factor_score.grp IN ('S', 'W', 'T') AND NOT factor_score.implied
)
WHERE CASE kind WHEN 'strength' THEN rank <= 2 ELSE rating = 4 OR rank <= 3 END;
