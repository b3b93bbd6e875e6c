package dialog

import (
	"fmt"
	"maps"
	"slices"
)

// Place is where a person's conversation stands.
type Place string

// The places. Things that lie over a place for a moment are an [Aside].
const (
	PlaceArrived  Place = "arrived"  // no consent yet, or taken back
	PlaceRefused  Place = "refused"  // asked for consent and said no
	PlaceReady    Place = "ready"    // consented; no interview is under way
	PlaceAsking   Place = "asking"   // in the questionnaire, the review included
	PlacePaused   Place = "paused"   // in the questionnaire, and away from it by choice
	PlaceFinished Place = "finished" // the latest interview has its result
)

// Places lists the places, for whoever stores one.
var Places = []Place{PlaceArrived, PlaceRefused, PlaceReady, PlaceAsking, PlacePaused, PlaceFinished}

// AsideKind names what lies over the conversation's place.
type AsideKind string

// The asides. A question that must not be answered by an old button is one, so
// that it is open only until something else happens.
const (
	AsideErase      AsideKind = "erase"      // asked whether everything is to be erased
	AsideRestart    AsideKind = "restart"    // asked whether to begin the questionnaire again
	AsideResume     AsideKind = "resume"     // asked whether the bot may write by itself again
	AsideDesk       AsideKind = "desk"       // at the complaint desk
	AsideInvite     AsideKind = "invite"     // an administrator makes an invitation
	AsideRemove     AsideKind = "remove"     // asked whether an officer is to be removed
	AsideSpan       AsideKind = "span"       // asked which dates a recap is of
	AsidePopulation AsideKind = "population" // asked how many businesses a region has
	AsideBroadcast  AsideKind = "broadcast"  // an officer writes a broadcast
	AsideCancel     AsideKind = "cancel"     // asked whether a broadcast is to be cancelled
	AsideDrop       AsideKind = "drop"       // asked whether the draft of one is to be thrown away
	AsideInquiry    AsideKind = "inquiry"    // asks the officers something
	AsideAnswer     AsideKind = "answer"     // an officer answers an inquiry
)

// Aside lies over the place for a moment and leaves it as it is.
type Aside struct {
	Kind      AsideKind `json:"kind,omitempty"`
	Complaint Complaint `json:"complaint,omitzero"` // at the desk: what is known of the complaint so far
	Regions   []int     `json:"regions,omitempty"`  // of the invitation
	Typing    bool      `json:"typing,omitempty"`   // what is typed belongs to the aside
	Recap     string    `json:"recap,omitempty"`    // callback data of the recap that something is typed for
	ID        int64     `json:"id,omitempty"`       // of whom or what it is about
	Field     Field     `json:"field,omitempty"`    // of the broadcast: what is typed belongs to it
}

// Answer is what was answered to one question.
type Answer struct {
	Value   int    `json:"value,omitempty"` // the position, the bit mask or the region's code
	Text    string `json:"text,omitempty"`  // what was typed
	Skipped bool   `json:"skipped,omitempty"`
}

// Answers are the answers of one interview by the questions' codes. A question
// that is not in it is unanswered.
type Answers map[string]Answer

// Session is what the conversation has to know of a person. Its zero value with
// a language is somebody never seen before.
type Session struct {
	Language  Language
	Place     Place
	Aside     Aside
	Stopped   bool     // the bot sends nothing by itself
	Run       int      // number of the latest interview, from 1; 0 before the first
	Version   int      // the questionnaire's version of that interview
	At        string   // the question that is asked although it is not the first unanswered one: after back and in a change
	Picks     int      // options picked so far in a SomeOf question, a bit mask
	Answers   Answers  // of the latest interview
	Plan      Plan     // the steps that the person has taken up
	LatestRun int      // number of the latest finished interview; 0 if there is none
	Officer   *Officer // nil: the person is no extension officer
}

// Arrive is the session of somebody never seen before.
func Arrive(language Language) Session {
	return Session{Language: language, Place: PlaceArrived}
}

// questionnaire is the version that the session's interview is pinned to; before the first
// interview, the newest. It panics where this program has no such version: another version's
// questions must not be asked in their place, and the update is set aside.
func (s Session) questionnaire() Questionnaire {
	if s.Run == 0 {
		return Newest()
	}
	i := slices.IndexFunc(Questionnaires, func(q Questionnaire) bool { return q.Version == s.Version })
	if i < 0 {
		panic(fmt.Sprintf("interview %d has version %d of the questionnaire, which this program does not have", s.Run, s.Version))
	}
	return Questionnaires[i]
}

// current is the question to be asked now; false when all are answered and the
// review is due.
func (s Session) current() (Question, int, bool) {
	q := s.questionnaire()
	if i := q.find(s.At); i >= 0 {
		return q.Questions[i], i, true
	}
	for i, question := range q.Questions {
		if _, answered := s.Answers[question.Code]; !answered {
			return question, i, true
		}
	}
	return Question{}, len(q.Questions), false
}

// interviewing tells whether an unfinished interview is there to go on with.
func (s Session) interviewing() bool {
	return s.Place == PlaceAsking || s.Place == PlacePaused
}

// consented tells whether answers may be stored.
func (s Session) consented() bool {
	return s.Place != PlaceArrived && s.Place != PlaceRefused
}

// answer sets one answer and leaves the session's caller its own map.
func (s *Session) answer(code string, a Answer) {
	answers := maps.Clone(s.Answers)
	if answers == nil {
		answers = Answers{}
	}
	answers[code] = a
	s.Answers = answers
}
