-- position_cell: a position and its quadrant, with its cell in the IE matrix and that one's stance.
--
--   bands (David): strong, high >= 3.0 > average, medium >= 2.0 > weak, low
--
-- Weights such as 1/12 are not exact in binary: within 1e-9 of a limit counts as on it.
-- CROSS JOIN has SQLite look up the cell of a position, never the positions of a cell.
CREATE VIEW position_cell AS
SELECT position_quadrant.*, cell.code AS cell, cell.ife_band, cell.efe_band, cell.stance
FROM position_quadrant
CROSS JOIN cell
    ON cell.ife_band = CASE WHEN position_quadrant.ife >= 3.0 - 1e-9 THEN 'strong' WHEN position_quadrant.ife >= 2.0 - 1e-9 THEN 'average' ELSE 'weak' END
    AND cell.efe_band = CASE WHEN position_quadrant.efe >= 3.0 - 1e-9 THEN 'high' WHEN position_quadrant.efe >= 2.0 - 1e-9 THEN 'medium' ELSE 'low' END;
