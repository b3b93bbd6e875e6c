package dialog

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"ikmbot/scoring"
)

// whomWords tells whom a segment chooses, a condition a line.
func (t *turn) whomWords(s Segment) Text {
	return Text{Key: "broadcast.whom", Args: Args{"Lines": Words(t.conditionLines(s)...)}}
}

// conditionLines are what a segment asks for, and who comes in addition.
func (t *turn) conditionLines(s Segment) []Text {
	var lines []Text
	if own := t.s.Officer.Regions; len(own) > 0 && t.pickedOptions(ByRegion, s) == nil {
		lines = append(lines, Text{Key: "broadcast.own_regions", Args: Args{"Choices": t.regionNames(own)}})
	}
	for _, c := range conditions {
		if c == ByAlso && lines == nil {
			lines = append(lines, say("broadcast.everybody"))
		}
		if picked := t.pickedOptions(c, s); picked != nil {
			lines = append(lines, Text{Key: "broadcast.by_" + string(c), Args: Args{"Choices": Value{Texts: picked, Inline: true}}})
		}
	}
	return lines
}

// pickedOptions says what is chosen of a condition.
func (t *turn) pickedOptions(c Condition, s Segment) []Text {
	var picked []Text
	for _, o := range t.options(c, s) {
		switch {
		case o.picked && o.words.Key != "":
			picked = append(picked, o.words)
		case o.picked:
			picked = append(picked, o.label)
		}
	}
	return picked
}

// tappedWhom takes a tap that is about the recipients; false where the button is old.
func (t *turn) tappedWhom(action, argument string) bool {
	condition, choice, _ := strings.Cut(argument, ".")
	switch {
	case action == castWhom && argument == "":
		t.askWhom(Edit)
	case action == castWhom && slices.Contains(conditions, Condition(condition)):
		t.askCondition(Condition(condition), choice)
	case action == castSet:
		return t.setCondition(Condition(condition), choice)
	case action == castAll:
		t.redraft(func(b *Broadcast) { b.Segment = Segment{} })
		t.askWhom(Edit)
	case action == castKept:
		t.tellKept()
	case action == castUse || action == castForget:
		return t.tappedKept(action, argument)
	default:
		return false
	}
	return true
}

// askWhom shows the recipients and the conditions that can be put on them.
func (t *turn) askWhom(mode Mode, notes ...Text) {
	segment := t.s.Officer.Draft.Segment
	choices := make([]Choice, len(conditions))
	for i, c := range conditions {
		choices[i] = cast("button.by_"+string(c), castWhom, string(c))
	}
	ways := []Choice{cast("button.everybody", castAll), cast("button.keep_segment", castAsk, string(FieldName))}
	if len(t.s.Officer.Segments) > 0 {
		ways = append(ways, cast("button.kept_segments", castKept))
	}
	back := cast("button.whom_done", castCard)
	back.Style = Primary
	t.add(Reply{Mode: mode, Report: &Report{Kind: ReportReach}, Parts: append(notes, say("broadcast.ask_whom"), t.whomWords(segment)),
		Keys: []Keys{{Choices: choices}, {Choices: ways}, {Choices: []Choice{back}}}})
}

// askCondition shows the choices of a condition. Those of ByRating are asked for by their factor.
func (t *turn) askCondition(c Condition, factor string) {
	whom := cast("button.back_to_whom", castWhom)
	switch i := Newest().find(factor); {
	case c != ByRating:
		t.tellCondition(t.optionKeys(c, ""), whom, say("broadcast.ask_by_"+string(c)))
	case i >= 0 && Newest().Questions[i].Chapter != ChapterBusiness:
		t.tellCondition(t.optionKeys(c, factor), cast("button.back_to_factors", castWhom, string(c)), Text{Key: "broadcast.factor", Args: Args{
			"Name": Words(say("factor." + factor + ".name")), "Ask": Words(say("question." + factor + ".ask"))}})
	default:
		t.tellCondition(factorKeys(), whom,
			say("broadcast.ask_by_"+string(c)), Text{Key: "broadcast.factors", Args: Args{"Lines": Words(factorLines()...)}})
	}
}

func (t *turn) tellCondition(keys []Keys, back Choice, parts ...Text) {
	t.add(Reply{Mode: Edit, Report: &Report{Kind: ReportReach}, Parts: append(parts, t.whomWords(t.s.Officer.Draft.Segment)),
		Keys: append(keys, row(back)...)})
}

// optionKeys are buttons that take a condition's choices in and out, of ByRating those of one factor.
func (t *turn) optionKeys(c Condition, factor string) []Keys {
	var choices []Choice
	for _, o := range t.options(c, t.s.Officer.Draft.Segment) {
		if factor != "" && !strings.HasPrefix(o.code, factor+"-") {
			continue
		}
		choices = append(choices, pick(o.label, o.picked, data(verbBroadcast, castSet, string(c), o.code)))
	}
	return []Keys{{Choices: choices, Column: c == ByRating}}
}

func factorLines() []Text {
	var lines []Text
	for _, q := range factors() {
		lines = append(lines, Text{Key: "broadcast.factor_line", Args: Args{"Code": Raw(q.Code), "Name": Words(say("factor." + q.Code + ".name"))}})
	}
	return lines
}

