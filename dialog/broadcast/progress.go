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

// State is how far a broadcast is.
type State string

// The states.
const (
	Scheduled State = "scheduled" // confirmed, waits for its time
	Running   State = "running"
	Paused    State = "paused"
	Done      State = "done"
	Cancelled State = "cancelled"
)

// Progress is how far a broadcast is, and in the end its report.
type Progress struct {
	ID         int64
	State      State
	Title      string   // the beginning of its text, plain
	Due        int64    // unix milliseconds
	Zone       say.Zone // that its time is told in
	Night      bool     // it waits for the end of the quiet hours
	Recipients int
	Sent       int
	Blocked    int            // did block the bot: not written to any more
	Skipped    int            // stopped, blocked or erased after it was confirmed
	Failed     map[string]int // how many by reason, in Telegram's words
	Answers    []AnswerCount  // in the order of the buttons
	Left       int            // still to be sent; none of a cancelled one is
	Seconds    int            // that the rest takes
}

// List are those that were confirmed, the newest first, at most ten. Only what needs no
// counting is told of them: ID, State, Title, Due, Night.
type List struct {
	Sent []Progress
}

// AnswerCount is how many recipients gave an answer.
type AnswerCount struct {
	Label string
	Count int
}

// ProgressReply tells an officer how far a broadcast is, and in the end what became of it.
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

// state says how far the broadcast is, and what it waits for.
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

// counts are the numbers of recipients, with a bar over those that are dealt with.
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

// refusals are parts of Telegram's words for why a message did not arrive, by what they mean.
var refusals = []struct{ part, meaning string }{
	{"chat not found", "chat"},
	{"deactivated", "deactivated"},
	{"too long", "long"},
	{"can't parse entities", "markup"},
	{"wrong file", "file"},
}

// mostReasons is how many reasons are told.
const mostReasons = 5

// reasons are why messages failed, the most frequent first.
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

// answers are how many gave each answer, with a bar over all that were given.
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

// keys are what can be done with the broadcast now.
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

// Tell lists the broadcasts, each with its report one tap away.
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
