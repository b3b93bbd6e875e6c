-- The steps that an owner can do this week, and what each asks of the answers.
-- The rows stand in seed/tip.sql, the words in locales/tip.*.toml.

CREATE TABLE tip (
    code     TEXT    PRIMARY KEY, -- strategy and position: SO1_1
    strategy TEXT    NOT NULL REFERENCES strategy (code),
    position INTEGER NOT NULL, -- place within the strategy, from 1
    minutes  INTEGER NOT NULL CONSTRAINT minutes_are_5_to_120 CHECK (minutes BETWEEN 5 AND 120), -- time the step takes, done for the first time
    CONSTRAINT tip_is_named_by_its_place CHECK (code = strategy || '_' || position)
) STRICT;

-- Every requirement of a tip must hold, except that several crafts are
-- alternatives, and several scales likewise. A tip with none fits everybody.
CREATE TABLE tip_requirement (
    tip     TEXT    NOT NULL REFERENCES tip (code),
    kind    TEXT    NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('uses', 'lacks', 'craft', 'scale', 'obstacle', 'rating_at_least', 'rating_at_most')),
    subject TEXT    NOT NULL, -- code of an option, or of a factor where a rating is required
    value   INTEGER CONSTRAINT value_is_a_rating CHECK (value BETWEEN 1 AND 4),
    PRIMARY KEY (tip, kind, subject),
    CONSTRAINT value_goes_with_a_rating CHECK ((value IS NOT NULL) = (kind IN ('rating_at_least', 'rating_at_most')))
) STRICT, WITHOUT ROWID;
