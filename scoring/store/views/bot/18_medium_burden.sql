-- medium_burden: what each medium that a business does not use would ask of it.
--
--   no_skills = the obstacle skills, or T3 = 4 (keeping everything up to date is very hard)
--   no_time   = the obstacle time, or T4 = 4 (watching messages disturbs the work very much)
--   no_signal = the obstacle signal, or O4 = 1 (signal, phones and apps hardly support it)
--   poor      = the obstacle money
--   unskilled = no_skills or T3 = 3, busy = no_time or T4 = 3, offline = no_signal or O4 = 2
--   laden     = T3 or T4 is 4 and a medium is in use, or T3 or T4 is 3 and three are: the staying
--               power is used up
--   effort    = minutes a week as a grade: 1 to an hour, 2 to two hours, 3 to three, 4 past that
--   burden    = skills (1 + unskilled) + cost (1 + poor) + effort (1 + busy) + signal (1 + offline)
--               - 2 (the craft suits + the scale suits)
--
-- A medium has to wait, for the first of these reasons that holds:
--   upkeep    laden, and it asks skills >= 2
--   basics    none is in use, and it asks skills >= 3
--   skills    no_skills, and it asks skills >= 3
--   cost      poor, and it asks cost >= 3
--   time      no_time, and it asks more than two hours a week
--   signal    no_signal, and it asks signal >= 3
--
-- Where the question for media was skipped, nothing is known to be missing. The views that are laid
-- on this one read one assessment at a time: it has no aggregate and no window, so that SQLite can.
CREATE VIEW medium_burden AS
SELECT
    assessment_id, medium, position, minutes, tip, none_used, skills, cost, signal, unskilled, poor, busy, offline, craft_suits, scale_suits,
    skills * (1 + unskilled) + cost * (1 + poor) + (minutes + 59) / 60 * (1 + busy) + signal * (1 + offline)
        - 2 * (craft_suits + scale_suits) AS burden,
    CASE
        WHEN laden AND skills >= 2 THEN 'upkeep'
        WHEN none_used AND skills >= 3 THEN 'basics'
        WHEN no_skills AND skills >= 3 THEN 'skills'
        WHEN poor AND cost >= 3 THEN 'cost'
        WHEN no_time AND minutes > 120 THEN 'time'
        WHEN no_signal AND signal >= 3 THEN 'signal'
    END AS waits_for
FROM (
    SELECT *, no_skills OR coalesce(T3 = 3, 0) AS unskilled, no_time OR coalesce(T4 = 3, 0) AS busy, no_signal OR coalesce(O4 = 2, 0) AS offline
    FROM (
        SELECT
            assessment.id AS assessment_id, T3, T4, O4, medium.code AS medium, medium.position, medium.skills, medium.cost, medium.minutes, medium.signal, medium.tip,
            assessment.media & (SELECT value FROM option WHERE question = 'media' AND code = 'none') <> 0 AS none_used,
            coalesce(T3 = 4, 0) OR coalesce(assessment.obstacles & (SELECT value FROM option WHERE question = 'obstacles' AND code = 'skills'), 0) <> 0 AS no_skills,
            coalesce(assessment.obstacles & (SELECT value FROM option WHERE question = 'obstacles' AND code = 'money'), 0) <> 0 AS poor,
            coalesce(T4 = 4, 0) OR coalesce(assessment.obstacles & (SELECT value FROM option WHERE question = 'obstacles' AND code = 'time'), 0) <> 0 AS no_time,
            coalesce(O4 = 1, 0) OR coalesce(assessment.obstacles & (SELECT value FROM option WHERE question = 'obstacles' AND code = 'signal'), 0) <> 0 AS no_signal,
            max(coalesce(T3, 1), coalesce(T4, 1)) >= 3
                AND (SELECT count(*) FROM option JOIN medium AS used ON used.code = option.code WHERE question = 'media' AND assessment.media & value)
                    >= CASE max(coalesce(T3, 1), coalesce(T4, 1)) WHEN 4 THEN 1 ELSE 3 END AS laden,
            EXISTS (
                SELECT 1 FROM medium_suit JOIN option ON question = kind AND option.code = subject
                WHERE medium = medium.code AND kind = 'craft' AND value = assessment.craft) AS craft_suits,
            EXISTS (
                SELECT 1 FROM medium_suit JOIN option ON question = kind AND option.code = subject
                WHERE medium = medium.code AND kind = 'scale' AND value = assessment.scale) AS scale_suits
        FROM assessment
        CROSS JOIN medium
        WHERE assessment.media & (SELECT value FROM option WHERE question = 'media' AND option.code = medium.code) = 0
    )
);
