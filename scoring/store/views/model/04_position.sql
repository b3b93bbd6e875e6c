-- position: where a business stands, once all 22 factors are rated.
--
--   Cartesian point: x = S - W, y = O - T
--   IE matrix:       IFE = S + sum of w * (5 - r) over W, EFE = O + sum of w * (5 - r) over T
CREATE VIEW position AS
SELECT
    assessment_id, s, w, o, t,
    s - w AS x,
    o - t AS y,
    s + w_turned AS ife,
    o + t_turned AS efe
FROM group_total;
