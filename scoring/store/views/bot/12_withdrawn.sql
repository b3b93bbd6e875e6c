-- withdrawn: the people whose answers are not to be used, for the latest thing they said is no.
CREATE VIEW withdrawn AS
SELECT person_id
FROM consent
WHERE given = 0 AND NOT EXISTS (SELECT 1 FROM consent AS later WHERE later.person_id = consent.person_id AND later.id > consent.id);
