-- business_size: how large a business is, worked out from its yearly sales, its assets (net worth
-- without land and buildings) and its workers. NULL where the answers do not tell.
--
--   uu20     UU 20/2008, Pasal 6: micro to Rp 50 million assets or Rp 300 million sales, small to
--            500 million or 2.5 billion, medium to 10 billion or 50 billion, large past that. Where
--            both are known and disagree, the larger class.
--   pp7      PP 7/2021, Pasal 35 (5), by sales: micro to Rp 2 billion, small to 15, medium to 50,
--            large past that; where they are not known, Pasal 35 (3), by capital: 1, 5 and 10 billion.
--   industry Permenperin 64/2016: small to 19 workers and investment below Rp 1 billion; medium to 19
--            workers and investment from 1 billion, or from 20 workers and investment to 15 billion;
--            large past that. The assets stand for the investment, and their last band begins
--            at 10 billion: whether an industry is large is never told.
CREATE VIEW business_size AS
WITH
    class (rank, code) AS (VALUES (1, 'micro'), (2, 'small'), (3, 'medium'), (4, 'large')),
    sales_band (code, uu20, pp7) AS (VALUES
        ('to300m',  1, 1),
        ('to2b',    2, 1),
        ('to2_5b',  2, 2),
        ('to15b',   3, 2),
        ('to50b',   3, 3),
        ('over50b', 4, 4)
    ),
    assets_band (code, uu20, pp7, below_1b, to_15b) AS (VALUES
        ('to50m',   1, 1, 1, 1),
        ('to500m',  2, 1, 1, 1),
        ('to1b',    3, 1, 1, 1),
        ('to5b',    3, 2, 0, 1),
        ('to10b',   3, 3, 0, 1),
        ('over10b', 4, 4, 0, NULL)
    ),
    answer AS (
        SELECT
            assessment.id,
            (SELECT code FROM option WHERE question = 'sales' AND value = assessment.sales) AS sales,
            (SELECT code FROM option WHERE question = 'assets' AND value = assessment.assets) AS assets,
            (SELECT code IN ('to4', 'to19') FROM option WHERE question = 'workers' AND value = assessment.workers) AS to_19_workers
        FROM assessment
    )
SELECT
    answer.id AS assessment_id,
    (SELECT code FROM class WHERE rank = max(coalesce(sales_band.uu20, assets_band.uu20), coalesce(assets_band.uu20, sales_band.uu20))) AS uu20,
    (SELECT code FROM class WHERE rank = coalesce(sales_band.pp7, assets_band.pp7)) AS pp7,
    CASE
        WHEN to_19_workers AND below_1b THEN 'small'
        WHEN to_19_workers AND NOT below_1b THEN 'medium'
        WHEN NOT to_19_workers AND to_15b THEN 'medium'
    END AS industry
FROM answer
LEFT JOIN sales_band ON sales_band.code = answer.sales
LEFT JOIN assets_band ON assets_band.code = answer.assets;
