-- inquiry_audience: the officers who may see an inquiry: those of its region and those of every
-- region, except the person who asks.
CREATE VIEW inquiry_audience AS
SELECT inquiry.id AS inquiry_id, officer.id AS officer_id, officer.chat_id, reader.language,
    reader.stopped_at IS NULL AND reader.blocked_at IS NULL AS reachable
FROM inquiry
JOIN officer ON officer.removed_at IS NULL
JOIN person AS reader ON reader.chat_id = officer.chat_id AND reader.id <> inquiry.person_id
WHERE NOT EXISTS (SELECT 1 FROM officer_region WHERE officer_id = officer.id)
    OR EXISTS (SELECT 1 FROM officer_region WHERE officer_id = officer.id AND officer_region.region = inquiry.region);
