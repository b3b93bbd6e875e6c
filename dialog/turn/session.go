package turn

import (
	"fmt"
	"maps"
	"slices"

	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/say"
)

// Place is where a person's conversation stands.
type Place string

// The places. What covers a place for a moment is an [Aside].
const (
	PlaceArrived  Place = "arrived"  // no consent yet, or consent withdrawn
	PlaceRefused  Place = "refused"  // asked for consent and refused it
	PlaceReady    Place = "ready"    // consented; no interview is under way
	PlaceAsking   Place = "asking"   // in the questionnaire, the review included
	PlacePaused   Place = "paused"   // in the questionnaire, and away from it by choice
	PlaceFinished Place = "finished" // the latest interview has its result
)

// Places lists the places, for the store to check.
var Places = []Place{PlaceArrived, PlaceRefused, PlaceReady, PlaceAsking, PlacePaused, PlaceFinished}

// Session is what the conversation must know of a person. Its zero value with a language is
// somebody the bot has never met.
type Session struct {
	Language  say.Language
	Place     Place
	Aside     Aside
	Stopped   bool                  // the bot must not write by itself
	Run       int                   // number of the latest interview, from 1; 0 before the first
	Version   int                   // the questionnaire version of that interview
	At        string                // the question that is asked although it is not the first unanswered one: after going back and during a change
	Picks     int                   // options picked so far in a SomeOf question, a bit mask
	Answers   questionnaire.Answers // of the latest interview, those included whose questions have come not to apply
	Told      questionnaire.Answers // while a finished interview is corrected: those that its result was told from
	Earlier   Earlier               // while an interview is under way: the one before it
	Finished  int64                 // when the latest interview was finished, in unix milliseconds; 0: it is under way
	Acted     bool                  // a step was reported as done since then
	Plan      Plan                  // the steps that the person has taken up
	LatestRun int                   // number of the latest finished interview; 0 if there is none
	Officer   *Officer              // nil: the person is no extension officer
	Agreed    int                   // the version of the consent that the person has agreed to; 0: to none
	AskedAnew int                   // the version of the consent that the person was asked to agree to anew; 0: none
	Kept      *Kept                 // what the person wrote where nothing waited for it; nil: nothing
}

// Kept is what a person wrote where nothing waited for it, until the person says what it is for.
type Kept struct {
	Text      string `json:"text,omitempty"`
	Photo     string `json:"photo,omitempty"` // Telegram's file id; empty: none
	At        int64  `json:"at"`              // unix milliseconds
	Follows   int64  `json:"follows,omitempty"`
	Broadcast int64  `json:"broadcast,omitempty"`
	About     string `json:"about,omitempty"`
}

// Earlier is the ratings that the interview before was answered with.
type Earlier struct {
	Version int // of the questionnaire
	Ratings questionnaire.Answers
}

// correctable is how long a result can be corrected, in milliseconds.
const correctable = 24 * 60 * 60 * 1000

// Arrive returns the session of somebody the bot has never met.
func Arrive(language say.Language) Session {
	return Session{Language: language, Place: PlaceArrived}
}

// Questionnaire returns the version that the session's interview is pinned to, or before the first
// interview the newest. It panics if this program lacks that version, because another version's
// questions must not be asked in its place; the update is then set aside.
func (s Session) Questionnaire() questionnaire.Release {
	if s.Run == 0 {
		return questionnaire.Newest()
	}
	release, ok := questionnaire.Released(s.Version)
	if !ok {
		panic(fmt.Sprintf("interview %d has version %d of the questionnaire, which this program does not have", s.Run, s.Version))
	}
	return release
}

// Asked lists the questions of the interview that apply, given the answers so far.
func (s Session) Asked() []questionnaire.Question { return s.Questionnaire().Asked(s.Answers) }

// PlaceOf is where a question stands among those that apply, from 0; -1: it does not.
func (s Session) PlaceOf(code string) int {
	return slices.IndexFunc(s.Asked(), func(q questionnaire.Question) bool { return q.Code == code })
}

// Left is how many of the questions that apply are not answered.
func (s Session) Left() int {
	left := 0
	for _, q := range s.Asked() {
		if _, answered := s.Answers[q.Code]; !answered {
			left++
		}
	}
	return left
}

// Current is the question to be asked now, and its place among those that apply; false when all
// are answered and the review is due.
func (s Session) Current() (questionnaire.Question, int, bool) {
	asked := s.Asked()
	if i := s.PlaceOf(s.At); i >= 0 {
		return asked[i], i, true
	}
	for i, question := range asked {
		if _, answered := s.Answers[question.Code]; !answered {
			return question, i, true
		}
	}
	return questionnaire.Question{}, len(asked), false
}

// Correcting reports whether the answers of a finished interview are being corrected.
func (s Session) Correcting() bool { return s.Interviewing() && s.Run == s.LatestRun }

// Correctable reports whether the latest result may still be corrected at a time in unix
// milliseconds: for a day, and until a step is reported as done.
func (s Session) Correctable(now int64) bool {
	return s.Run > 0 && s.Run == s.LatestRun && !s.Acted && now-s.Finished < correctable
}

// Interviewing reports whether there is an unfinished interview to continue.
func (s Session) Interviewing() bool {
	return s.Place == PlaceAsking || s.Place == PlacePaused
}

// Consented reports whether answers may be stored.
func (s Session) Consented() bool {
	return s.Place != PlaceArrived && s.Place != PlaceRefused
}

// SetAnswer sets one answer in a copy of the answers, so that the caller's session keeps its own.
func (s *Session) SetAnswer(code string, a questionnaire.Answer) {
	answers := maps.Clone(s.Answers)
	if answers == nil {
		answers = questionnaire.Answers{}
	}
	answers[code] = a
	s.Answers = answers
}

// MayBeReminded reports whether the bot may write to the person by itself: the person allows it,
// and has agreed to the processing of what it would write about.
func (s Session) MayBeReminded() bool { return s.Consented() && !s.Stopped }
