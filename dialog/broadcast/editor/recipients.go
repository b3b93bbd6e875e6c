package editor

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"ikmbot/dialog/broadcast"
	"ikmbot/dialog/button"
	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	"ikmbot/scoring"
)

// recipientWords describes the people that a segment chooses, one condition a line.
func recipientWords(t *turn.Turn, s broadcast.Segment) say.Text {
	return say.Text{Key: "broadcast.whom", Args: say.Args{"Lines": say.Words(conditionLines(t, s)...)}}
}

// conditionLines lists what a segment asks for, and who is added.
func conditionLines(t *turn.Turn, s broadcast.Segment) []say.Text {
	var lines []say.Text
	if own := t.Session.Officer.Regions; len(own) > 0 && pickedOptions(t, ByRegion, s) == nil {
		lines = append(lines, say.Text{Key: "broadcast.own_regions", Args: say.Args{"Choices": t.RegionNames(own)}})
	}
	for _, c := range conditions {
		if c == ByAlso && lines == nil {
			lines = append(lines, say.Message("broadcast.everybody"))
		}
		if picked := pickedOptions(t, c, s); picked != nil {
			lines = append(lines,
				say.Text{Key: "broadcast.by_" + string(c), Args: say.Args{"Choices": say.Value{Texts: picked, Inline: true}}})
		}
	}
	return lines
}

// pickedOptions names the picked choices of a condition.
func pickedOptions(t *turn.Turn, c Condition, s broadcast.Segment) []say.Text {
	var picked []say.Text
	for _, o := range options(t, c, s) {
		switch {
		case o.picked && o.words.Key != "":
			picked = append(picked, o.words)
		case o.picked:
			picked = append(picked, o.label)
		}
	}
	return picked
}

// tappedRecipients takes a tap that changes the recipients; false where the button is old.
func tappedRecipients(t *turn.Turn, action, argument string) bool {
	condition, choice, _ := strings.Cut(argument, ".")
	switch {
	case action == broadcast.ActRecipients && argument == "":
		askRecipients(t, say.Edit)
	case action == broadcast.ActRecipients && slices.Contains(conditions, Condition(condition)):
		askCondition(t, Condition(condition), choice)
	case action == broadcast.ActSet:
		return setCondition(t, Condition(condition), choice)
	case action == broadcast.ActAll:
		redraft(t, func(b *broadcast.Draft) { b.Segment = broadcast.Segment{} })
		askRecipients(t, say.Edit)
	case action == broadcast.ActKept:
		tellKept(t)
	case action == broadcast.ActUse || action == broadcast.ActForget:
		return tappedKept(t, action, argument)
	default:
		return false
	}
	return true
}

// askRecipients shows the recipients and the conditions that can narrow them.
func askRecipients(t *turn.Turn, mode say.Mode, notes ...say.Text) {
	segment := t.Session.Officer.Draft.Segment
	choices := make([]say.Choice, len(conditions))
	for i, c := range conditions {
		choices[i] = broadcast.Choice("button.by_"+string(c), broadcast.ActRecipients, string(c))
	}
	ways := []say.Choice{broadcast.Choice("button.everybody", broadcast.ActAll),
		broadcast.Choice("button.keep_segment", broadcast.ActAsk, string(broadcast.FieldName))}
	if len(t.Session.Officer.Segments) > 0 {
		ways = append(ways, broadcast.Choice("button.kept_segments", broadcast.ActKept))
	}
	back := broadcast.Choice("button.whom_done", broadcast.ActCard)
	back.Style = say.Primary
	t.Add(say.Reply{Mode: mode, Report: &say.Report{Kind: say.ReportReach},
		Parts: append(notes, say.Message("broadcast.ask_whom"), recipientWords(t, segment)),
		Keys:  []say.Keys{{Choices: choices}, {Choices: ways}, {Choices: []say.Choice{back}}}})
}

