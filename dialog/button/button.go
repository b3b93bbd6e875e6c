package button

import (
	"strconv"
	"strings"
)

// The verbs of callback data. Those of the first group act on one question of one interview,
// "verb:run:question:value", so that a button of an older interview or question is recognised;
// those of the second, "verb:value", do not.
const (
	Answer = "a" // value: the answer
	Pick   = "m" // value: the option's bit, then + or -, so that a double tap is harmless
	Done   = "d"
	Skip   = "s"
	Keep   = "k"
	Back   = "b"
	Pause  = "p"
	Why    = "w"
	Review = "r" // question: a chapter
	Change = "c"
	Finish = "f"

	// On the latest result; question: a strategy's code, value: a step's.
	Steps = "st"
	Take  = "tk"
	Cause = "wy"
	First = "fs" // takes the step from the verdict
	Try   = "ty" // question: a step's code, value: round.outcome

	Go       = "go"
	Language = "lang"
	Consent  = "consent"
	Erase    = "erase"
	Resume   = "resume"
	Desk     = "desk" // value: an action at the complaint desk, read by package desk
	Plan     = "plan" // value: step.state; empty: the list
	Inquiry  = "iq"   // value: an action and its inquiry, read by package inquiry
	Recap    = "rk"   // value: a view of the recap, read by package recap
	Reminder = "fu"   // value: a region and its switch, read by package reminder
	Officer  = "of"   // value: an administrator's action, read by package office
	// Broadcast's value is an officer's action on a broadcast, read by package editor.
	Broadcast = "br"
	// Recipient stands below a broadcast; value: its id (0 on a trial copy), a dot, and the
	// answer's number from 0 or broadcast.ActStop.
	Recipient = "bc"
	Stop      = "stop" // no value
	Kept      = "kept" // value: what the kept text is for, read by package fallback
)

// The values of [Go].
const (
	GoConsent  = "consent"  // from the welcome to the consent
	GoTerms    = "terms"    // the whole of what the consent is to
	GoContinue = "continue" // to where the interview stands
	GoRestart  = "restart"  // asks whether to start over
	GoOver     = "over"     // starts over
	GoAgain    = "again"    // another interview after a finished one
	GoBegin    = "begin"    // the first interview
	GoResult   = "result"   // the latest result
	GoCorrect  = "correct"  // to the answers behind the latest result
	GoLeave    = "leave"    // away from them, the result staying as it is
	GoWords    = "words"    // what the latest result comes to, in place of what was unfolded from it

	GoStrategies = "strategies" // the strategies of the latest result, likewise
	GoDetails    = "details"    // what the latest result rests on, with the IE matrix
	GoFigures    = "figures"    // the same without it
)

// The values of [Consent], [Erase] and [Resume].
const (
	Yes       = "yes"
	No        = "no"
	Withdrawn = "withdrawn"
	Quiet     = "quiet"    // yes, but officers may not write
	Changed   = "changed-" // then Yes or Quiet: changes an earlier yes
)

// Button is parsed callback data. Run and Question are set where it acts on a question.
type Button struct {
	Verb     string
	Run      int
	Question string
	Value    string
}

// Parse reads callback data; false if it has neither form.
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

// Action splits the value at its first dot into the action and its argument.
func (b Button) Action() (action, argument string) {
	action, argument, _ = strings.Cut(b.Value, ".")
	return action, argument
}

// Data makes callback data that acts on no question. Dots separate the parts of its value.
func Data(verb string, value ...string) string { return verb + ":" + strings.Join(value, ".") }

// ID formats an id as a part of callback data.
func ID(id int64) string { return strconv.FormatInt(id, 10) }

// RunData makes callback data for a question of the interview with this number.
func RunData(verb string, run int, question, value string) string {
	return verb + ":" + strconv.Itoa(run) + ":" + question + ":" + value
}
