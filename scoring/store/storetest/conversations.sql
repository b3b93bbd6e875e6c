-- What follows from the interviews, once all of them are there.

UPDATE assessment SET superseded_at = later.finished_at
FROM assessment AS later
WHERE later.number > 1 AND later.finished_at IS NOT NULL
    AND assessment.person_id = later.person_id AND assessment.number = later.number - 1;

INSERT INTO result (assessment_id, s, w, o, t, x, y, ife, efe, quadrant, cell)
SELECT assessment_id, s, w, o, t, x, y, ife, efe, quadrant, cell
FROM position_cell
WHERE (SELECT finished_at FROM assessment WHERE id = assessment_id) IS NOT NULL;

-- One in four has taken two steps, and half of these have done the first.
INSERT INTO plan (person_id, tip, state, at)
SELECT id, tip.code, iif(tip.position = 1 AND draw % 2, 'done', 'todo'), came + :day
FROM business JOIN tip ON tip.strategy = 'SO1' AND tip.position <= 2
WHERE draw / 64 % 4 = 0 AND answered = :questions;

-- One in sixteen has logged complaints, three at most. One in five was never answered.
INSERT INTO complaint (person_id, kind, channel, buyer, promise, opened_at, answered_at, settled_at)
SELECT id, 'late', 'face', 'Pembeli', '', opened, iif(lot % 5, opened + lot % :day, NULL), iif(lot % 5 > 1, opened + :day, NULL)
FROM (
    SELECT id, draw / 16 AS lot, came + column1 * :day AS opened
    FROM business JOIN (VALUES (1), (2), (3)) ON column1 <= 1 + draw / 16 % 3
    WHERE draw % 16 = 5
);

-- Everybody with a result was asked about the steps a week after it, and will be asked once more
-- and then invited to another interview.
INSERT INTO reminder (person_id, assessment_id, kind, step, sent_at)
SELECT person_id, id, 'steps', 1, finished_at + 7 * :day
FROM assessment WHERE finished_at < :until - 8 * :day;
INSERT INTO follow_up (person_id, kind, step, due_at)
SELECT person_id, iif(finished_at > :until - 30 * :day, 'steps', 'again'), iif(finished_at > :until - 30 * :day, 2, 1),
    finished_at + iif(finished_at > :until - 30 * :day, 30, 90) * :day
FROM assessment
WHERE superseded_at IS NULL AND finished_at BETWEEN :until - 89 * :day AND :until - 8 * :day
    AND NOT EXISTS (SELECT 1 FROM assessment AS later WHERE later.person_id = assessment.person_id AND later.number > assessment.number);
