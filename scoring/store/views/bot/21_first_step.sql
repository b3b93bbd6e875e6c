-- first_step: the steps that a business can begin with, the one for this week first.
--
--   open   = of a strategy that the owner is told and that has something left to gain, among the five
--            steps that are shown of it, and neither done nor on the person's plan
--   medium = the step that opens the medium to begin with, whatever is told, where nothing is sold online
--   sure   = the step rests on no app, fee or rule that may have changed since it was checked
--   rank   = what was dropped last; the medium's first; then in the order in which the strategies are told,
--            those of the quadrant by gain and the urgent ones after them; within one what is sure, then
--            what takes fewer minutes, then what asks more of the answers, then table order
--
-- The step that opens the medium has a second row where its strategy is told, too. The view is for one
-- assessment at a time: a GROUP BY would keep SQLite from reading that one alone.
CREATE VIEW first_step AS
SELECT
    open.assessment_id, open.tip, open.strategy, tip.minutes,
    row_number() OVER (
        PARTITION BY open.assessment_id
        ORDER BY plan.tip IS NOT NULL, open.medium DESC, open.kind, open.told,
            tip.checked IS NULL DESC, tip.minutes, open.specific DESC, open.position
    ) AS rank
FROM (
    SELECT advice.assessment_id, advice.strategy, tip_shown.tip, advice.kind, advice.rank AS told, tip_shown.specific, tip_shown.position, 0 AS medium
    FROM advice
    JOIN tip_shown ON tip_shown.assessment_id = advice.assessment_id AND tip_shown.strategy = advice.strategy
    WHERE NOT advice.done AND tip_shown.position <= 5
    UNION ALL
    SELECT medium_choice.assessment_id, tip.strategy, medium_choice.tip, '', 0, 0, 0, 1
    FROM medium_choice
    JOIN tip ON tip.code = medium_choice.tip
    JOIN sells_nothing_online ON sells_nothing_online.assessment_id = medium_choice.assessment_id
    WHERE medium_choice.told = 'first'
) AS open
JOIN tip ON tip.code = open.tip
JOIN assessment ON assessment.id = open.assessment_id
LEFT JOIN plan ON plan.person_id = assessment.person_id AND plan.tip = open.tip
WHERE plan.state IS NULL OR plan.state = 'dropped';
