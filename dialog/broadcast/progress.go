package broadcast

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"ikmbot/dialog/button"
	"ikmbot/dialog/say"
)

// State is a confirmed broadcast's state.
type State string

// The states.
const (
	Scheduled State = "scheduled" // confirmed, waits for its time
	Running   State = "running"
	Paused    State = "paused"
	Done      State = "done"
	Cancelled State = "cancelled"
)

// Progress is a broadcast's progress, and in the end its report.
type Progress struct {
	ID         int64
	State      State
	Title      string   // the beginning of its text, plain
	Due        int64    // unix milliseconds
	Zone       say.Zone // of Due
	Night      bool     // waits for the end of the quiet hours
	Recipients int
	Sent       int
	Blocked    int            // has blocked the bot and gets no more messages
	Skipped    int            // stopped, blocked or erased after the confirmation
	Failed     map[string]int // number by reason, in Telegram's words
	Answers    []AnswerCount  // in the order of the buttons
	Left       int            // still to be sent; 0 once it is cancelled
	Seconds    int            // that the remaining copies take
}

// List holds the confirmed broadcasts, the newest first, at most ten. Only the fields that need no
// counting are set: ID, State, Title, Due, Night.
type List struct {
	Sent []Progress
}

// AnswerCount is the number of recipients that gave an answer.
type AnswerCount struct {
	Label string
	Count int
}

// ProgressReply shows an officer a broadcast's progress, and in the end its outcome.
func ProgressReply(l say.Language, mode say.Mode, id int64) say.Reply {
	return say.Reply{Language: l, Mode: mode, Report: &say.Report{Kind: say.ReportProgress, Broadcast: id},
		Parts: []say.Text{say.Message("broadcast.not_there")}, Keys: say.Row(Choice("button.broadcasts", ActList))}
}

// Tell fills a [ProgressReply].
func (p *Progress) Tell(r say.Reply) say.Reply {
	r.Parts = []say.Text{{Key: "broadcast.progress", Args: say.Args{"Text": say.Raw(p.Title), "State": say.Words(p.state())}}}
	r.Keys = p.keys()
	if p.State == Scheduled {
		return r
	}
	r.Parts = append(r.Parts, p.counts())
	if lines := p.reasons(); lines != nil {
		r.Parts = append(r.Parts, say.Text{Key: "broadcast.reasons", Args: say.Args{"Lines": say.Words(lines...)}})
	}
	if lines := p.answers(); lines != nil {
		r.Parts = append(r.Parts, say.Text{Key: "broadcast.answer_counts", Args: say.Args{"Lines": say.Words(lines...)}})
	}
	return r
}

// state describes the broadcast's state, and what it waits for.
func (p *Progress) state() say.Text {
	switch p.State {
	case Scheduled:
		return say.Text{Key: "broadcast.state_scheduled", Args: say.Args{"Moment": say.Due(p.Due, p.Zone)}}
	case Paused:
		return say.Message("broadcast.state_paused")
	case Done:
		return say.Message("broadcast.state_done")
	case Cancelled:
		return say.Message("broadcast.state_cancelled")
	}
	switch {
	case p.Night:
		return say.Text{Key: "broadcast.state_night", Args: say.Args{"To": say.Count(QuietTo)}}
	case p.Seconds > 0:
		return say.Text{Key: "broadcast.state_rest", Args: say.Args{
			"Time": say.Words(say.Span(time.Duration(p.Seconds) * time.Second))}}
	}
	return say.Message("broadcast.state_running")
}

// counts lists the numbers of recipients, with a bar for the share that is done.
func (p *Progress) counts() say.Text {
	failed := 0
	for _, n := range p.Failed {
		failed += n
	}
	settled := p.Sent + p.Blocked + p.Skipped + failed
	lines := []say.Text{{Key: "broadcast.sent", Args: say.Args{"Number": say.Count(p.Sent)}}}
	add := func(key string, n int) {
		if n > 0 {
			lines = append(lines, say.Text{Key: key, Args: say.Args{"Number": say.Count(n)}})
		}
	}
	add("broadcast.waiting", p.Left)
	add("broadcast.blocked", p.Blocked)
	add("broadcast.skipped", p.Skipped)
	add("broadcast.failed", failed)
	return say.Text{Key: "broadcast.counts", Args: say.Args{
		"Bar": say.Bar(min(settled, p.Recipients), max(p.Recipients, 1)), "Settled": say.Count(settled),
		"Total": say.Count(p.Recipients), "Lines": say.Words(lines...)}}
}

