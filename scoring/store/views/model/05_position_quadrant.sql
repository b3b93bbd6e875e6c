-- position_quadrant: a position with its quadrant, and the family of strategies that it asks for.
--
--   x is favourable when x >= 0, y when y >= 0
--
-- Weights such as 1/12 are not exact in binary: within 1e-9 of 0 counts as 0.
-- CROSS JOIN has SQLite look up the quadrant of a position, never the positions of a quadrant.
CREATE VIEW position_quadrant AS
SELECT position.*, quadrant.code AS quadrant, quadrant.numeral, quadrant.family
FROM position
CROSS JOIN quadrant
    ON quadrant.x_favourable = (position.x >= -1e-9)
    AND quadrant.y_favourable = (position.y >= -1e-9);
