package dialog

import (
	"slices"
	"strings"
	"time"
)

// card shows the draft and what can be done with it. Whom it would reach is counted when the
// card is sent.
func (t *turn) card(mode Mode) {
	draft := t.s.Officer.Draft
	parts := []Text{
		{Key: "broadcast.card", Args: Args{"Text": Raw(beginning(draft.Texts[Indonesian], 300))}},
		{Key: "broadcast.card_list", Args: Args{"Lines": Words(t.languages.extras(*draft)...)}},
		t.whomWords(draft.Segment),
	}
	send := cast("button.send", castSend)
	send.Style = Primary
	ways := []Choice{cast("button.drop", castDrop), cast("button.broadcasts", castList)}
	if len(t.s.Officer.Segments) > 0 {
		ways = append(ways, cast("button.kept_segments", castKept))
	}
	contents := []Choice{cast("button.text", castAsk, string(FieldText))}
	for _, v := range t.languages.translations() {
		contents = append(contents, cast("button."+string(v.Translation), castAsk, string(v.Translation.text())))
	}
	contents = append(contents,
		cast("button.media", castAsk, string(FieldMedia)), cast("button.answers", castAsk, string(FieldAnswers)),
		cast("button.whom", castWhom), cast("button.due", castAsk, string(FieldDue)))
	t.add(Reply{Mode: mode, Parts: append(parts, t.whenWords(*draft)...), Report: &Report{Kind: ReportReach}, Keys: []Keys{
		{Choices: contents},
		{Choices: []Choice{cast("button.preview", castPreview), cast("button.test", castTest)}},
		{Choices: []Choice{send}},
		{Choices: ways},
	}})
}

// extras tells what goes with the text, a line each.
func (ls Languages) extras(b Broadcast) []Text {
	var lines []Text
	for _, v := range ls.translations() {
		line := say("broadcast.no_" + string(v.Translation))
		if text := b.Texts[v.Language]; text != "" {
			line = Text{Key: "broadcast.has_" + string(v.Translation), Args: Args{"Text": Raw(beginning(text, 40))}}
		}
		lines = append(lines, line)
	}
	if b.Media != nil {
		lines = append(lines, say("broadcast.has_"+string(b.Media.Kind)))
	}
	return append(lines, ls.answerLines(b)...)
}

// answerLines are the answers in each language.
func (ls Languages) answerLines(b Broadcast) []Text {
	var lines []Text
	for _, l := range ls.tags() {
		if answers := b.Answers[l]; len(answers) > 0 {
			lines = append(lines, Text{Key: "broadcast.has_answers", Args: Args{"Language": Words(say("broadcast.language_" + string(l))), "Answers": rawList(answers)}})
		}
	}
	return lines
}

// whenWords tells when a broadcast goes out, and what the night does to it.
func (t *turn) whenWords(b Broadcast) []Text {
	zone := t.zone(b.Segment)
	at, when := t.now, Text{Key: "broadcast.at_once"}
	if b.Due != 0 {
		at, when = b.Due, Text{Key: "broadcast.at", Args: Args{"Moment": MomentIn(b.Due, zone)}}
	}
	hour := time.UnixMilli(at).In(zone.Location()).Hour()
	switch {
	case b.Night:
		return []Text{when, say("broadcast.by_night")}
	case hour >= QuietFrom || hour < QuietTo:
		return []Text{when, Text{Key: "broadcast.waits_for_day", Args: Args{"From": Count(QuietFrom), "To": Count(QuietTo)}}}
	}
	return []Text{when}
}

// askSend shows the draft as one of the recipients would get it and asks for the last word.
func (t *turn) askSend() {
	draft := t.s.Officer.Draft
	switch fault := t.dueFault(draft.Due); {
	case draft.Texts[Indonesian] == "":
		t.openBroadcast(Edit)
		return
	case fault.Key != "":
		t.askField(Edit, FieldDue, fault)
		return
	}
	t.add(t.preview())
	parts := []Text{say("broadcast.ask_send"), t.whomWords(draft.Segment)}
	for _, v := range t.languages.translations() {
		if draft.Texts[v.Language] == "" {
			parts = append(parts, say("broadcast.no_"+string(v.Translation)))
		}
	}
	t.add(Reply{Parts: append(parts, t.whenWords(*draft)...), Report: &Report{Kind: ReportReach},
		Keys: row(draft.confirmation(), cast("button.back_to_draft", castCard))})
}

// confirmation is the button that sends the draft.
func (b Broadcast) confirmation() Choice {
	yes := cast("button.send_yes", castConfirm, dataID(b.ID))
	yes.Style = Success
	return yes
}

// confirm lets the draft go out. Its card stays without buttons.
func (t *turn) confirm() {
	draft := *t.s.Officer.Draft
	if fault := t.dueFault(draft.Due); fault.Key != "" {
		t.askField(Edit, FieldDue, fault)
		return
	}
	draft.Zone = t.zone(draft.Segment)
	t.note(BroadcastConfirmed{Broadcast: draft})
	t.setDraft(nil)
	t.reply(Edit, nil, Text{Key: "broadcast.confirmed", Args: Args{"Text": Raw(draft.Title())}})
	t.tellProgress(Send, draft.ID)
}

// preview is the draft as one of those gets it whom it would reach.
func (t *turn) preview() Reply {
	return Reply{Broadcast: &BroadcastCopy{ID: t.s.Officer.Draft.ID, For: CopyPreview}}
}

// test sends the officer the draft in each language that it is written in.
func (t *turn) test() {
	draft := t.s.Officer.Draft
	for _, l := range t.languages.tags() {
		if draft.Texts[l] != "" {
			t.replies = append(t.replies, Reply{Language: l, Broadcast: &BroadcastCopy{ID: draft.ID, For: CopyTest}})
		}
	}
}

// Tell adds to a draft's card how many it would reach and who is left out. Where that is nobody,
// there is nothing to confirm.
func (a *Reach) Tell(r Reply) Reply {
	if a.Recipients == 0 {
		r.Parts = append(r.Parts, say("broadcast.reaches_nobody"))
		r.Keys = withoutConfirmation(r.Keys)
	} else {
		r.Parts = append(r.Parts, Text{Key: "broadcast.reaches", Args: Args{"Count": Count(a.Recipients), "Time": Words(span(time.Duration(a.Seconds) * time.Second))}})
	}
	var left []Text
	add := func(key string, n int) {
		if n > 0 {
			left = append(left, Text{Key: key, Args: Args{"Count": Count(n)}})
		}
	}
	add("broadcast.left_stopped", a.Stopped)
	add("broadcast.left_recent", a.Recent)
	add("broadcast.left_busy", a.Busy)
	if left != nil {
		r.Parts = append(r.Parts, Text{Key: "broadcast.left_out", Args: Args{"Lines": Words(left...)}})
	}
	return r
}

func withoutConfirmation(keys []Keys) []Keys {
	left := slices.Clone(keys)
	for i, group := range left {
		left[i].Choices = slices.DeleteFunc(slices.Clone(group.Choices), func(c Choice) bool {
			return strings.HasPrefix(c.Data, data(verbBroadcast, castConfirm))
		})
	}
	return left
}