// refusals maps parts of Telegram's reasons for not delivering a message to what they mean.
var refusals = []struct{ part, meaning string }{
	{"chat not found", "chat"},
	{"deactivated", "deactivated"},
	{"too long", "long"},
	{"can't parse entities", "markup"},
	{"wrong file", "file"},
}

// mostReasons is how many reasons are shown.
const mostReasons = 5

// reasons lists why messages failed, the most frequent reason first.
func (p *Progress) reasons() []say.Text {
	var lines []say.Text
	for _, reason := range slices.SortedFunc(maps.Keys(p.Failed), func(a, b string) int {
		return cmp.Or(cmp.Compare(p.Failed[b], p.Failed[a]), cmp.Compare(a, b))
	}) {
		words := say.Raw(reason)
		for _, r := range refusals {
			if strings.Contains(reason, r.part) {
				words = say.Word("broadcast.reason_" + r.meaning)
				break
			}
		}
		lines = append(lines,
			say.Text{Key: "broadcast.reason", Args: say.Args{"Number": say.Count(p.Failed[reason]), "Reason": words}})
	}
	return lines[:min(len(lines), mostReasons)]
}

// answers lists how many gave each answer, with a bar for its share of all answers.
func (p *Progress) answers() []say.Text {
	all := 0
	for _, a := range p.Answers {
		all += a.Count
	}
	var lines []say.Text
	for _, a := range p.Answers {
		lines = append(lines, say.Text{Key: "broadcast.answer_count", Args: say.Args{"Bar": say.Bar(a.Count, max(all, 1)),
			"Number": say.Count(a.Count), "Answer": say.Raw(a.Label)}})
	}
	return lines
}

// keys returns the buttons for what can be done with the broadcast now.
func (p *Progress) keys() []say.Keys {
	with := func(label, action string) say.Choice { return Choice(label, action, button.ID(p.ID)) }
	var choices []say.Choice
	switch p.State {
	case Scheduled:
		choices = []say.Choice{with("button.cancel_broadcast", ActCancel)}
	case Running:
		choices = []say.Choice{with("button.pause_broadcast", ActPause), with("button.cancel_broadcast", ActCancel), with("button.refresh", ActView)}
	case Paused:
		choices = []say.Choice{with("button.resume_broadcast", ActResume), with("button.cancel_broadcast", ActCancel)}
	case Done:
		choices = []say.Choice{with("button.refresh", ActView)}
	}
	return []say.Keys{{Choices: append(choices, Choice("button.broadcasts", ActList))}}
}

// Tell lists the broadcasts, each with a button for its report.
func (b *List) Tell(r say.Reply) say.Reply {
	var lines []say.Text
	var choices []say.Choice
	for i, p := range b.Sent {
		lines = append(lines, say.Text{Key: "broadcast.list_line", Args: say.Args{"Number": say.Count(i + 1),
			"Text": say.Raw(p.Title), "State": say.Words(p.state())}})
		choices = append(choices, say.Choice{
			Label: say.Text{Key: "button.open_broadcast", Args: say.Args{"Number": say.Count(i + 1)}},
			Data:  button.Data(button.Broadcast, ActView, button.ID(p.ID))})
	}
	r.Keys = say.Row(Choice("button.write_broadcast", ActCard))
	if lines != nil {
		r.Parts = []say.Text{{Key: "broadcast.list", Args: say.Args{"Lines": say.Words(lines...)}}}
		r.Keys = append([]say.Keys{{Choices: choices}}, r.Keys...)
	}
	return r
}