// askCondition shows the choices of a condition. ByRating first asks for the factor.
func askCondition(t *turn.Turn, c Condition, factor string) {
	recipients := broadcast.Choice("button.back_to_whom", broadcast.ActRecipients)
	switch i := questionnaire.Newest().Find(factor); {
	case c != ByRating:
		tellCondition(t, optionKeys(t, c, ""), recipients, say.Message("broadcast.ask_by_"+string(c)))
	case i >= 0 && questionnaire.Newest().Questions[i].Chapter != questionnaire.ChapterBusiness:
		tellCondition(t, optionKeys(t, c, factor), broadcast.Choice("button.back_to_factors", broadcast.ActRecipients, string(c)),
			say.Text{Key: "broadcast.factor", Args: say.Args{
				"Name": say.Word("factor." + factor + ".name"), "Ask": say.Word(questionnaire.Newest().Questions[i].Key("ask"))}})
	default:
		tellCondition(t, factorKeys(), recipients,
			say.Message("broadcast.ask_by_"+string(c)),
			say.Text{Key: "broadcast.factors", Args: say.Args{"Lines": say.Words(factorLines()...)}})
	}
}

func tellCondition(t *turn.Turn, keys []say.Keys, back say.Choice, parts ...say.Text) {
	t.Add(say.Reply{Mode: say.Edit, Report: &say.Report{Kind: say.ReportReach},
		Parts: append(parts, recipientWords(t, t.Session.Officer.Draft.Segment)),
		Keys:  append(keys, say.Row(back)...)})
}

// optionKeys returns the buttons that switch a condition's choices; of ByRating those of one
// factor.
func optionKeys(t *turn.Turn, c Condition, factor string) []say.Keys {
	var choices []say.Choice
	for _, o := range options(t, c, t.Session.Officer.Draft.Segment) {
		if factor != "" && !strings.HasPrefix(o.code, factor+"-") {
			continue
		}
		choices = append(choices,
			say.Pick(o.label, o.picked, button.Data(button.Broadcast, broadcast.ActSet, string(c), o.code)))
	}
	return []say.Keys{{Choices: choices, Column: c == ByRating}}
}

func factorLines() []say.Text {
	var lines []say.Text
	for _, q := range factors() {
		lines = append(lines, say.Text{Key: "broadcast.factor_line", Args: say.Args{"Code": say.Raw(q.Code),
			"Name": say.Word("factor." + q.Code + ".name")}})
	}
	return lines
}

func factorKeys() []say.Keys {
	var choices []say.Choice
	for _, q := range factors() {
		choices = append(choices, say.Choice{
			Label: say.Text{Key: "button.raw", Args: say.Args{"Label": say.Raw(q.Code)}},
			Data:  button.Data(button.Broadcast, broadcast.ActRecipients, string(ByRating), q.Code)})
	}
	return []say.Keys{{Choices: choices}}
}

// setCondition switches a choice as its button said; false if the officer has no such choice.
func setCondition(t *turn.Turn, c Condition, choice string) bool {
	code, on := strings.TrimRight(choice, "+-"), strings.HasSuffix(choice, "+")
	has := func(o option) bool { return o.code == code }
	if !slices.Contains(conditions, c) || !slices.ContainsFunc(options(t, c, t.Session.Officer.Draft.Segment), has) {
		return false
	}
	factor, _, _ := strings.Cut(code, "-")
	if c == ByRating && on && !roomForRating(t, scoring.FactorCode(factor)) {
		t.Toast("toast.ratings_full")
		return true
	}
	redraft(t, func(b *broadcast.Draft) { set(&b.Segment, c, code, on) })
	askCondition(t, c, factor)
	return true
}

// roomForRating reports whether a factor is among the conditions or can be added.
func roomForRating(t *turn.Turn, factor scoring.FactorCode) bool {
	ratings := t.Session.Officer.Draft.Segment.Ratings
	return len(ratings) < maxRatings || slices.ContainsFunc(ratings, func(l broadcast.Limit) bool { return l.Factor == factor })
}

