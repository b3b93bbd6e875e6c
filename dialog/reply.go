package dialog

import "ikmbot/scoring"

// Mode tells how a reply reaches the person.
type Mode int

// The modes.
const (
	Send  Mode = iota // as a message of its own
	Edit              // in place of the message whose button was tapped
	Toast             // as the short notice that answers a tap; it is never stored
)

// Reply is something said to the person.
type Reply struct {
	Mode     Mode      `json:"mode,omitempty"`
	Language Language  `json:"language"`
	Parts    []Text    `json:"parts,omitempty"`    // paragraphs
	Keys     []Keys    `json:"keys,omitempty"`     // the inline keyboard
	Need     *Need     `json:"-"`                  // figures that are still to be filled in
	Picture  *Picture  `json:"picture,omitempty"`  // drawn when it is sent; Parts are its caption
	Document *Document `json:"document,omitempty"` // made when it is sent; Parts are its caption
	Report   *Report   `json:"report,omitempty"`   // figures over many businesses that it is filled with when it is sent
	// Broadcast is written out when it is sent, as one recipient gets it, with its own buttons.
	Broadcast *BroadcastCopy `json:"broadcast,omitempty"`
	Photo     string         `json:"photo,omitempty"` // Telegram's file id of a picture; Parts stand under it
	// Inquiry is told to an officer as it is when the reply is sent, 0: none.
	Inquiry int64 `json:"inquiry,omitempty"`
	// Answers is the inquiry that the reply answers, 0: none. Its officer is told where it can't be delivered.
	Answers int64 `json:"answers,omitempty"`
	// Back stands for what belongs to the place where the person stands, Parts being said ahead of
	// it. No reply that is given out has it.
	Back bool `json:"-"`
	Menu Menu `json:"menu,omitempty"` // no message: the commands that the chat's menu offers from now on
}

// Keys is a group of buttons that stand together in a keyboard.
type Keys struct {
	Choices []Choice `json:"choices"`
	Column  bool     `json:"column,omitempty"` // one a row; otherwise as many a row as their labels allow
}

// Choice is one button. Label is plain text, never markup.
type Choice struct {
	Label Text   `json:"label"`
	Data  string `json:"data,omitempty"` // the callback data, 1 to 64 bytes
	Copy  *Text  `json:"copy,omitempty"` // what a tap copies, at most 256 UTF-16 units; a longer one has no button
	Chat  bool   `json:"chat,omitempty"` // opens the private chat with the bot instead of answering
	Style Style  `json:"style,omitempty"`
	Tick  Tick   `json:"tick,omitempty"` // empty: nothing is picked by it
}

// Tick tells of a button that picks, beside others, whether what it stands for is picked.
type Tick string

// The ticks.
const (
	Picked   Tick = "picked"
	Unpicked Tick = "unpicked"
)

// pick is a button that picks, or drops, what it stands for. Its data ends with what that is to
// become, + picked and - dropped.
func pick(label Text, picked bool, data string) Choice {
	if picked {
		return Choice{Label: label, Tick: Picked, Data: data + "-"}
	}
	return Choice{Label: label, Tick: Unpicked, Data: data + "+"}
}

// Style is a button's colour (Bot API 9.4), plain where it is empty.
type Style string

// The styles.
const (
	Primary Style = "primary"
	Success Style = "success"
	Danger  Style = "danger"
)

// Picture names a picture: of a finished interview, or of the recap that Reply.Report tells of.
type Picture struct {
	Kind  PictureKind  `json:"kind,omitempty"`
	Run   int          `json:"run,omitempty"`
	Recap RecapPicture `json:"recap,omitempty"`
}

// PictureKind names what is drawn.
type PictureKind string

// The pictures of a result.
const (
	CartesianDiagram PictureKind = "cartesian"
	IEMatrix         PictureKind = "matrix"
)

// RecapPicture names a picture of many businesses.
type RecapPicture string

// The pictures of a recap.
const (
	RecapDiagram RecapPicture = "diagram" // the Cartesian diagram with every business as a point
	RecapMatrix  RecapPicture = "matrix"  // the IE matrix with how many businesses are in each cell
	RecapBars    RecapPicture = "bars"    // the factors' mean ratings
)

// Document names a file that is made for the person.
type Document struct {
	Kind  DocumentKind `json:"kind"`
	Names bool         `json:"names,omitempty"` // with names and Telegram ids of those who agreed to be contacted
}

// DocumentKind names what a file holds.
type DocumentKind string

// The documents.
const (
	MyDataDocument DocumentKind = "mydata" // everything stored about the person, as JSON
	// Of the businesses of Reply.Report: the recap's tables with a row a business, and the rows alone.
	WorkbookDocument DocumentKind = "xlsx"
	CSVDocument      DocumentKind = "csv"
)

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
