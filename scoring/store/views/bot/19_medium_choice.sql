-- medium_choice: the media that a business does not use, in the order in which it had best take them
-- up, and why.
--
--   place   = rank: what need not wait before what has to, then the lighter burden, then the order of the seed
--   told    = first: the one to begin with; later: another that would do; wait: not now
--   reasons = codes of medium.reason in locales, a space between. Of what waits, what it waits for;
--             of the others, what speaks for them:
--             easy (asks little skill, and the owner is unskilled), cheap, quick, light likewise, craft and
--             scale where they suit; else least (the lightest of those that are left), or after (the first)
--
-- Whoever sells nothing online is always told WhatsApp first, and Maps as another choice.
CREATE VIEW medium_choice AS
SELECT
    assessment_id, medium, place,
    CASE WHEN waits_for IS NOT NULL THEN 'wait' WHEN place = 1 THEN 'first' ELSE 'later' END AS told,
    coalesce(waits_for, nullif(rtrim(speaks), ''), CASE place WHEN 1 THEN 'least' ELSE 'after' END) AS reasons,
    minutes, burden, tip
FROM (
    SELECT
        assessment_id, medium, minutes, burden, tip, waits_for,
        row_number() OVER (PARTITION BY assessment_id ORDER BY waits_for IS NOT NULL, burden, position) AS place,
        iif(unskilled AND skills <= 2, 'easy ', '') || iif(poor AND cost = 1, 'cheap ', '') || iif(busy AND minutes <= 60, 'quick ', '')
            || iif(offline AND signal <= 2, 'light ', '') || iif(craft_suits, 'craft ', '') || iif(scale_suits, 'scale ', '') AS speaks
    FROM medium_burden
);
