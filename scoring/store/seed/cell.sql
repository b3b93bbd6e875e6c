-- The cells of the IE matrix: IFE across, strong on the left; EFE down, high at the top.
INSERT INTO cell (code, efe_band, ife_band, stance) VALUES
    ('I',    'high',   'strong',  'build'),   -- grow and build
    ('II',   'high',   'average', 'build'),
    ('III',  'high',   'weak',    'hold'),    -- hold and maintain
    ('IV',   'medium', 'strong',  'build'),
    ('V',    'medium', 'average', 'hold'),
    ('VI',   'medium', 'weak',    'harvest'), -- harvest or divest
    ('VII',  'low',    'strong',  'hold'),
    ('VIII', 'low',    'average', 'harvest'),
    ('IX',   'low',    'weak',    'harvest')
ON CONFLICT (code) DO UPDATE SET efe_band = excluded.efe_band, ife_band = excluded.ife_band, stance = excluded.stance;
