-- position: where a business stands, once all 22 factors are rated.
--
--   Cartesian point: x = (S - W) - 2.5 * (Ws - Ww), y = (O - T) - 2.5 * (Wo - Wt): the study's differences,
--                    measured from where a business stands that is average (2.5) in everything. Where the two
--                    groups of a side weigh the same, as in the balanced set, they are S - W and O - T.
--   IE matrix:       IFE = S + sum of w * (5 - r) over W, EFE = O + sum of w * (5 - r) over T
--
-- Under every weight set IFE = 2.5 + x and EFE = 2.5 + y: diagram and matrix never contradict each other.
CREATE VIEW position AS
SELECT
    assessment_id, s, w, o, t,
    s - w AS s_less_w,
    o - t AS o_less_t,
    s - w - x_average AS x,
    o - t - y_average AS y,
    s + w_turned AS ife,
    o + t_turned AS efe
FROM group_total;
