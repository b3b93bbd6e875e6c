-- What is not asked, and the rating that it has instead: the lowest for a strength, the gravest for a
-- weakness. Who uses no internet medium can't say how the internet serves buyers; who has no buyer
-- through the internet (S1 = 1) can't say what is known of them.
DELETE FROM implication;

INSERT INTO implication (factor, because, rating) VALUES
    ('S1', 'no_media', 1),
    ('S2', 'no_media', 1),
    ('S3', 'no_media', 1),
    ('S4', 'no_media', 1),
    ('S5', 'no_media', 1),
    ('S6', 'no_media', 1),
    ('S7', 'no_media', 1),
    ('S8', 'no_media', 1),
    ('W2', 'no_media', 4),
    ('W5', 'no_media', 4),
    ('S8', 'no_online_buyers', 1);
