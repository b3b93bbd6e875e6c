-- The quadrants of the Cartesian diagram, numbered as in Rangkuti.
INSERT INTO quadrant (code, numeral, family, x_favourable, y_favourable) VALUES
    ('growth',          'I',   'SO', 1, 1), -- aggressive, growth oriented
    ('diversification', 'II',  'ST', 1, 0), -- strengths used against threats
    ('turnaround',      'III', 'WO', 0, 1), -- weaknesses overcome to seize opportunities
    ('defensive',       'IV',  'WT', 0, 0) -- survive, reduce weaknesses and threats
ON CONFLICT (code) DO UPDATE SET numeral = excluded.numeral, family = excluded.family,
    x_favourable = excluded.x_favourable, y_favourable = excluded.y_favourable;
