-- The paper's six programmes (abstract and conclusion), which group the strategies.
INSERT INTO programme (number) VALUES
    (1), -- sell through the internet: website, social media, marketplace
    (2), -- excellent service, whoever the buyer is
    (3), -- simpler administration, fresh and varied information
    (4), -- easy instructions for buyers, weaknesses said openly
    (5), -- affordable cost, and teaching buyers
    (6)  -- complaints answered at once
ON CONFLICT (number) DO NOTHING;
