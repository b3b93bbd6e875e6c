-- inquiry_business: what officers see of the business that an inquiry comes from: the newest name,
-- and the newest interview with a result, unless the consent was withdrawn.
CREATE VIEW inquiry_business AS
SELECT inquiry.id AS inquiry_id, person.id AS person_id,
    coalesce((SELECT name FROM assessment WHERE person_id = person.id AND name IS NOT NULL ORDER BY number DESC LIMIT 1), '') AS name,
    (SELECT id FROM assessment WHERE person_id = person.id AND finished_at IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM withdrawn WHERE withdrawn.person_id = person.id) ORDER BY number DESC LIMIT 1) AS latest
FROM inquiry
JOIN person ON person.id = inquiry.person_id;