func factorKeys() []Keys {
	var choices []Choice
	for _, q := range factors() {
		choices = append(choices, Choice{
			Label: Text{Key: "button.raw", Args: Args{"Label": Raw(q.Code)}}, Data: data(verbBroadcast, castWhom, string(ByRating), q.Code)})
	}
	return []Keys{{Choices: choices}}
}

// setCondition takes a choice in or out, as its button said; false where the officer has no such choice.
func (t *turn) setCondition(c Condition, choice string) bool {
	code, on := strings.TrimRight(choice, "+-"), strings.HasSuffix(choice, "+")
	has := func(o option) bool { return o.code == code }
	if !slices.Contains(conditions, c) || !slices.ContainsFunc(t.options(c, t.s.Officer.Draft.Segment), has) {
		return false
	}
	factor, _, _ := strings.Cut(code, "-")
	if c == ByRating && on && !t.roomForRating(scoring.FactorCode(factor)) {
		t.toast("toast.ratings_full")
		return true
	}
	t.redraft(func(b *Broadcast) { b.Segment.set(c, code, on) })
	t.askCondition(c, factor)
	return true
}

// roomForRating tells whether a factor is among the conditions or can come to them.
func (t *turn) roomForRating(factor scoring.FactorCode) bool {
	ratings := t.s.Officer.Draft.Segment.Ratings
	return len(ratings) < maxRatings || slices.ContainsFunc(ratings, func(l Limit) bool { return l.Factor == factor })
}

// takeName keeps the recipients under a name.
func (t *turn) takeName(text string) {
	name := oneLine(text)
	kept := slices.Clone(t.s.Officer.Segments)
	same := func(k KeptSegment) bool { return k.Name == name }
	switch {
	case name == "" || utf8.RuneCountInString(name) > maxSegmentRunes:
		t.askField(Send, FieldName, say("broadcast.name_unread"))
		return
	case len(kept) >= maxSegments && !slices.ContainsFunc(kept, same):
		t.s.Aside = Aside{}
		t.askWhom(Send, Text{Key: "broadcast.kept_full", Args: Args{"Most": Count(maxSegments)}})
		return
	}
	segment := t.copyDraft().Segment
	t.note(SegmentKept{Name: name, Segment: segment})
	t.setSegments(append(slices.DeleteFunc(kept, same), KeptSegment{Name: name, Segment: segment}))
	t.s.Aside = Aside{}
	t.askWhom(Send, Text{Key: "broadcast.kept_now", Args: Args{"Name": Raw(name)}})
}

func (t *turn) setSegments(kept []KeptSegment) {
	slices.SortFunc(kept, func(a, b KeptSegment) int { return cmp.Compare(a.Name, b.Name) })
	officer := *t.s.Officer
	officer.Segments = kept
	t.s.Officer = &officer
}

// mark is a name as a button can carry it, so that an old button finds that one or none.
func (k KeptSegment) mark() string {
	hash := fnv.New64a()
	hash.Write([]byte(k.Name))
	return strconv.FormatUint(hash.Sum64(), 36)
}

// tellKept lists the kept choices of recipients, to be used or dropped.
func (t *turn) tellKept() {
	kept := t.s.Officer.Segments
	if len(kept) == 0 {
		t.askWhom(Edit)
		return
	}
	var lines []Text
	var use, forget []Choice
	for i, k := range kept {
		number := Args{"Number": Count(i + 1)}
		lines = append(lines, Text{Key: "broadcast.kept_line", Args: Args{"Number": Count(i + 1), "Name": Raw(k.Name)}})
		use = append(use, Choice{Label: Text{Key: "button.use_segment", Args: number}, Data: data(verbBroadcast, castUse, k.mark())})
		forget = append(forget, Choice{Label: Text{Key: "button.forget_segment", Args: number}, Data: data(verbBroadcast, castForget, k.mark())})
	}
	t.reply(Edit, []Keys{{Choices: use}, {Choices: forget}, {Choices: []Choice{cast("button.back_to_whom", castWhom)}}},
		Text{Key: "broadcast.kept", Args: Args{"Lines": Words(lines...)}})
}

// tappedKept uses a kept choice of recipients or drops it; false where it is not there.
func (t *turn) tappedKept(action, mark string) bool {
	kept := t.s.Officer.Segments
	i := slices.IndexFunc(kept, func(k KeptSegment) bool { return k.mark() == mark })
	if i < 0 {
		return false
	}
	if action == castForget {
		t.note(SegmentDropped{Name: kept[i].Name})
		t.toast("toast.segment_dropped")
		t.setSegments(slices.Delete(slices.Clone(kept), i, i+1))
		t.tellKept()
		return true
	}
	t.redraft(func(b *Broadcast) {
		b.Segment = kept[i].Segment
		foreign := func(region int) bool { return !t.s.Officer.sees(region) }
		b.Segment.Regions = slices.DeleteFunc(slices.Clone(b.Segment.Regions), foreign)
	})
	t.askWhom(Edit)
	return true
}
