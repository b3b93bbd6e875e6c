-- complaint_guidance: the assessments whose owners are told how to answer complaints, whichever
-- the quadrant, because complaints are answered late.
--
--   W6 is grave
CREATE VIEW complaint_guidance AS
SELECT assessment_id FROM rating WHERE factor = 'W6' AND grave;
