-- tip_shown: the tips that fit a business, within each strategy the most specific first.
--
--   holds    = the answers are as a requirement asks. What was skipped holds nothing; the answer
--              "none" to media holds every lacks
--   demand   = one requirement, or all the crafts of a tip, or all its scales: of these one is enough
--   fits     = every demand of the tip holds, and it opens no medium that has to wait
--   specific = how many demands the tip makes
--   burden   = of the medium that the tip opens, with its place in the seed behind, so that no two are
--              alike and none is 0; NULL where it opens none
--   position = rank within the strategy: of the tips that open a medium only the lightest one keeps its
--              place, the others go to the end; then the more specific first, then the order of the seed
CREATE VIEW tip_shown AS
SELECT
    assessment_id, strategy, tip,
    row_number() OVER (PARTITION BY assessment_id, strategy ORDER BY coalesce(burden > lightest, 0), specific DESC, seeded) AS position,
    minutes, specific
FROM (
    SELECT
        assessment_id, strategy, tip, seeded, minutes, count(DISTINCT demand) AS specific, max(holds) FILTER (WHERE opens) AS burden,
        min(max(holds) FILTER (WHERE opens)) OVER (PARTITION BY assessment_id, strategy) AS lightest
    FROM (
        SELECT
            assessment.id AS assessment_id, tip.strategy, tip.code AS tip, tip.position AS seeded, tip.minutes,
            CASE WHEN requirement.kind IN ('craft', 'scale') THEN requirement.kind ELSE requirement.kind || ' ' || requirement.subject END AS demand,
            CASE requirement.kind
                WHEN 'uses' THEN assessment.media & option.value <> 0
                WHEN 'lacks' THEN (
                    SELECT burden * 10 + position FROM medium_burden
                    WHERE assessment_id = assessment.id AND medium = requirement.subject AND waits_for IS NULL)
                WHEN 'craft' THEN assessment.craft = option.value
                WHEN 'scale' THEN assessment.scale = option.value
                WHEN 'obstacle' THEN assessment.obstacles & option.value <> 0
                WHEN 'rating_at_least' THEN (SELECT rating FROM rating WHERE assessment_id = assessment.id AND factor = requirement.subject) >= requirement.value
                WHEN 'rating_at_most' THEN (SELECT rating FROM rating WHERE assessment_id = assessment.id AND factor = requirement.subject) <= requirement.value
            END AS holds,
            requirement.kind = 'lacks' AS opens
        FROM assessment
        CROSS JOIN tip
        LEFT JOIN tip_requirement AS requirement ON requirement.tip = tip.code
        LEFT JOIN option ON option.code = requirement.subject AND option.question = CASE requirement.kind
            WHEN 'uses' THEN 'media'
            WHEN 'obstacle' THEN 'obstacles'
            ELSE requirement.kind
        END
    )
    GROUP BY assessment_id, strategy, tip
    HAVING count(DISTINCT demand) = count(DISTINCT demand) FILTER (WHERE holds)
);
