-- contactable: the people to whom officers may write, and whose names they may be given: the latest
-- thing they said is that they agree to it, and neither were messages stopped nor the bot blocked.
CREATE VIEW contactable AS
SELECT id AS person_id
FROM person
WHERE stopped_at IS NULL AND blocked_at IS NULL
    AND (SELECT given AND contact FROM consent WHERE consent.person_id = person.id ORDER BY consent.id DESC LIMIT 1);
