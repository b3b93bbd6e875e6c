package editor

import (
	"time"

	"ikmbot/dialog/broadcast"
	"ikmbot/dialog/button"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// card shows the draft and what can be done with it. How many it would reach is counted when the
// card is sent.
func card(t *turn.Turn, mode say.Mode) {
	draft := t.Session.Officer.Draft
	parts := []say.Text{
		{Key: "broadcast.card", Args: say.Args{"Text": say.Raw(broadcast.Beginning(draft.Texts[say.Indonesian], 300))}},
		{Key: "broadcast.card_list", Args: say.Args{"Lines": say.Words(extras(t.Languages, *draft)...)}},
		recipientWords(t, draft.Segment),
	}
	send := broadcast.Choice("button.send", broadcast.ActSend)
	send.Style = say.Primary
	ways := []say.Choice{broadcast.Choice("button.drop", broadcast.ActDrop),
		broadcast.Choice("button.broadcasts", broadcast.ActList)}
	if len(t.Session.Officer.Segments) > 0 {
		ways = append(ways, broadcast.Choice("button.kept_segments", broadcast.ActKept))
	}
	contents := []say.Choice{broadcast.Choice("button.text", broadcast.ActAsk, string(broadcast.FieldText))}
	for _, v := range t.Languages.Translations() {
		contents = append(contents,
			broadcast.Choice("button."+string(v.Translation), broadcast.ActAsk, string(textField(v.Translation))))
	}
	contents = append(contents,
		broadcast.Choice("button.media", broadcast.ActAsk, string(broadcast.FieldMedia)),
		broadcast.Choice("button.answers", broadcast.ActAsk, string(broadcast.FieldAnswers)),
		broadcast.Choice("button.whom", broadcast.ActRecipients),
		broadcast.Choice("button.due", broadcast.ActAsk, string(broadcast.FieldDue)))
	t.Add(say.Reply{Mode: mode, Parts: append(parts, whenWords(t, *draft)...), Report: &say.Report{Kind: say.ReportReach},
		Keys: []say.Keys{
			{Choices: contents},
			{Choices: []say.Choice{broadcast.Choice("button.preview", broadcast.ActPreview),
				broadcast.Choice("button.test", broadcast.ActTest)}},
			{Choices: []say.Choice{send}},
			{Choices: ways},
		}})
}

// extras describes what goes with the text, one line each.
func extras(ls say.Languages, b broadcast.Draft) []say.Text {
	var lines []say.Text
	for _, v := range ls.Translations() {
		line := say.Message("broadcast.no_" + string(v.Translation))
		if text := b.Texts[v.Language]; text != "" {
			line = say.Text{Key: "broadcast.has_" + string(v.Translation), Args: say.Args{
				"Text": say.Raw(broadcast.Beginning(text, 40))}}
		}
		lines = append(lines, line)
	}
	if b.Media != nil {
		lines = append(lines, say.Message("broadcast.has_"+string(b.Media.Kind)))
	}
	return append(lines, answerLines(ls, b)...)
}

// answerLines lists the answers in each language.
func answerLines(ls say.Languages, b broadcast.Draft) []say.Text {
	var lines []say.Text
	for _, l := range ls.Tags() {
		if answers := b.Answers[l]; len(answers) > 0 {
			lines = append(lines, say.Text{Key: "broadcast.has_answers", Args: say.Args{
				"Language": say.Word("broadcast.language_" + string(l)), "Answers": broadcast.RawList(answers)}})
		}
	}
	return lines
}

// whenWords says when a broadcast goes out, and whether the quiet hours delay it.
func whenWords(t *turn.Turn, b broadcast.Draft) []say.Text {
	zone := zone(t, b.Segment)
	at, when := t.Now, say.Text{Key: "broadcast.at_once"}
	if b.Due != 0 {
		at, when = b.Due, say.Text{Key: "broadcast.at", Args: say.Args{"Moment": say.Due(b.Due, zone)}}
	}
	hour := time.UnixMilli(at).In(zone.Location()).Hour()
	switch {
	case b.Night:
		return []say.Text{when, say.Message("broadcast.by_night")}
	case hour >= broadcast.QuietFrom || hour < broadcast.QuietTo:
		return []say.Text{when, say.Text{Key: "broadcast.waits_for_day", Args: say.Args{"From": say.Count(broadcast.QuietFrom),
			"To": say.Count(broadcast.QuietTo)}}}
	}
	return []say.Text{when}
}

// askSend shows the draft as one of its recipients would get it and asks for confirmation.
func askSend(t *turn.Turn) {
	draft := t.Session.Officer.Draft
	switch fault := dueFault(t, draft.Due); {
	case draft.Texts[say.Indonesian] == "":
		Open(t, say.Edit)
		return
	case fault.Key != "":
		askField(t, say.Edit, broadcast.FieldDue, fault)
		return
	}
	t.Add(preview(t))
	parts := []say.Text{say.Message("broadcast.ask_send"), recipientWords(t, draft.Segment)}
	for _, v := range t.Languages.Translations() {
		if draft.Texts[v.Language] == "" {
			parts = append(parts, say.Message("broadcast.no_"+string(v.Translation)))
		}
	}
	t.Add(say.Reply{Parts: append(parts, whenWords(t, *draft)...), Report: &say.Report{Kind: say.ReportReach},
		Keys: say.Row(confirmation(*draft), broadcast.Choice("button.back_to_draft", broadcast.ActCard))})
}

// confirmation returns the button that sends the draft.
func confirmation(b broadcast.Draft) say.Choice {
	yes := broadcast.Choice("button.send_yes", broadcast.ActConfirm, button.ID(b.ID))
	yes.Style = say.Success
	return yes
}

// confirm sends the draft. Its card stays, without buttons.
func confirm(t *turn.Turn) {
	draft := *t.Session.Officer.Draft
	if fault := dueFault(t, draft.Due); fault.Key != "" {
		askField(t, say.Edit, broadcast.FieldDue, fault)
		return
	}
	draft.Zone = zone(t, draft.Segment)
	t.Note(broadcast.Confirmed{Draft: draft})
	setDraft(t, nil)
	t.Reply(say.Edit, nil, say.Text{Key: "broadcast.confirmed", Args: say.Args{"Text": say.Raw(draft.Title())}})
	tellProgress(t, say.Send, draft.ID)
}

// preview shows the draft as one recipient would get it.
func preview(t *turn.Turn) say.Reply {
	return say.Reply{Broadcast: &say.BroadcastCopy{ID: t.Session.Officer.Draft.ID, For: say.CopyPreview}}
}

// test sends the officer the draft in each language that it is written in.
func test(t *turn.Turn) {
	draft := t.Session.Officer.Draft
	for _, l := range t.Languages.Tags() {
		if draft.Texts[l] != "" {
			t.Replies = append(t.Replies,
				say.Reply{Language: l, Broadcast: &say.BroadcastCopy{ID: draft.ID, For: say.CopyTest}})
		}
	}
}
