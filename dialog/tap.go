package dialog

import (
	"strconv"
	"strings"
)

// The verbs of callback data. The first group acts on one question of one
// interview, "verb:run:question:value", so that a button of an older interview or
// question is known as such; the second, "verb:value", does not.
const (
	verbAnswer = "a" // value: the answer
	verbPick   = "m" // value: the option's bit, then + or -: saying which makes a double tap harmless
	verbDone   = "d"
	verbSkip   = "s"
	verbKeep   = "k"
	verbBack   = "b"
	verbPause  = "p"
	verbWhy    = "w"
	verbReview = "r" // question: a chapter
	verbChange = "c"
	verbFinish = "f"

	// Of the latest result; question: a strategy's code, value: a step's.
	verbSteps = "st"
	verbTake  = "tk"
	verbCause = "wy"
	verbTry   = "ty" // question: a step's code, value: round.outcome

	verbGo       = "go"
	verbLanguage = "lang"
	verbConsent  = "consent"
	verbErase    = "erase"
	verbResume   = "resume"
	verbDesk     = "desk" // value: what to do at the desk, see desk.go
	verbPlan     = "plan" // value: step.state; nothing: the list
	verbInquiry  = "iq"   // value: what is done with which inquiry, see inquiry.go
	verbRecap    = "rk"   // value: what of which recap, see recap_view.go
	verbSwitch   = "fu"   // value: a region, and what to switch there, see switch.go
	verbOfficer  = "of"   // value: what an administrator does, see invite.go
	// verbBroadcast's value: what an officer does with a broadcast, see broadcast_desk.go.
	verbBroadcast = "br"
	// verbRecipient stands under a broadcast; value: its id, 0 under a trial, a dot, and the
	// number of the answer from 0 or recipientStops.
	verbRecipient = "bc"
	verbStop      = "stop" // no value
)

// The values of verbGo.
const (
	goConsent  = "consent"  // from the welcome to the consent
	goContinue = "continue" // to where the interview stands
	goRestart  = "restart"  // asks whether to begin again
	goOver     = "over"     // begins again
	goAgain    = "again"    // another interview after a finished one
	goBegin    = "begin"    // the first interview
	goResult   = "result"   // the latest result
	goWords    = "words"    // the latest result in words, in place of what was unfolded from it
)

const (
	yes       = "yes"
	no        = "no"
	withdrawn = "withdrawn"
	quiet     = "quiet" // yes, without being contacted by officers
	changed   = "changed-"
)

// tap is callback data, parsed.
type tap struct {
	verb     string
	run      int
	question string
	value    string
}

// parseTap reads callback data; false if it is none of ours.
func parseTap(data string) (tap, bool) {
	parts := strings.Split(data, ":")
	if len(parts) == 2 {
		return tap{verb: parts[0], value: parts[1]}, true
	}
	if len(parts) != 4 {
		return tap{}, false
	}
	run, err := strconv.Atoi(parts[1])
	if err != nil {
		return tap{}, false
	}
	return tap{verb: parts[0], run: run, question: parts[2], value: parts[3]}, true
}

// action is what the button does, and what with: its value up to the first dot, and the rest.
func (p tap) action() (action, argument string) {
	action, argument, _ = strings.Cut(p.value, ".")
	return action, argument
}

// data makes callback data that acts on no question. Parts of its value have dots between.
func data(verb string, value ...string) string { return verb + ":" + strings.Join(value, ".") }

// dataID is an id as a part of callback data.
func dataID(id int64) string { return strconv.FormatInt(id, 10) }

// data makes callback data for a question of the session's interview.
func (t *turn) data(verb, question, value string) string {
	return runData(verb, t.s.Run, question, value)
}

// tapped takes a tap on a button, an old or forged one included. What lies over the
// place ends with it, unless the tap brought no more than a notice.
func (t *turn) tapped(data string) {
	t.before, t.s.Aside = t.s.Aside, Aside{}
	t.takeTap(data)
	for _, r := range t.replies {
		if r.Mode != Toast {
			return
		}
	}
	t.s.Aside = t.before
}

func (t *turn) takeTap(data string) {
	p, ok := parseTap(data)
	if !ok {
		t.toast("toast.old_button")
		return
	}
	switch p.verb {
	case verbGo:
		t.lead(p.value)
	case verbLanguage:
		t.chooseLanguage(Language(p.value))
	case verbConsent:
		t.decideConsent(p.value)
	case verbErase:
		t.erase(p.value == yes)
	case verbResume:
		t.resume(p.value == yes)
	case verbDesk:
		t.tappedDesk(p)
	case verbPlan:
		t.tappedPlan(p)
	case verbInquiry:
		t.tappedInquiry(p)
	case verbRecap:
		t.tappedRecap(p)
	case verbSwitch:
		t.tappedSwitch(p)
	case verbOfficer:
		t.tappedOfficer(p)
	case verbBroadcast:
		t.tappedBroadcast(p)
	case verbRecipient:
		t.tappedRecipient(p)
	case verbSteps, verbTake, verbCause:
		t.tappedStrategy(p)
	case verbTry:
		t.tappedTry(p)
	case verbStop:
		t.tappedStop()
	default:
		t.tappedInterview(p)
	}
}

// lead takes a tap that leads to another place.
func (t *turn) lead(value string) {
	switch {
	case value == goConsent && !t.s.consented():
		t.askConsent(Edit)
	case value == goContinue && t.s.interviewing():
		t.s.Place = PlaceAsking
		t.back(Edit)
	case value == goRestart && t.s.interviewing():
		t.s.Aside = Aside{Kind: AsideRestart}
		t.askRestart()
	case value == goOver && t.before.Kind == AsideRestart && t.s.interviewing():
		t.begin(false)
		t.back(Edit)
	case value == goBegin && t.s.Place == PlaceReady:
		t.begin(false)
		t.back(Edit)
	case value == goAgain && t.s.Place == PlaceFinished:
		t.begin(true)
		t.back(Edit, say("chat.again"))
	case value == goResult && t.s.LatestRun > 0:
		t.tellResult()
	case value == goWords && t.s.LatestRun > 0:
		t.tellResultWords(Edit)
	case (value == goBegin || value == goAgain) && t.s.interviewing():
		t.toast("toast.recorded") // a second tap
	default:
		t.toast("toast.old_button")
		t.back(Send)
	}
}

// runData makes callback data for an interview given by its number.
func runData(verb string, run int, question, value string) string {
	return verb + ":" + strconv.Itoa(run) + ":" + question + ":" + value
}
