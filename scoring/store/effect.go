package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"ikmbot/dialog"
	"ikmbot/scoring/store/internal/model"
)

// write stores what has become true of a person. next is the session after the turn.
func (a *application) write(p *person, next dialog.Session, effect dialog.Effect) error {
	var err error
	switch e := effect.(type) {
	case dialog.LanguageChosen:
		err = a.setLanguage(p, next.Language)
	case dialog.ConsentDecided:
		err = a.decide(p, e)
	case dialog.InterviewBegun:
		err = a.begin(p, e)
	case dialog.Answered:
		err = a.answer(p, next, e)
	case dialog.InterviewFinished:
		err = a.finish(p)
	case dialog.MessagesStopped:
		err = a.stop(p)
	case dialog.MessagesResumed:
		err = a.resume(p)
	case dialog.Blocked:
		err = a.block(p)
	case dialog.StepTaken:
		err = a.takeStep(p, e.Tip, e.State)
	case dialog.StepTried:
		err = a.tryStep(p, e)
	case dialog.FollowUpSwitched:
		err = errors.Join(a.switchFollowUp(e), a.auditSwitch(p, e))
	case dialog.ComplaintLogged:
		err = a.logComplaint(p, next, e.Complaint)
	case dialog.ComplaintMoved:
		err = a.moveComplaint(p, e)
	case dialog.InvitationMade:
		err = a.invite(p, e)
	case dialog.InvitationRevoked:
		err = a.revoke(p, e.ID)
	case dialog.OfficerJoined:
		err = a.join(p, e.Invitation)
	case dialog.OfficerRemoved:
		err = a.removeOfficer(p, e.ID)
	case dialog.PopulationEntered:
		err = errors.Join(a.enterPopulation(e), a.audit(p, 0, dialog.Text{Key: "audit.population", Args: dialog.Args{
			"Region": a.regionNames([]int{e.Region}), "Number": dialog.Count(e.Businesses)}}))
	case dialog.Exported:
		key := "audit.exported"
		if e.Document.Names {
			key = "audit.exported_names"
		}
		err = a.audit(p, 0, dialog.Text{Key: key, Args: dialog.Args{"Regions": a.regionNames(e.Regions)}})
	case dialog.DraftChanged:
		err = a.keepDraft(p, next.Officer)
	case dialog.DraftDropped:
		_, err = a.tx.Exec("DELETE FROM broadcast WHERE officer_id = ? AND state = 'draft'", p.session.Officer.ID)
	case dialog.BroadcastConfirmed:
		err = a.confirmBroadcast(p, e.Broadcast)
	case dialog.BroadcastMoved:
		err = a.moveBroadcast(p, e)
	case dialog.BroadcastAnswered:
		err = a.answerBroadcast(p, e)
	case dialog.SegmentKept:
		err = a.keepSegment(p, e)
	case dialog.SegmentDropped:
		_, err = a.tx.Exec("DELETE FROM segment WHERE officer_id = ? AND name = ?", p.session.Officer.ID, e.Name)
	case dialog.InquiryAsked:
		err = a.ask(p, e.Inquiry)
	case dialog.InquiryTaken:
		err = a.takeInquiry(p, e.ID)
	case dialog.InquiryReturned:
		err = a.returnInquiry(p, e.ID)
	case dialog.InquiryAnswered:
		err = a.answerInquiry(p, e)
	case dialog.Erased:
		err = a.erase(p)
	default:
		err = fmt.Errorf("no table for it")
	}
	if err != nil {
		return fmt.Errorf("write %T of person %d: %w", effect, p.id, err)
	}
	return nil
}

// decide keeps what was agreed to. Without it nothing is sent by an officer either.
func (a *application) decide(p *person, e dialog.ConsentDecided) error {
	_, err := a.tx.Exec("INSERT INTO consent (person_id, version, given, contact, at) VALUES (?, ?, ?, ?, ?)", p.id, e.Version, e.Given, e.Contact, a.now)
	if err != nil {
		return err
	}
	if e.Given {
		err = a.release(p.id)
	} else {
		err = a.takeBack(p, dialog.FollowUpKinds...)
	}
	if err != nil || e.Given && e.Contact {
		return err
	}
	return a.spare(p)
}

