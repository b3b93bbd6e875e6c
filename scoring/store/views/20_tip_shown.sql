-- tip_shown: the tips that fit a business, within each strategy the most specific first.
--
--   holds    = the answers are as a requirement asks. What was skipped holds nothing;
--              the answer "none" to media holds every lacks
--   fits     = every requirement of the tip holds; of several crafts, or scales, one is enough
--   specific = how many requirements hold, alternatives counted as one
--   position = rank within the strategy: more specific first, then the order of the seed
CREATE VIEW tip_shown AS
SELECT
    assessment_id, strategy, tip,
    row_number() OVER (PARTITION BY assessment_id, strategy ORDER BY count(kind) DESC, seeded) AS position,
    minutes, count(kind) AS specific
FROM (
    SELECT
        assessment.id AS assessment_id, tip.strategy, tip.code AS tip, tip.position AS seeded, tip.minutes, requirement.kind,
        max(coalesce(CASE requirement.kind
            WHEN 'uses' THEN assessment.media & option.value <> 0
            WHEN 'lacks' THEN assessment.media & option.value = 0
            WHEN 'craft' THEN assessment.craft = option.value
            WHEN 'scale' THEN assessment.scale = option.value
            WHEN 'obstacle' THEN assessment.obstacles & option.value <> 0
            WHEN 'rating_at_least' THEN (SELECT rating FROM rating WHERE assessment_id = assessment.id AND factor = requirement.subject) >= requirement.value
            WHEN 'rating_at_most' THEN (SELECT rating FROM rating WHERE assessment_id = assessment.id AND factor = requirement.subject) <= requirement.value
        END, 0)) AS holds
    FROM assessment
    CROSS JOIN tip
    LEFT JOIN tip_requirement AS requirement ON requirement.tip = tip.code
    LEFT JOIN option ON option.code = requirement.subject AND option.question = CASE requirement.kind
        WHEN 'uses' THEN 'media'
        WHEN 'lacks' THEN 'media'
        WHEN 'obstacle' THEN 'obstacles'
        ELSE requirement.kind
    END
    GROUP BY assessment.id, tip.code, requirement.kind, CASE WHEN requirement.kind NOT IN ('craft', 'scale') THEN requirement.subject END
)
GROUP BY assessment_id, tip
HAVING count(kind) = 0 OR min(holds);
