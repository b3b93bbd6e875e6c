package store

import (
	"fmt"

	"ikmbot/dialog/say"
	complaintdb "ikmbot/scoring/store/complaint"
	inquirydb "ikmbot/scoring/store/inquiry"
	"ikmbot/scoring/store/internal/batch"
	officedb "ikmbot/scoring/store/office"
	reminderdb "ikmbot/scoring/store/reminder"
	resultdb "ikmbot/scoring/store/result"
)

// fill reads the figures that a reply needs, in the transaction that has just written what they
// follow from.
func fill(t *batch.Turn, p batch.Person, r say.Reply) (say.Reply, error) {
	if r.Need == nil {
		return r, nil
	}
	figures, err := figures(t, p, *r.Need)
	if err != nil {
		return r, fmt.Errorf("read %s of person %d: %w", r.Need.Kind, p.ID, err)
	}
	return r.Fill(figures), nil
}

// figures reads what a reply needs.
func figures(t *batch.Turn, p batch.Person, n say.Need) (say.Figures, error) {
	switch n.Kind {
	case say.NeedResult, say.NeedStrategies, say.NeedDetails:
		return resultdb.Read(t, p, n.Run)
	case say.NeedMyData:
		return myData(t, p)
	case say.NeedSteps, say.NeedWhy:
		return resultdb.Strategy(t, p, n)
	case say.NeedComplaints:
		return complaintdb.Open(t, p)
	case say.NeedHeld:
		return complaintdb.Held(t, p, n.Complaint, n.Place)
	case say.NeedInvitation:
		return t.Made, nil
	case say.NeedOfficers:
		return officedb.Roster(t)
	case say.NeedAsked:
		return t.Asked, nil
	case say.NeedAnswered:
		return t.Given, nil
	case say.NeedInquiries:
		return inquirydb.List(t, p)
	case say.NeedBusiness:
		return inquirydb.ReadBusinessResult(t, p, n.Inquiry)
	case say.NeedAudit:
		return officedb.AuditLog(t, n.Before)
	case say.NeedSwitches:
		return reminderdb.Switches(t, n.Region)
	case say.NeedTries:
		return resultdb.Tries(t, p, n)
	}
	return nil, fmt.Errorf("there are no figures of kind %q", n.Kind)
}