// block notes that nothing can be delivered. Reminders wait for the person to come back,
// broadcasts do not.
func (a *application) block(p *person) error {
	if _, err := a.tx.Exec("UPDATE person SET blocked_at = ? WHERE id = ?", a.now, p.id); err != nil {
		return err
	}
	return a.spare(p)
}

// begin starts an assessment under the weights in use.
func (a *application) begin(p *person, e dialog.InterviewBegun) error {
	done, err := a.tx.Exec(`
		INSERT INTO assessment (person_id, number, questionnaire, weight_set_id, started_at)
		VALUES (?, ?, ?, (SELECT id FROM weight_set WHERE active = 1), ?)`, p.id, e.Run, e.Version, a.now)
	if err != nil {
		return err
	}
	before := p.assessment
	if p.assessment, err = done.LastInsertId(); err != nil {
		return err
	}
	if e.KeepBusiness {
		if err := a.keepBusiness(before, p.assessment); err != nil {
			return err
		}
	}
	if err := a.takeBack(p, dialog.FollowSteps, dialog.FollowAgain); err != nil {
		return err
	}
	return a.scheduleAfter(p.id, dialog.FollowUnfinished, 0)
}

// finish scores the latest assessment; what follows from the result is asked later.
func (a *application) finish(p *person) error {
	if err := model.Finish(a.tx, p.assessment, a.now); err != nil {
		return err
	}
	return a.scheduleAfter(p.id, dialog.FollowSteps, 0)
}

// keepBusiness copies the answers about the business from one assessment to another.
func (a *application) keepBusiness(from, to int64) error {
	var columns []string
	for _, q := range dialog.Newest().Questions {
		if q.Chapter == dialog.ChapterBusiness {
			columns = append(columns, q.Code)
		}
	}
	list := strings.Join(append(columns, "skipped"), ", ")
	_, err := a.tx.Exec("UPDATE assessment SET ("+list+") = (SELECT "+list+" FROM assessment WHERE id = ?) WHERE id = ?", from, to)
	return err
}

// answer stores one answer in its column, and which questions have been skipped.
func (a *application) answer(p *person, next dialog.Session, e dialog.Answered) error {
	code := e.Question.Code
	if !slices.Contains(model.Columns, code) {
		return fmt.Errorf("no column for question %q", code)
	}
	var skipped []string
	for _, c := range model.Columns {
		if next.Answers[c].Skipped {
			skipped = append(skipped, c)
		}
	}
	_, err := a.tx.Exec("UPDATE assessment SET "+code+" = ?, skipped = ? WHERE id = ?", answerValue(e), strings.Join(skipped, " "), p.assessment)
	return err
}

// answerValue is an answer as its column holds it.
func answerValue(e dialog.Answered) any {
	switch {
	case e.Answer.Skipped:
		return nil
	case e.Question.Kind == dialog.FreeText:
		return e.Answer.Text
	}
	return e.Answer.Value
}

// setLanguage changes the language, also of what is still to come.
func (a *application) setLanguage(p *person, l dialog.Language) error {
	if _, err := a.tx.Exec("UPDATE person SET language = ? WHERE id = ?", l, p.id); err != nil {
		return err
	}
	_, err := a.tx.Exec("UPDATE outbox SET reply = json_set(reply, '$.language', ?) WHERE chat_id = ? AND class <> ?", l, p.chat, ClassReply)
	a.Rescheduled = true
	return err
}

// resume lets the bot send by itself again.
func (a *application) resume(p *person) error {
	if _, err := a.tx.Exec("UPDATE person SET stopped_at = NULL WHERE id = ?", p.id); err != nil {
		return err
	}
	return a.release(p.id)
}

// stop ends whatever the bot sends by itself, what waits already included.
func (a *application) stop(p *person) error {
	if _, err := a.tx.Exec("UPDATE person SET stopped_at = ? WHERE id = ?", a.now, p.id); err != nil {
		return err
	}
	if err := a.takeBack(p, dialog.FollowUpKinds...); err != nil {
		return err
	}
	if err := a.spare(p); err != nil {
		return err
	}
	_, err := a.tx.Exec("DELETE FROM outbox WHERE chat_id = ? AND class <> ?", p.chat, ClassReply)
	a.Rescheduled = true
	return err
}
