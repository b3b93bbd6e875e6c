package dialog

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// tappedSent takes a tap that is about broadcasts that were confirmed; false where it is not.
func (t *turn) tappedSent(action, argument string) bool {
	id, _ := strconv.ParseInt(argument, 10, 64)
	switch {
	case action == castList:
		t.add(Reply{Mode: Edit, Report: &Report{Kind: ReportBroadcasts}, Parts: []Text{say("broadcast.list_empty")}})
	case id <= 0:
		return false
	case action == castView:
		t.tellProgress(Edit, id)
	case action == castPause:
		t.moveBroadcast(id, BroadcastPaused, "toast.broadcast_paused")
	case action == castGoOn:
		t.moveBroadcast(id, BroadcastRunning, "toast.broadcast_running")
	case action == castCancel:
		t.askCancel(id)
	case action == castCancelled && t.before.Kind == AsideCancel && t.before.ID == id:
		t.moveBroadcast(id, BroadcastCancelled, "toast.broadcast_cancelled")
	default:
		return false
	}
	return true
}

// moveBroadcast pauses a broadcast, has it go on or cancels it.
func (t *turn) moveBroadcast(id int64, to BroadcastState, notice string) {
	t.note(BroadcastMoved{ID: id, State: to})
	t.toast(notice)
	t.tellProgress(Edit, id)
}

// askCancel asks whether a broadcast is really to be cancelled.
func (t *turn) askCancel(id int64) {
	t.s.Aside = Aside{Kind: AsideCancel, ID: id}
	yes := cast("button.cancel_yes", castCancelled, dataID(id))
	yes.Style = Danger
	t.reply(Edit, row(yes, cast("button.cancel_no", castView, dataID(id))), say("broadcast.ask_cancel"))
}

// tellProgress tells how far a broadcast is. An id that is forged has no figures.
func (t *turn) tellProgress(mode Mode, id int64) {
	t.add(ProgressReply(t.s.Language, mode, id))
}

// ProgressReply tells an officer how far a broadcast is, and in the end what became of it.
func ProgressReply(l Language, mode Mode, id int64) Reply {
	return Reply{Language: l, Mode: mode, Report: &Report{Kind: ReportProgress, Broadcast: id},
		Parts: []Text{say("broadcast.not_there")}, Keys: row(cast("button.broadcasts", castList))}
}

// Tell fills a [ProgressReply].
func (p *BroadcastProgress) Tell(r Reply) Reply {
	r.Parts = []Text{{Key: "broadcast.progress", Args: Args{"Text": Raw(p.Title), "State": Words(p.state())}}}
	r.Keys = p.keys()
	if p.State == BroadcastScheduled {
		return r
	}
	r.Parts = append(r.Parts, p.counts())
	if lines := p.reasons(); lines != nil {
		r.Parts = append(r.Parts, Text{Key: "broadcast.reasons", Args: Args{"Lines": Words(lines...)}})
	}
	if lines := p.answers(); lines != nil {
		r.Parts = append(r.Parts, Text{Key: "broadcast.answer_counts", Args: Args{"Lines": Words(lines...)}})
	}
	return r
}

// state says how far the broadcast is, and what it waits for.
func (p *BroadcastProgress) state() Text {
	switch p.State {
	case BroadcastScheduled:
		return Text{Key: "broadcast.state_scheduled", Args: Args{"Moment": MomentIn(p.Due, p.Zone)}}
	case BroadcastPaused:
		return say("broadcast.state_paused")
	case BroadcastDone:
		return say("broadcast.state_done")
	case BroadcastCancelled:
		return say("broadcast.state_cancelled")
	}
	switch {
	case p.Night:
		return Text{Key: "broadcast.state_night", Args: Args{"To": Count(QuietTo)}}
	case p.Seconds > 0:
		return Text{Key: "broadcast.state_rest", Args: Args{"Time": Words(span(time.Duration(p.Seconds) * time.Second))}}
	}
	return say("broadcast.state_running")
}

