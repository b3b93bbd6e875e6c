-- Where somebody stands in the conversation is kept in the person's own row: every turn reads and
-- writes both, and each row that lies for itself is a page of the file more.

ALTER TABLE person ADD COLUMN place TEXT NOT NULL DEFAULT 'arrived'; -- dialog.Place
ALTER TABLE person ADD COLUMN at_question TEXT NOT NULL DEFAULT ''; -- the question asked out of turn, or ''
ALTER TABLE person ADD COLUMN picks INTEGER NOT NULL DEFAULT 0 CONSTRAINT picks_are_a_mask CHECK (picks >= 0);
ALTER TABLE person ADD COLUMN aside TEXT NOT NULL DEFAULT '{}' CONSTRAINT aside_is_json CHECK (json_valid(aside));
UPDATE person SET place = session.place, at_question = session.at_question, picks = session.picks, aside = session.aside
    FROM session WHERE person_id = person.id;
DROP TABLE session;
