package store

import (
	"fmt"

	"ikmbot/dialog"
	"ikmbot/dialog/broadcast"
	"ikmbot/dialog/complaint"
	"ikmbot/dialog/inquiry"
	"ikmbot/dialog/interview"
	"ikmbot/dialog/office"
	"ikmbot/dialog/recap"
	"ikmbot/dialog/reminder"
	"ikmbot/dialog/result"
	"ikmbot/dialog/turn"
	broadcastdb "ikmbot/scoring/store/broadcast"
	complaintdb "ikmbot/scoring/store/complaint"
	inquirydb "ikmbot/scoring/store/inquiry"
	"ikmbot/scoring/store/internal/batch"
	interviewdb "ikmbot/scoring/store/interview"
	officedb "ikmbot/scoring/store/office"
	reminderdb "ikmbot/scoring/store/reminder"
	resultdb "ikmbot/scoring/store/result"
)

// writeEffect stores what has become true of a person. next is the session after the turn.
func writeEffect(t *batch.Turn, p *batch.Person, next turn.Session, effect turn.Effect) error {
	var err error
	switch e := effect.(type) {
	case dialog.LanguageChosen:
		err = setLanguage(t, p, next.Language)
	case interview.ConsentDecided:
		err = decideConsent(t, p, e)
	case interview.Begun:
		err = interviewdb.Begin(t, p, e)
	case interview.Answered:
		err = interviewdb.Answer(t, p, next, e)
	case interview.Finished:
		err = interviewdb.Finish(t, p)
	case reminder.Stopped:
		err = stop(t, p)
	case reminder.Resumed:
		err = resume(t, p)
	case dialog.Blocked:
		err = block(t, p)
	case result.StepTaken:
		err = resultdb.TakeStep(t, p, e.Tip, e.State)
	case reminder.StepTried:
		err = resultdb.TryStep(t, p, e)
	case reminder.Switched:
		err = reminderdb.Switch(t, p, e)
	case complaint.Logged:
		err = complain(t, p, next, e.Complaint)
	case complaint.Moved:
		err = answerComplaint(t, p, e)
	case office.InvitationMade:
		err = officedb.Invite(t, p, e)
	case office.InvitationRevoked:
		err = officedb.Revoke(t, p, e.ID)
	case office.Joined:
		err = officedb.Join(t, p, e.Invitation)
	case office.Removed:
		err = officedb.Remove(t, p, e.ID)
	case recap.PopulationEntered:
		err = officedb.EnterPopulation(t, p, e)
	case recap.Exported:
		err = officedb.AuditExport(t, p, e)
	case broadcast.DraftChanged:
		err = broadcastdb.KeepDraft(t, p, next.Officer)
	case broadcast.DraftDropped:
		err = broadcastdb.DropDraft(t, p)
	case broadcast.Confirmed:
		err = broadcastdb.Confirm(t, p, e.Draft)
	case broadcast.Moved:
		err = broadcastdb.Move(t, p, e)
	case broadcast.Answered:
		err = broadcastdb.Answer(t, p, e)
	case broadcast.SegmentKept:
		err = broadcastdb.KeepSegment(t, p, e)
	case broadcast.SegmentDropped:
		err = broadcastdb.DropSegment(t, p, e)
	case inquiry.Asked:
		err = inquirydb.Ask(t, p, e.Inquiry)
	case inquiry.Taken:
		err = inquirydb.Take(t, p, e.ID)
	case inquiry.Returned:
		err = inquirydb.Return(t, p, e.ID)
	case inquiry.Answered:
		err = inquirydb.Answer(t, p, e)
	case dialog.Erased:
		err = erase(t, p)
	default:
		err = fmt.Errorf("no table for it")
	}
	if err != nil {
		return fmt.Errorf("write %T of person %d: %w", effect, p.ID, err)
	}
	return nil
}

// complain keeps a complaint, and schedules that its owner is reminded of it.
func complain(t *batch.Turn, p *batch.Person, next turn.Session, c complaint.Complaint) error {
	if err := complaintdb.Log(t, p, c); err != nil || next.Stopped {
		return err
	}
	return reminderdb.Schedule(t, p.ID, reminder.Complaints, 1)
}

// answerComplaint keeps how far a complaint is. What is answered needs no reminder.
func answerComplaint(t *batch.Turn, p *batch.Person, e complaint.Moved) error {
	if err := complaintdb.Move(t, p, e); err != nil {
		return err
	}
	return reminderdb.Withdraw(t, p, reminder.Complaints)
}
