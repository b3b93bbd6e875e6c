-- weight_row: the 22 weights w of a weight set in one row, and the weights of the four groups;
-- NULL where one is missing.
--
--   Ws = sum of w over S1..S8, and so Ww, Wo, Wt
CREATE VIEW weight_row AS
SELECT
    weight_set_id,
    max(weight) FILTER (WHERE factor = 'S1') AS w_S1,
    max(weight) FILTER (WHERE factor = 'S2') AS w_S2,
    max(weight) FILTER (WHERE factor = 'S3') AS w_S3,
    max(weight) FILTER (WHERE factor = 'S4') AS w_S4,
    max(weight) FILTER (WHERE factor = 'S5') AS w_S5,
    max(weight) FILTER (WHERE factor = 'S6') AS w_S6,
    max(weight) FILTER (WHERE factor = 'S7') AS w_S7,
    max(weight) FILTER (WHERE factor = 'S8') AS w_S8,
    max(weight) FILTER (WHERE factor = 'W1') AS w_W1,
    max(weight) FILTER (WHERE factor = 'W2') AS w_W2,
    max(weight) FILTER (WHERE factor = 'W3') AS w_W3,
    max(weight) FILTER (WHERE factor = 'W4') AS w_W4,
    max(weight) FILTER (WHERE factor = 'W5') AS w_W5,
    max(weight) FILTER (WHERE factor = 'W6') AS w_W6,
    max(weight) FILTER (WHERE factor = 'O1') AS w_O1,
    max(weight) FILTER (WHERE factor = 'O2') AS w_O2,
    max(weight) FILTER (WHERE factor = 'O3') AS w_O3,
    max(weight) FILTER (WHERE factor = 'O4') AS w_O4,
    max(weight) FILTER (WHERE factor = 'T1') AS w_T1,
    max(weight) FILTER (WHERE factor = 'T2') AS w_T2,
    max(weight) FILTER (WHERE factor = 'T3') AS w_T3,
    max(weight) FILTER (WHERE factor = 'T4') AS w_T4,
    sum(weight) FILTER (WHERE substr(factor, 1, 1) = 'S') AS ws,
    sum(weight) FILTER (WHERE substr(factor, 1, 1) = 'W') AS ww,
    sum(weight) FILTER (WHERE substr(factor, 1, 1) = 'O') AS wo,
    sum(weight) FILTER (WHERE substr(factor, 1, 1) = 'T') AS wt
FROM weight
GROUP BY weight_set_id;
