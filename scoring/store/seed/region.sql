-- The regencies and cities of Jambi Province by their BPS codes, in the order in which the questionnaire offers them.
INSERT INTO region (position, code, name, zone) VALUES
    (1,  1571, 'Kota Jambi',           'Asia/Jakarta'),
    (2,  1572, 'Kota Sungai Penuh',    'Asia/Jakarta'),
    (3,  1504, 'Batang Hari',          'Asia/Jakarta'),
    (4,  1509, 'Bungo',                'Asia/Jakarta'),
    (5,  1501, 'Kerinci',              'Asia/Jakarta'),
    (6,  1502, 'Merangin',             'Asia/Jakarta'),
    (7,  1505, 'Muaro Jambi',          'Asia/Jakarta'),
    (8,  1503, 'Sarolangun',           'Asia/Jakarta'),
    (9,  1507, 'Tanjung Jabung Barat', 'Asia/Jakarta'),
    (10, 1506, 'Tanjung Jabung Timur', 'Asia/Jakarta'),
    (11, 1508, 'Tebo',                 'Asia/Jakarta'),
    (12, 9999, '',                     'Asia/Jakarta') -- outside Jambi: locales has its name
ON CONFLICT (code) DO UPDATE SET name = excluded.name, zone = excluded.zone, position = excluded.position;
