package recap

import (
	"fmt"

	"ikmbot/scoring"
)

// addReminders counts the bot's own messages to the people of the scope, and what they led to.
func (s *survey) addReminders() error {
	var now scoring.Reminders
	err := s.row(s.reminded(), &now.Unfinished, &now.Steps, &now.Again, &now.Complaints, &now.Finished, &now.Begun)
	if err != nil {
		return err
	}
	if err := s.row(s.tried(), &now.Done, &now.Partly, &now.NotYet); err != nil {
		return err
	}
	f := &s.Reminders
	for sum, n := range map[*int]int{
		&f.Unfinished: now.Unfinished, &f.Steps: now.Steps, &f.Again: now.Again, &f.Complaints: now.Complaints,
		&f.Finished: now.Finished, &f.Begun: now.Begun, &f.Done: now.Done, &f.Partly: now.Partly, &f.NotYet: now.NotYet,
	} {
		*sum += n
	}
	return nil
}

// reminded counts what was sent in the span, by kind, and the interviews that were finished or
// begun in it after a message that was sent at any time.
func (s *survey) reminded() string {
	sent := s.where.Within("sent_at")
	return fmt.Sprintf(`
		SELECT count(*) FILTER (WHERE kind = 'unfinished' AND %[1]s), count(*) FILTER (WHERE kind = 'steps' AND %[1]s),
			count(*) FILTER (WHERE kind = 'again' AND %[1]s), count(*) FILTER (WHERE kind = 'complaint' AND %[1]s),
			count(DISTINCT assessment_id) FILTER (WHERE kind = 'unfinished' AND EXISTS (
				SELECT 1 FROM assessment
				WHERE assessment.id = assessment_id AND finished_at >= sent_at AND %[2]s)),
			count(DISTINCT assessment_id) FILTER (WHERE kind = 'again' AND EXISTS (
				SELECT 1 FROM assessment AS before JOIN assessment AS next ON next.person_id = before.person_id AND next.number = before.number + 1
				WHERE before.id = assessment_id AND next.started_at >= sent_at AND %[3]s))
		FROM reminder
		WHERE %[4]s`,
		sent, s.where.Within("finished_at"), s.where.Within("next.started_at"), s.ofPeople("reminder.person_id"))
}

// tried counts the steps by outcome.
func (s *survey) tried() string {
	return fmt.Sprintf(`
		SELECT count(*) FILTER (WHERE outcome = 'done'), count(*) FILTER (WHERE outcome = 'partly'), count(*) FILTER (WHERE outcome = 'not_yet')
		FROM step_try JOIN assessment AS asked ON asked.id = assessment_id
		WHERE outcome IS NOT NULL AND %s AND %s`,
		s.where.Within("at"), s.ofPeople("asked.person_id"))
}
