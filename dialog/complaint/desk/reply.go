package desk

import (
	"slices"

	"ikmbot/dialog/button"
	"ikmbot/dialog/complaint"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// What stands folded behind the reply, in the order of the buttons. Replies in other languages are
// folded behind their languages' tags.
const (
	foldNow     = "now"   // what to do at once
	foldLater   = "later" // today and this week
	foldAvoid   = "avoid" // what not to write, and what belongs in public
	foldLaw     = "law"
	foldChecked = "checked" // the reply for when the complaint has been looked into
	foldReply   = "reply"   // the first reply again
)

var folds = []string{foldNow, foldLater, foldAvoid, foldLaw, foldChecked}

// sections are the parts of the guide behind a fold.
var sections = map[string][]string{
	foldNow: {"now"}, foldLater: {"today", "week"}, foldAvoid: {"avoid", "private"}, foldLaw: {"law"},
}

// whatsApp takes a text over that the owner then sends to whom she chooses.
const whatsApp = "https://wa.me/?text="

// tell gives the reply to the buyer, ready to copy or to hand over; the guide stands folded behind it.
func tell(t *turn.Turn, c complaint.Complaint, l say.Language, mode say.Mode, notes ...say.Text) {
	head, at := say.Text{Key: "desk.told", Args: say.Args{"Kind": say.Words(c.Name())}}, foldReply
	if l != t.Session.Language {
		head, at = say.Text{Key: "desk.told_in", Args: say.Args{"Kind": say.Words(c.Name()), "Language": called(l)}}, string(l)
	}
	texts := c.Reply(l)
	parts := append(notes, append([]say.Text{head}, ready(texts)...)...)
	where := say.Message("complaint.channel." + string(c.Channel) + ".where")
	if c.Public() {
		where = say.Message("complaint.channel.public")
	}
	t.Reply(mode, slices.Concat(handOver(c, texts), folded(t, at)), append(parts, where)...)
}

// unfold shows what stands behind a fold, in place of the reply; false where there is no such fold.
func unfold(t *turn.Turn, c complaint.Complaint, fold string) bool {
	language := slices.Contains(t.Languages.Tags(), say.Language(fold))
	if !language && fold != foldReply && !slices.Contains(folds, fold) {
		return false
	}
	t.Session.Aside = turn.Aside{Kind: turn.AsideDesk, Complaint: c}
	switch {
	case language:
		tell(t, c, say.Language(fold), say.Edit)
	case fold == foldReply:
		tell(t, c, t.Session.Language, say.Edit)
	case fold == foldChecked:
		texts := []say.Text{c.Checked(t.Session.Language)}
		head := say.Text{Key: "desk.told_checked", Args: say.Args{"Kind": say.Words(c.Kind.Name())}}
		t.Reply(say.Edit, slices.Concat(handOver(c, texts), folded(t, fold)), append([]say.Text{head}, ready(texts)...)...)
	default:
		t.Reply(say.Edit, folded(t, fold), guide(c, fold)...)
	}
	return true
}

// guide is what stands behind a fold for each kind of the complaint.
func guide(c complaint.Complaint, fold string) []say.Text {
	var parts []say.Text
	for _, k := range c.Kinds() {
		parts = append(parts, say.Text{Key: "desk.fold", Args: say.Args{"Kind": say.Words(k.Name())}})
		for _, section := range sections[fold] {
			parts = append(parts, say.Text{Key: "desk.section", Args: say.Args{
				"Head": say.Word("desk.head_" + section), "Text": say.Word("complaint.guide." + string(k) + "." + section)}})
		}
	}
	if fold == foldNow {
		parts = append(parts, say.Message("complaint.channel."+string(c.Channel)+".how"))
	}
	return parts
}

// ready are the texts as they are shown: a tap on one copies it.
func ready(texts []say.Text) []say.Text {
	parts := make([]say.Text, len(texts))
	for i, text := range texts {
		parts[i] = say.Text{Key: "desk.ready", Args: say.Args{"Reply": say.Words(text)}}
	}
	return parts
}

// handOver returns the buttons that copy each of the texts, as it is shown, and that hand all of
// them to WhatsApp, unless they belong under a review or in a marketplace's own chat.
func handOver(c complaint.Complaint, texts []say.Text) []say.Keys {
	var choices []say.Choice
	for i := range texts {
		label := say.Message("desk.button_copy")
		if len(texts) > 1 {
			label = say.Text{Key: "desk.label_part", Args: say.Args{"Number": say.Count(i + 1)}}
		}
		choices = append(choices, say.Choice{Label: label, Copy: &texts[i]})
	}
	if !c.Public() && c.Channel != complaint.Marketplace {
		choices = append(choices, say.Choice{Label: say.Message("desk.button_whatsapp"), Link: &say.Link{Address: whatsApp, Texts: texts}})
	}
	return []say.Keys{{Choices: choices}}
}

// folded are the buttons of what stands folded, but for what is shown, and those out of the desk.
func folded(t *turn.Turn, shown string) []say.Keys {
	values := folds
	if shown != foldReply {
		values = append([]string{foldReply}, folds...)
	}
	var choices []say.Choice
	for _, v := range values {
		if v != shown {
			choices = append(choices, say.Choice{Label: say.Message("desk.button_" + v), Data: button.Data(button.Desk, complaint.ActFold, v)})
		}
	}
	for _, l := range t.Languages.Tags() {
		if l != t.Session.Language && string(l) != shown {
			choices = append(choices, say.Choice{Label: say.Text{Key: "desk.label_in", Args: say.Args{"Language": called(l)}},
				Data: button.Data(button.Desk, complaint.ActFold, string(l))})
		}
	}
	return append([]say.Keys{{Choices: choices}}, ways(complaint.ActSave, complaint.ActList)...)
}

// called is a language's name in a sentence.
func called(l say.Language) say.Value { return say.Word("language.called_" + string(l)) }
