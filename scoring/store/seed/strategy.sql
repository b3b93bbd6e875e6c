-- The strategies of Table 2 in table order, each with its programme.
INSERT INTO strategy (code, family, position, programme) VALUES
    ('SO1', 'SO', 1, 1),
    ('SO2', 'SO', 2, 2),
    ('SO3', 'SO', 3, 1),
    ('WO1', 'WO', 4, 4),
    ('WO2', 'WO', 5, 5),
    ('WO3', 'WO', 6, 6),
    ('ST1', 'ST', 7, 3),
    ('ST2', 'ST', 8, 3),
    ('ST3', 'ST', 9, 2),
    ('WT1', 'WT', 10, 6),
    ('WT2', 'WT', 11, 3)
ON CONFLICT (code) DO UPDATE SET family = excluded.family, position = excluded.position, programme = excluded.programme;

-- The factors that each strategy addresses, in brackets in the table.
DELETE FROM strategy_factor;

INSERT INTO strategy_factor (strategy, factor) VALUES
    ('SO1', 'S1'), ('SO1', 'S2'), ('SO1', 'O1'), ('SO1', 'O2'),
    ('SO2', 'S3'), ('SO2', 'S4'), ('SO2', 'S5'), ('SO2', 'S6'), ('SO2', 'O3'),
    ('SO3', 'S7'), ('SO3', 'S8'), ('SO3', 'O4'),
    ('WO1', 'W1'), ('WO1', 'W2'), ('WO1', 'O1'), ('WO1', 'O2'),
    ('WO2', 'W3'), ('WO2', 'W4'), ('WO2', 'O3'), ('WO2', 'O4'),
    ('WO3', 'W5'), ('WO3', 'W6'), ('WO3', 'O3'),
    ('ST1', 'S1'), ('ST1', 'S2'), ('ST1', 'S3'), ('ST1', 'T1'), ('ST1', 'T2'),
    ('ST2', 'S4'), ('ST2', 'S5'), ('ST2', 'T3'),
    ('ST3', 'S6'), ('ST3', 'S7'), ('ST3', 'S8'), ('ST3', 'T4'),
    ('WT1', 'W2'), ('WT1', 'W3'), ('WT1', 'T1'), ('WT1', 'T2'),
    ('WT2', 'W1'), ('WT2', 'W4'), ('WT2', 'W5'), ('WT2', 'W6'), ('WT2', 'T1'), ('WT2', 'T3'), ('WT2', 'T4');
