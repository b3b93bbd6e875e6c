package say

import "ikmbot/scoring"

// NeedKind is a kind of figures that a reply needs.
type NeedKind string

// The figures.
const (
	// Of interview Run: what it comes to, Step being the one that was just taken; the strategies that
	// follow; the figures that it rests on.
	NeedResult     NeedKind = "result"
	NeedStrategies NeedKind = "strategies"
	NeedDetails    NeedKind = "details"

	NeedMyData NeedKind = "mydata" // what is stored about the person
	// Of interview Run and strategy Strategy.
	NeedSteps NeedKind = "steps" // what an owner can do
	NeedWhy   NeedKind = "why"   // the answers that led to it
	// The complaints in the log that are not settled.
	NeedComplaints NeedKind = "complaints"
	// The picture or voice note that is kept with Complaint at Place, counted from 0.
	NeedHeld NeedKind = "held"
	// The invitation that was made in this turn.
	NeedInvitation NeedKind = "invitation"
	// The officers and the open invitations. Officer is the one to be removed.
	NeedOfficers NeedKind = "officers"
	// The newest entries of the audit log, or those older than Before.
	NeedAudit NeedKind = "audit"
	// The outcome of what was asked or answered in this turn.
	NeedAsked    NeedKind = "asked"
	NeedAnswered NeedKind = "answered"
	// The inquiries that the officer may see.
	NeedInquiries NeedKind = "inquiries"
	// The latest result of the business that Inquiry comes from.
	NeedBusiness NeedKind = "business"
	// The steps that were asked about after interview Run, for the Round-th time.
	NeedTries NeedKind = "tries"
	// The reminders that are switched off for Region.
	NeedSwitches NeedKind = "switches"
)

// Need says which figures a reply is to be filled with.
type Need struct {
	Kind      NeedKind
	Run       int
	Strategy  scoring.StrategyCode
	Step      string
	Officer   int64
	Before    int64
	Inquiry   int64
	Complaint int64
	Place     int
	Round     int
	Region    int
	Taken     []string // the steps to do, which get a mark
}

// Figures is what was read for a [Need] or a [Report]. It knows how to put itself into words.
type Figures interface {
	// Tell puts the figures into a reply that still has its Need or Report.
	Tell(r Reply) Reply
}

// Fill puts figures into a reply that needs them or has a report. With nil figures the reply stays
// as it is.
func (r Reply) Fill(f Figures) Reply {
	if f != nil && (r.Need != nil || r.Report != nil) {
		r = f.Tell(r)
	}
	r.Need, r.Report = nil, nil
	return r
}
