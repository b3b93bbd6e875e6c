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
)

// write stores what has become true of a person. next is the session after the turn.
func (t *application) write(p *person, next turn.Session, effect turn.Effect) error {
	var err error
	switch e := effect.(type) {
	case dialog.LanguageChosen:
		err = t.setLanguage(p, next.Language)
	case interview.ConsentDecided:
		err = t.decide(p, e)
	case interview.Begun:
		err = t.begin(p, e)
	case interview.Answered:
		err = t.answer(p, next, e)
	case interview.Finished:
		err = t.finish(p)
	case reminder.Stopped:
		err = t.stop(p)
	case reminder.Resumed:
		err = t.resume(p)
	case dialog.Blocked:
		err = t.block(p)
	case result.StepTaken:
		err = t.takeStep(p, e.Tip, e.State)
	case reminder.StepTried:
		err = t.tryStep(p, e)
	case reminder.Switched:
		err = t.switchReminder(p, e)
	case complaint.Logged:
		err = t.complain(p, next, e.Complaint)
	case complaint.Moved:
		err = t.answerComplaint(p, e)
	case office.InvitationMade:
		err = t.invite(p, e)
	case office.InvitationRevoked:
		err = t.revoke(p, e.ID)
	case office.Joined:
		err = t.join(p, e.Invitation)
	case office.Removed:
		err = t.removeOfficer(p, e.ID)
	case recap.PopulationEntered:
		err = t.enterPopulation(p, e)
	case recap.Exported:
		err = t.auditExport(p, e)
	case broadcast.DraftChanged:
		err = t.keepDraft(p, next.Officer)
	case broadcast.DraftDropped:
		err = t.dropDraft(p)
	case broadcast.Confirmed:
		err = t.confirmBroadcast(p, e.Draft)
	case broadcast.Moved:
		err = t.moveBroadcast(p, e)
	case broadcast.Answered:
		err = t.answerBroadcast(p, e)
	case broadcast.SegmentKept:
		err = t.keepSegment(p, e)
	case broadcast.SegmentDropped:
		err = t.dropSegment(p, e)
	case inquiry.Asked:
		err = t.ask(p, e.Inquiry)
	case inquiry.Taken:
		err = t.takeInquiry(p, e.ID)
	case inquiry.Returned:
		err = t.returnInquiry(p, e.ID)
	case inquiry.Answered:
		err = t.answerInquiry(p, e)
	case dialog.Erased:
		err = t.erase(p)
	default:
		err = fmt.Errorf("no table for it")
	}
	if err != nil {
		return fmt.Errorf("write %T of person %d: %w", effect, p.id, err)
	}
	return nil
}

// complain keeps a complaint, and schedules that its owner is reminded of it.
func (t *application) complain(p *person, next turn.Session, c complaint.Complaint) error {
	if err := t.logComplaint(p, c); err != nil || next.Stopped {
		return err
	}
	return t.schedule(p.id, reminder.Complaints, 1)
}

// answerComplaint keeps how far a complaint is. What is answered needs no reminder.
func (t *application) answerComplaint(p *person, e complaint.Moved) error {
	if err := t.moveComplaint(p, e); err != nil {
		return err
	}
	return t.takeBack(p, reminder.Complaints)
}
