-- withdrawn: the people whose answers must not be used, because their latest decision about the
-- consent is no.
CREATE VIEW withdrawn AS
SELECT person_id
FROM consent
WHERE given = 0 AND NOT EXISTS (SELECT 1 FROM consent AS later WHERE later.person_id = consent.person_id AND later.id > consent.id);
