-- What a step rests on, and where it leads. The rows stand in seed/tip.sql.

-- Apps, fees and rules change: the month in which the step's facts were checked last, YYYY-MM.
-- NULL: the step states nothing that ages.
ALTER TABLE tip ADD COLUMN checked TEXT CONSTRAINT checked_is_a_month
    CHECK (checked GLOB '20[0-9][0-9]-[01][0-9]' AND substr(checked, 6) BETWEEN '01' AND '12');

-- Which of the study's directions for growth the step goes. NULL: none of them in particular.
ALTER TABLE tip ADD COLUMN direction TEXT CONSTRAINT direction_is_known
    CHECK (direction IN ('penetration', 'market', 'product', 'forward', 'backward', 'horizontal'));
