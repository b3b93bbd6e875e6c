-- The media of the study (website, Facebook, Twitter, Instagram, marketplace) and of today, and what
-- each asks of whoever sells through it. The figures are this project's own estimates: the study
-- names the criteria and gives none.
DELETE FROM medium_suit;
DELETE FROM medium;

INSERT INTO medium (code, position, skills, cost, minutes, signal, tip) VALUES
    ('whatsapp',    1, 1, 1,  60, 1, 'SO1_4'),
    ('maps',        2, 2, 1,  15, 1, 'SO2_6'),
    ('facebook',    3, 2, 1,  90, 2, 'SO3_8'),
    ('marketplace', 4, 3, 2, 120, 2, 'SO1_6'),
    ('instagram',   5, 2, 1, 120, 3, 'SO3_9'),
    ('tiktok',      6, 3, 1, 180, 4, 'SO3_10'),
    ('website',     7, 4, 4, 120, 2, 'SO1_8'),
    ('x',           8, 3, 1, 180, 2, 'SO3_11');

INSERT INTO medium_suit (medium, kind, subject) VALUES
    ('whatsapp',    'scale', 'single'), -- an order is talked over
    ('facebook',    'craft', 'wood'),   -- household goods, bought by people nearby
    ('facebook',    'craft', 'fibre'),
    ('facebook',    'craft', 'metal'),
    ('marketplace', 'craft', 'batik'),  -- light in the parcel
    ('marketplace', 'craft', 'weaving'),
    ('marketplace', 'craft', 'paper'),
    ('marketplace', 'scale', 'limited'), -- in stock
    ('marketplace', 'scale', 'mass'),
    ('instagram',   'craft', 'batik'),  -- a photo tells it
    ('instagram',   'craft', 'weaving'),
    ('instagram',   'craft', 'ceramic'),
    ('instagram',   'craft', 'glass'),
    ('instagram',   'craft', 'paper'),
    ('instagram',   'scale', 'single'), -- each piece is a post
    ('tiktok',      'craft', 'batik'),  -- the making is worth watching
    ('tiktok',      'craft', 'weaving'),
    ('tiktok',      'craft', 'wood'),
    ('tiktok',      'craft', 'ceramic'),
    ('tiktok',      'craft', 'metal'),
    ('tiktok',      'craft', 'glass'),
    ('website',     'scale', 'mass');   -- buyers of large numbers look for a firm
