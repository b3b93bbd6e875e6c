package recap

// findPeople finds, once, the people whose latest region is in the scope. For all regions that is
// everybody.
func (s *survey) findPeople() error {
	if s.Scope.Regions == nil {
		return nil
	}
	for _, statement := range []string{
		"CREATE TEMP TABLE recap_people (person_id INTEGER PRIMARY KEY)",
		`INSERT INTO recap_people SELECT person_id FROM assessment
		WHERE person_id IS NOT NULL AND ` + s.where.InRegions("region") + ` AND NOT EXISTS (
			SELECT 1 FROM assessment AS later
			WHERE later.person_id = assessment.person_id AND later.number > assessment.number AND later.region IS NOT NULL)
			AND ` + consented("assessment.person_id"),
	} {
		if _, err := s.tx.ExecContext(s.ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// ofPeople holds where a column is one of these people, and one who has not withdrawn the consent.
func (s *survey) ofPeople(column string) string {
	if s.Scope.Regions == nil {
		return consented(column)
	}
	return column + " IN (SELECT person_id FROM recap_people)"
}

// consented holds where a column is not somebody who has withdrawn the consent.
func consented(column string) string {
	return "NOT EXISTS (SELECT 1 FROM withdrawn WHERE withdrawn.person_id = " + column + ")"
}
