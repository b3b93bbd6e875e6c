package say

import "ikmbot/scoring"

// NeedKind names figures that a reply needs.
type NeedKind string

// The figures.
const (
	NeedResult NeedKind = "result" // of interview Run
	NeedMyData NeedKind = "mydata" // what is stored about the person
	// Of interview Run and strategy Strategy.
	NeedSteps NeedKind = "steps" // what an owner can do
	NeedWhy   NeedKind = "why"   // the answers that led to it
	// The complaints in the log that are not settled.
	NeedComplaints NeedKind = "complaints"
	// The invitation that was made in this turn.
	NeedInvitation NeedKind = "invitation"
	// The officers and the open invitations. Officer: to be removed.
	NeedOfficers NeedKind = "officers"
	// The newest entries of the audit log, or those older than Before.
	NeedAudit NeedKind = "audit"
	// What became of what was asked or answered in this turn.
	NeedAsked    NeedKind = "asked"
	NeedAnswered NeedKind = "answered"
	// The inquiries that the officer may see.
	NeedInquiries NeedKind = "inquiries"
	// How the business stands that Inquiry comes from.
	NeedBusiness NeedKind = "business"
	// The steps that were asked about after interview Run for the Round-th time.
	NeedTries NeedKind = "tries"
	// Which of the bot's own messages are switched off for Region.
	NeedSwitches NeedKind = "switches"
)

// Need names the figures that a reply is to be filled with.
type Need struct {
	Kind     NeedKind
	Run      int
	Strategy scoring.StrategyCode
	Officer  int64
	Before   int64
	Inquiry  int64
	Round    int
	Region   int
	Taken    []string // the steps that are to be done, for the marks beside them
}

// Figures is what was read for a [Need] or a [Report]. It knows how it is told.
type Figures interface {
	// Tell puts the figures into a reply that still has its Need or Report.
	Tell(r Reply) Reply
}

// Fill gives a reply the figures that it needs, or its report, and returns it as it is to be said.
// Without figures, nil, it is said as it stands.
func (r Reply) Fill(f Figures) Reply {
	if f != nil && (r.Need != nil || r.Report != nil) {
		r = f.Tell(r)
	}
	r.Need, r.Report = nil, nil
	return r
}
