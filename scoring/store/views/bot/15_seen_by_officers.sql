-- seen_by_officers: the interviews whose answers officers may see one by one: those of people whose
-- latest word is that they agree to be contacted, and those held on paper. All others, those of people
-- who were forgotten included (F- and 13 letters), only count in what is told of many.
CREATE VIEW seen_by_officers AS
SELECT * FROM counted
WHERE paper IS NOT NULL AND paper NOT GLOB 'F-?????????????'
    OR (SELECT given AND contact FROM consent WHERE consent.person_id = counted.person_id ORDER BY consent.id DESC LIMIT 1);
