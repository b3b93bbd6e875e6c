package store

import (
	"fmt"

	"ikmbot/dialog"
)

// write stores what has become true of a person. next is the session after the turn.
func (t *application) write(p *person, next dialog.Session, effect dialog.Effect) error {
	var err error
	switch e := effect.(type) {
	case dialog.LanguageChosen:
		err = t.setLanguage(p, next.Language)
	case dialog.ConsentDecided:
		err = t.decide(p, e)
	case dialog.InterviewBegun:
		err = t.begin(p, e)
	case dialog.Answered:
		err = t.answer(p, next, e)
	case dialog.InterviewFinished:
		err = t.finish(p)
	case dialog.MessagesStopped:
		err = t.stop(p)
	case dialog.MessagesResumed:
		err = t.resume(p)
	case dialog.Blocked:
		err = t.block(p)
	case dialog.StepTaken:
		err = t.takeStep(p, e.Tip, e.State)
	case dialog.StepTried:
		err = t.tryStep(p, e)
	case dialog.FollowUpSwitched:
		err = t.switchReminder(p, e)
	case dialog.ComplaintLogged:
		err = t.complain(p, next, e.Complaint)
	case dialog.ComplaintMoved:
		err = t.answerComplaint(p, e)
	case dialog.InvitationMade:
		err = t.invite(p, e)
	case dialog.InvitationRevoked:
		err = t.revoke(p, e.ID)
	case dialog.OfficerJoined:
		err = t.join(p, e.Invitation)
	case dialog.OfficerRemoved:
		err = t.removeOfficer(p, e.ID)
	case dialog.PopulationEntered:
		err = t.enterPopulation(p, e)
	case dialog.Exported:
		err = t.auditExport(p, e)
	case dialog.DraftChanged:
		err = t.keepDraft(p, next.Officer)
	case dialog.DraftDropped:
		err = t.dropDraft(p)
	case dialog.BroadcastConfirmed:
		err = t.confirmBroadcast(p, e.Broadcast)
	case dialog.BroadcastMoved:
		err = t.moveBroadcast(p, e)
	case dialog.BroadcastAnswered:
		err = t.answerBroadcast(p, e)
	case dialog.SegmentKept:
		err = t.keepSegment(p, e)
	case dialog.SegmentDropped:
		err = t.dropSegment(p, e)
	case dialog.InquiryAsked:
		err = t.ask(p, e.Inquiry)
	case dialog.InquiryTaken:
		err = t.takeInquiry(p, e.ID)
	case dialog.InquiryReturned:
		err = t.returnInquiry(p, e.ID)
	case dialog.InquiryAnswered:
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
func (t *application) complain(p *person, next dialog.Session, c dialog.Complaint) error {
	if err := t.logComplaint(p, c); err != nil || next.Stopped {
		return err
	}
	return t.schedule(p.id, dialog.FollowComplaint, 1)
}

// answerComplaint keeps how far a complaint is. What is answered needs no reminder.
func (t *application) answerComplaint(p *person, e dialog.ComplaintMoved) error {
	if err := t.moveComplaint(p, e); err != nil {
		return err
	}
	return t.takeBack(p, dialog.FollowComplaint)
}
