package button

import (
	"strconv"
	"strings"
)

// The verbs of callback data. The first group acts on one question of one
// interview, "verb:run:question:value", so that a button of an older interview or
// question is known as such; the second, "verb:value", does not.
const (
	Answer = "a" // value: the answer
	Pick   = "m" // value: the option's bit, then + or -: saying which makes a double tap harmless
	Done   = "d"
	Skip   = "s"
	Keep   = "k"
	Back   = "b"
	Pause  = "p"
	Why    = "w"
	Review = "r" // question: a chapter
	Change = "c"
	Finish = "f"

	// Of the latest result; question: a strategy's code, value: a step's.
	Steps = "st"
	Take  = "tk"
	Cause = "wy"
	Try   = "ty" // question: a step's code, value: round.outcome

	Go       = "go"
	Language = "lang"
	Consent  = "consent"
	Erase    = "erase"
	Resume   = "resume"
	Desk     = "desk" // value: what to do at the desk, package desk reads it
	Plan     = "plan" // value: step.state; nothing: the list
	Inquiry  = "iq"   // value: what is done with which inquiry, package inquiry reads it
	Recap    = "rk"   // value: what of which recap, package recap reads it
	Reminder = "fu"   // value: a region, and what to switch there, package reminder reads it
	Officer  = "of"   // value: what an administrator does, package office reads it
	// Broadcast's value: what an officer does with a broadcast, package editor reads it.
	Broadcast = "br"
	// Recipient stands under a broadcast; value: its id, 0 under a trial, a dot, and the
	// number of the answer from 0, or broadcast.ActStop.
	Recipient = "bc"
	Stop      = "stop" // no value
)

// The values of [Go].
const (
	GoConsent  = "consent"  // from the welcome to the consent
	GoContinue = "continue" // to where the interview stands
	GoRestart  = "restart"  // asks whether to begin again
	GoOver     = "over"     // begins again
	GoAgain    = "again"    // another interview after a finished one
	GoBegin    = "begin"    // the first interview
	GoResult   = "result"   // the latest result
	GoWords    = "words"    // the latest result in words, in place of what was unfolded from it
)

// The values of [Consent], [Erase] and [Resume].
const (
	Yes       = "yes"
	No        = "no"
	Withdrawn = "withdrawn"
	Quiet     = "quiet"    // yes, without being contacted by officers
	Changed   = "changed-" // then Yes or Quiet: an earlier yes is changed
)

// Button is callback data, parsed. Run and Question are set where it acts on a question.
type Button struct {
	Verb     string
	Run      int
	Question string
	Value    string
}

// Parse reads callback data; false where it has neither form.
func Parse(data string) (Button, bool) {
	parts := strings.Split(data, ":")
	if len(parts) == 2 {
		return Button{Verb: parts[0], Value: parts[1]}, true
	}
	if len(parts) != 4 {
		return Button{}, false
	}
	run, err := strconv.Atoi(parts[1])
	if err != nil {
		return Button{}, false
	}
	return Button{Verb: parts[0], Run: run, Question: parts[2], Value: parts[3]}, true
}

// Action is what the button does, and what with: its value up to the first dot, and the rest.
func (b Button) Action() (action, argument string) {
	action, argument, _ = strings.Cut(b.Value, ".")
	return action, argument
}

// Data makes callback data that acts on no question. Parts of its value have dots between.
func Data(verb string, value ...string) string { return verb + ":" + strings.Join(value, ".") }

// ID is an id as a part of callback data.
func ID(id int64) string { return strconv.FormatInt(id, 10) }

// RunData makes callback data for an interview given by its number.
func RunData(verb string, run int, question, value string) string {
	return verb + ":" + strconv.Itoa(run) + ":" + question + ":" + value
}
