-- The balanced weights: each group has half of its side, and each factor the same share of its
-- group, so that a business that is average in everything is at the origin. An existing set is
-- never changed, because assessments were scored with it; other weights are another set.
INSERT INTO weight_set (name, note, active) VALUES
    ('balanced', 'half of each side for every group, in equal parts; the study prints no weights', NOT EXISTS (SELECT 1 FROM weight_set WHERE active = 1))
ON CONFLICT (name) DO NOTHING;

WITH balanced (factor, weight) AS (VALUES
    ('S1', 0.5 / 8),
    ('S2', 0.5 / 8),
    ('S3', 0.5 / 8),
    ('S4', 0.5 / 8),
    ('S5', 0.5 / 8),
    ('S6', 0.5 / 8),
    ('S7', 0.5 / 8),
    ('S8', 0.5 / 8),
    ('W1', 0.5 / 6),
    ('W2', 0.5 / 6),
    ('W3', 0.5 / 6),
    ('W4', 0.5 / 6),
    ('W5', 0.5 / 6),
    ('W6', 0.5 / 6),
    ('O1', 0.5 / 4),
    ('O2', 0.5 / 4),
    ('O3', 0.5 / 4),
    ('O4', 0.5 / 4),
    ('T1', 0.5 / 4),
    ('T2', 0.5 / 4),
    ('T3', 0.5 / 4),
    ('T4', 0.5 / 4)
)
INSERT INTO weight (weight_set_id, factor, weight)
SELECT weight_set.id, balanced.factor, balanced.weight
FROM weight_set CROSS JOIN balanced
WHERE weight_set.name = 'balanced'
ON CONFLICT (weight_set_id, factor) DO NOTHING;
