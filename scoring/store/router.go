package store

import (
	"errors"
	"fmt"

	"ikmbot/dialog"
	"ikmbot/dialog/broadcast"
	"ikmbot/dialog/complaint"
	"ikmbot/dialog/fallback"
	"ikmbot/dialog/inquiry"
	"ikmbot/dialog/interview"
	"ikmbot/dialog/office"
	"ikmbot/dialog/recap"
	"ikmbot/dialog/reminder"
	"ikmbot/dialog/result"
	"ikmbot/dialog/turn"
	broadcastdb "ikmbot/scoring/store/broadcast"
	complaintdb "ikmbot/scoring/store/complaint"
	fallbackdb "ikmbot/scoring/store/fallback"
	inquirydb "ikmbot/scoring/store/inquiry"
	"ikmbot/scoring/store/internal/batch"
	interviewdb "ikmbot/scoring/store/interview"
	officedb "ikmbot/scoring/store/office"
	reminderdb "ikmbot/scoring/store/reminder"
	resultdb "ikmbot/scoring/store/result"
)

// writeEffect stores an effect of a person's turn. next is the session after the turn.
func writeEffect(t *batch.Turn, p *batch.Person, next turn.Session, effect turn.Effect) error {
	if err := writeOwnerEffect(t, p, next, effect); err != nil {
		return fmt.Errorf("write %T of person %d: %w", effect, p.ID, err)
	}
	return nil
}

// writeOwnerEffect stores what anybody may do, and hands on what only an officer may.
func writeOwnerEffect(t *batch.Turn, p *batch.Person, next turn.Session, effect turn.Effect) error {
	switch e := effect.(type) {
	case dialog.LanguageChosen:
		return setLanguage(t, p, next.Language)
	case interview.ConsentDecided:
		return decideConsent(t, p, e)
	case interview.ConsentAsked:
		return askConsentAnew(t, p, e)
	case interview.Begun:
		return interviewdb.Begin(t, p, next, e)
	case interview.Answered:
		return interviewdb.Answer(t, p, next, e)
	case interview.CorrectionBegun:
		return interviewdb.BeginCorrection(t, p, next)
	case interview.CorrectionLeft:
		return interviewdb.LeaveCorrection(t, p)
	case interview.Corrected:
		return interviewdb.Correct(t, p, next)
	case interview.Finished:
		return interviewdb.Finish(t, p)
	case reminder.Stopped:
		return stop(t, p)
	case reminder.Resumed:
		return resume(t, p)
	case dialog.Blocked:
		return block(t, p)
	case result.StepTaken:
		return resultdb.TakeStep(t, p, e.Tip, e.State)
	case reminder.StepTried:
		return resultdb.TryStep(t, p, e)
	case complaint.Logged:
		return complain(t, p, next, e.Complaint)
	case complaint.StateChanged:
		return answerComplaint(t, p, e)
	case broadcast.Answered:
		return broadcastdb.Answer(t, p, e)
	case inquiry.Asked:
		return inquirydb.Ask(t, p, e.Inquiry)
	case inquiry.Added:
		return inquirydb.Add(t, p, e.Letter)
	case fallback.Kept:
		return fallbackdb.Keep(t, p, e.Kept)
	case fallback.Dropped:
		return fallbackdb.Drop(t, p)
	case dialog.Erased:
		return erase(t, p)
	}
	return writeOfficerEffect(t, p, next, effect)
}

// writeOfficerEffect stores what an officer did. Accepting an invitation makes somebody an officer.
func writeOfficerEffect(t *batch.Turn, p *batch.Person, next turn.Session, effect turn.Effect) error {
	switch e := effect.(type) {
	case office.InvitationMade:
		return officedb.Invite(t, p, e)
	case office.InvitationRevoked:
		return officedb.Revoke(t, p, e.ID)
	case office.Joined:
		return officedb.Join(t, p, e.Invitation)
	case office.Removed:
		return officedb.Remove(t, p, e.ID)
	case reminder.Switched:
		return reminderdb.Switch(t, p, e)
	case recap.PopulationEntered:
		return officedb.EnterPopulation(t, p, e)
	case recap.Exported:
		return officedb.AuditExport(t, p, e)
	case broadcast.DraftChanged:
		return broadcastdb.KeepDraft(t, p, next.Officer)
	case broadcast.DraftDropped:
		return broadcastdb.DropDraft(t, p)
	case broadcast.Confirmed:
		return broadcastdb.Confirm(t, p, e.Draft)
	case broadcast.StateChanged:
		return broadcastdb.SetState(t, p, e)
	case broadcast.SegmentKept:
		return broadcastdb.KeepSegment(t, p, e)
	case broadcast.SegmentDropped:
		return broadcastdb.DropSegment(t, p, e)
	case inquiry.Taken:
		return inquirydb.Take(t, p, e.ID)
	case inquiry.Returned:
		return inquirydb.Return(t, p, e.ID)
	case inquiry.Answered:
		return inquirydb.Answer(t, p, e)
	}
	return errors.New("no table for it")
}

// complain stores a complaint, and schedules a reminder of it.
func complain(t *batch.Turn, p *batch.Person, next turn.Session, c complaint.Complaint) error {
	if err := complaintdb.Log(t, p, c); err != nil || next.Stopped {
		return err
	}
	return reminderdb.Schedule(t, p.ID, reminder.Complaints, 1)
}

// answerComplaint stores a complaint's new state. An answered one needs no reminder.
func answerComplaint(t *batch.Turn, p *batch.Person, e complaint.StateChanged) error {
	if err := complaintdb.SetState(t, p, e); err != nil {
		return err
	}
	return reminderdb.Withdraw(t, p, reminder.Complaints)
}