// takeName keeps the choice of recipients under a name.
func takeName(t *turn.Turn, text string) {
	name := say.OneLine(text)
	kept := slices.Clone(t.Session.Officer.Segments)
	same := func(k broadcast.KeptSegment) bool { return k.Name == name }
	switch {
	case name == "" || utf8.RuneCountInString(name) > maxSegmentRunes:
		askField(t, say.Send, broadcast.FieldName, say.Text{Key: "broadcast.name_unread", Args: say.Args{"Max": say.Count(maxSegmentRunes)}})
		return
	case len(kept) >= maxSegments && !slices.ContainsFunc(kept, same):
		t.Session.Aside = turn.Aside{}
		askRecipients(t, say.Send, say.Text{Key: "broadcast.kept_full", Args: say.Args{"Most": say.Count(maxSegments)}})
		return
	}
	segment := copyDraft(t).Segment
	t.Note(broadcast.SegmentKept{Name: name, Segment: segment})
	setSegments(t, append(slices.DeleteFunc(kept, same), broadcast.KeptSegment{Name: name, Segment: segment}))
	t.Session.Aside = turn.Aside{}
	askRecipients(t, say.Send, say.Text{Key: "broadcast.kept_now", Args: say.Args{"Name": say.Raw(name)}})
}

func setSegments(t *turn.Turn, kept []broadcast.KeptSegment) {
	slices.SortFunc(kept, func(a, b broadcast.KeptSegment) int { return cmp.Compare(a.Name, b.Name) })
	officer := *t.Session.Officer
	officer.Segments = kept
	t.Session.Officer = &officer
}

// tellKept lists the kept choices of recipients, each with buttons to use or drop it.
func tellKept(t *turn.Turn) {
	kept := t.Session.Officer.Segments
	if len(kept) == 0 {
		askRecipients(t, say.Edit)
		return
	}
	var lines []say.Text
	var use, forget []say.Choice
	for i, k := range kept {
		number := say.Args{"Number": say.Count(i + 1)}
		lines = append(lines,
			say.Text{Key: "broadcast.kept_line", Args: say.Args{"Number": say.Count(i + 1), "Name": say.Raw(k.Name)}})
		use = append(use, say.Choice{Label: say.Text{Key: "button.use_segment", Args: number},
			Data: button.Data(button.Broadcast, broadcast.ActUse, k.Mark())})
		forget = append(forget, say.Choice{Label: say.Text{Key: "button.forget_segment", Args: number},
			Data: button.Data(button.Broadcast, broadcast.ActForget, k.Mark())})
	}
	t.Reply(say.Edit, []say.Keys{{Choices: use}, {Choices: forget}, {Choices: []say.Choice{broadcast.Choice("button.back_to_whom", broadcast.ActRecipients)}}},
		say.Text{Key: "broadcast.kept", Args: say.Args{"Lines": say.Words(lines...)}})
}

// tappedKept uses or drops a kept choice of recipients; false if there is none with that mark.
func tappedKept(t *turn.Turn, action, mark string) bool {
	kept := t.Session.Officer.Segments
	i := slices.IndexFunc(kept, func(k broadcast.KeptSegment) bool { return k.Mark() == mark })
	if i < 0 {
		return false
	}
	if action == broadcast.ActForget {
		t.Note(broadcast.SegmentDropped{Name: kept[i].Name})
		t.Toast("toast.segment_dropped")
		setSegments(t, slices.Delete(slices.Clone(kept), i, i+1))
		tellKept(t)
		return true
	}
	redraft(t, func(b *broadcast.Draft) {
		b.Segment = kept[i].Segment
		foreign := func(region int) bool { return !t.Session.Officer.Sees(region) }
		b.Segment.Regions = slices.DeleteFunc(slices.Clone(b.Segment.Regions), foreign)
	})
	askRecipients(t, say.Edit)
	return true
}
