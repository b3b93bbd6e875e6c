package complaint

import "ikmbot/dialog/say"

// Complaint is what the desk knows of a buyer's complaint.
type Complaint struct {
	Kind    Kind         `json:"kind,omitempty"`
	Also    Kind         `json:"also,omitempty"` // the less grave one of two; empty: there is one
	Channel Channel      `json:"channel,omitempty"`
	Buyer   string       `json:"buyer,omitempty"`   // the buyer's name as it was typed; may stay empty
	Promise string       `json:"promise,omitempty"` // what the buyer is promised; empty: the usual promise
	Tongue  say.Language `json:"tongue,omitempty"`  // the language that Promise is in
	Held    []File       `json:"held,omitempty"`    // pictures and voice notes to be kept with it, at most MostHeld
	Step    Step         `json:"step,omitempty"`
}

// Step is what the desk waits for.
type Step int

const (
	StepKind Step = iota
	StepChannel
	StepBuyer
	StepPromise
	StepTold // the reply was given
)

// File is a picture or a voice note that belongs to a complaint.
type File struct {
	Kind FileKind `json:"kind"`
	ID   string   `json:"id"` // Telegram's file id
}

// FileKind tells what a file is.
type FileKind string

// The kinds of files.
const (
	PhotoFile FileKind = "photo"
	VoiceFile FileKind = "voice"
)

// MostHeld is how many pictures and voice notes are kept with a complaint.
const MostHeld = 5

// Kinds are what the complaint is about, the graver first.
func (c Complaint) Kinds() []Kind {
	if c.Also == "" {
		return []Kind{c.Kind}
	}
	return []Kind{c.Kind, c.Also}
}

// Name names what the complaint is about.
func (c Complaint) Name() say.Text {
	if c.Also == "" {
		return c.Kind.Name()
	}
	return say.Text{Key: "desk.pair", Args: say.Args{"First": say.Words(c.Kind.Name()), "Second": say.Words(c.Also.Name())}}
}

// Public reports whether the complaint stands where everybody reads it, and so does its answer.
func (c Complaint) Public() bool {
	return c.Kind == Review && (c.Channel == Social || c.Channel == Marketplace)
}
