-- What a consent covers: the processing of the answers alone, or being contacted by the
-- officers of the region as well.

ALTER TABLE consent ADD COLUMN contact INTEGER NOT NULL DEFAULT 0 CONSTRAINT contact_is_0_or_1 CHECK (contact IN (0, 1));