// counts are the numbers of recipients, with a bar over those that are dealt with.
func (p *BroadcastProgress) counts() Text {
	failed := 0
	for _, n := range p.Failed {
		failed += n
	}
	settled := p.Sent + p.Blocked + p.Skipped + failed
	lines := []Text{{Key: "broadcast.sent", Args: Args{"Number": Count(p.Sent)}}}
	add := func(key string, n int) {
		if n > 0 {
			lines = append(lines, Text{Key: key, Args: Args{"Number": Count(n)}})
		}
	}
	add("broadcast.waiting", p.Left)
	add("broadcast.blocked", p.Blocked)
	add("broadcast.skipped", p.Skipped)
	add("broadcast.failed", failed)
	return Text{Key: "broadcast.counts", Args: Args{
		"Bar": bar(min(settled, p.Recipients), max(p.Recipients, 1)), "Settled": Count(settled), "Total": Count(p.Recipients), "Lines": Words(lines...)}}
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
func (p *BroadcastProgress) reasons() []Text {
	var lines []Text
	for _, reason := range slices.SortedFunc(maps.Keys(p.Failed), func(a, b string) int {
		return cmp.Or(cmp.Compare(p.Failed[b], p.Failed[a]), cmp.Compare(a, b))
	}) {
		words := Raw(reason)
		for _, r := range refusals {
			if strings.Contains(reason, r.part) {
				words = Words(say("broadcast.reason_" + r.meaning))
				break
			}
		}
		lines = append(lines, Text{Key: "broadcast.reason", Args: Args{"Number": Count(p.Failed[reason]), "Reason": words}})
	}
	return lines[:min(len(lines), mostReasons)]
}

// answers are how many gave each answer, with a bar over all that were given.
func (p *BroadcastProgress) answers() []Text {
	all := 0
	for _, a := range p.Answers {
		all += a.Count
	}
	var lines []Text
	for _, a := range p.Answers {
		lines = append(lines, Text{Key: "broadcast.answer_count", Args: Args{"Bar": bar(a.Count, max(all, 1)), "Number": Count(a.Count), "Answer": Raw(a.Label)}})
	}
	return lines
}

// keys are what can be done with the broadcast now.
func (p *BroadcastProgress) keys() []Keys {
	with := func(label, action string) Choice { return cast(label, action, dataID(p.ID)) }
	var choices []Choice
	switch p.State {
	case BroadcastScheduled:
		choices = []Choice{with("button.cancel_broadcast", castCancel)}
	case BroadcastRunning:
		choices = []Choice{with("button.pause_broadcast", castPause), with("button.cancel_broadcast", castCancel), with("button.refresh", castView)}
	case BroadcastPaused:
		choices = []Choice{with("button.resume_broadcast", castGoOn), with("button.cancel_broadcast", castCancel)}
	case BroadcastDone:
		choices = []Choice{with("button.refresh", castView)}
	}
	return []Keys{{Choices: append(choices, cast("button.broadcasts", castList))}}
}

// Tell lists the broadcasts, each with its report one tap away.
func (b *Broadcasts) Tell(r Reply) Reply {
	var lines []Text
	var choices []Choice
	for i, p := range b.List {
		lines = append(lines, Text{Key: "broadcast.list_line", Args: Args{"Number": Count(i + 1), "Text": Raw(p.Title), "State": Words(p.state())}})
		choices = append(choices, Choice{
			Label: Text{Key: "button.open_broadcast", Args: Args{"Number": Count(i + 1)}}, Data: data(verbBroadcast, castView, dataID(p.ID))})
	}
	r.Keys = row(cast("button.write_broadcast", castCard))
	if lines != nil {
		r.Parts = []Text{{Key: "broadcast.list", Args: Args{"Lines": Words(lines...)}}}
		r.Keys = append([]Keys{{Choices: choices}}, r.Keys...)
	}
	return r
}
