-- What the later statements share: when each business came, how many interviews it gets, and how
-- many questions of its latest one are answered; a business with unanswered questions is at one of
-- them. Draws look random because they are squared: a remainder by a prime alone would be a
-- lattice.
CREATE TEMP TABLE business AS
WITH RECURSIVE
    counted (id) AS (VALUES (1) UNION ALL SELECT id + 1 FROM counted WHERE id < :businesses),
    numbered (id, n) AS (SELECT id, (id * 48271 + :seed * 40692) % 2147483647 FROM counted),
    drawn (id, draw) AS (SELECT id, n * n % 2147483647 FROM numbered),
    arrived (id, draw, came, wanted) AS (
        SELECT id, draw,
            :until - :lasts + (:lasts - :late - :day) * id / :businesses + draw % :day,
            1 + (draw % 8 = 0) + (draw % 32 = 0)
        FROM drawn
    )
SELECT id, draw, came,
    min(wanted, 1 + (:until - :day - came) / :rests) AS interviews,
    iif(draw / 32 % 8 = 0, 1 + draw / 256 % (:questions - 1), :questions) AS answered,
    draw / 32768 % 64 = 0 AS withdrawn
FROM arrived;

-- Chats come in random order, each once: multiplying by an odd number is a bijection of 32 bits.
INSERT INTO person (id, chat_id, language, created_at, last_seen_at, place)
SELECT id, 1000000 + ((id * 2654435761 + :seed) & 4294967295), iif(draw % 8 = 3, 'en', 'id'), came,
    came + (interviews - 1) * :rests + 60 * 60 * 1000,
    CASE WHEN withdrawn THEN 'arrived' WHEN answered < :questions THEN 'asking' ELSE 'finished' END
FROM business;

INSERT INTO consent (person_id, version, given, contact, at)
SELECT id, :version, 1, draw % 2, came FROM business;
INSERT INTO consent (person_id, version, given, at)
SELECT id, :version, 0, came + :day FROM business WHERE withdrawn;
