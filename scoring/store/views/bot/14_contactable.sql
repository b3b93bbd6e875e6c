-- contactable: the people whom officers may write to, and whose names they may see: their latest
-- decision agrees to it, and they have neither stopped messages nor blocked the bot.
CREATE VIEW contactable AS
SELECT id AS person_id
FROM person
WHERE stopped_at IS NULL AND blocked_at IS NULL
    AND (SELECT given AND contact FROM consent WHERE consent.person_id = person.id ORDER BY consent.id DESC LIMIT 1);
