package desk

import (
	"slices"
	"unicode/utf16"
	"unicode/utf8"

	"ikmbot/dialog/button"
	"ikmbot/dialog/complaint"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// Limits of what is typed at the desk: a name, in characters, and a promise, in the UTF-16 units
// of a button that copies it by itself.
const (
	maxBuyer   = 40
	maxPromise = 160
)

// Message takes what is typed or sent while the desk is open: a complaint, a name or a promise. A
// picture counts by what stands under it, and can be kept with the complaint, as a voice note can.
func Message(t *turn.Turn, e turn.Event) {
	c := t.Session.Aside.Complaint
	line := say.OneLine(e.Text)
	if c.Step == complaint.StepTold && line != "" {
		c = complaint.Complaint{} // the next one
	}
	var notes []say.Text
	switch {
	case e.Media != nil && e.Media.Kind == say.MediaPhoto:
		c, notes = hold(c, complaint.File{Kind: complaint.PhotoFile, ID: e.Media.File})
	case e.Voice != "":
		c, notes = hold(c, complaint.File{Kind: complaint.VoiceFile, ID: e.Voice})
	}
	switch {
	case e.Kind == turn.ContentSent && line == "":
		unread(t, c, e.Content, notes)
	case c.Step == complaint.StepBuyer:
		if utf8.RuneCountInString(line) > maxBuyer || line == "" {
			toStep(t, c.Step, c, say.Send, tooLong(maxBuyer))
			return
		}
		c.Buyer = line
		toStep(t, complaint.StepPromise, c, say.Send, notes...)
	case c.Step == complaint.StepPromise:
		if len(utf16.Encode([]rune(line))) > maxPromise || line == "" {
			toStep(t, c.Step, c, say.Send, tooLong(maxPromise))
			return
		}
		c.Promise, c.Tongue = line, t.Session.Language
		toStep(t, complaint.StepTold, c, say.Send, notes...)
	default:
		guess(t, line, c.Held, notes)
	}
}

func tooLong(most int) say.Text {
	return say.Text{Key: "desk.too_long", Args: say.Args{"Max": say.Count(most)}}
}

// hold adds a picture or a voice note to what is kept with a complaint.
func hold(c complaint.Complaint, f complaint.File) (complaint.Complaint, []say.Text) {
	if len(c.Held) >= complaint.MostHeld {
		return c, []say.Text{{Key: "desk.held_full", Args: say.Args{"Max": say.Count(complaint.MostHeld)}}}
	}
	c.Held = append(slices.Clone(c.Held), f)
	return c, []say.Text{{Key: "desk.held", Args: say.Args{"Count": say.Count(len(c.Held)), "Max": say.Count(complaint.MostHeld)}}}
}

// unread answers what has no words in it, and asks again for what the step waits for.
func unread(t *turn.Turn, c complaint.Complaint, content turn.Content, notes []say.Text) {
	if c.Step == complaint.StepKind {
		notes = append([]say.Text{say.Message("desk.unread_" + string(content))}, notes...)
		t.Session.Aside = turn.Aside{Kind: turn.AsideDesk, Complaint: c}
		askKind(t, say.Send, notes...)
		return
	}
	toStep(t, c.Step, c, say.Send, notes...)
}

// guess says what a pasted complaint seems to be about, as a guess; one that is
// unsure asks instead.
func guess(t *turn.Turn, text string, held []complaint.File, notes []say.Text) {
	t.Session.Aside = turn.Aside{Kind: turn.AsideDesk, Complaint: complaint.Complaint{Held: held}}
	if text == "" {
		askKind(t, say.Send, append(notes, say.Message("desk.open"))...)
		return
	}
	g := complaint.Guess(text)
	none := say.Choice{Label: say.Message("desk.button_none"), Data: button.Data(button.Desk, complaint.ActNone)}
	other := say.Choice{Label: say.Message("desk.button_other_kind"), Data: button.Data(button.Desk, complaint.ActOpen)}
	var choices []say.Choice
	switch {
	case !g.Sure:
		askKind(t, say.Send, append(notes, say.Message("desk.unsure"))...)
		return
	case g.None:
		none.Label, none.Style = say.Message("desk.button_is_none"), say.Primary
		other.Label = say.Message("desk.button_is_one")
		choices, notes = []say.Choice{none, other}, append(notes, say.Message("desk.guess_none"))
	case len(g.Kinds) == 1:
		right := kindChoice(say.Message("button.guess_right"), g.Kinds...)
		right.Style = say.Primary
		choices = []say.Choice{right, other, none}
		notes = append(notes, say.Text{Key: "desk.guess", Args: say.Args{"Kind": say.Words(g.Kinds[0].Name())}}, g.Kinds[0].About())
	default:
		both := kindChoice(say.Message("desk.button_both"), g.Kinds...)
		both.Style = say.Primary
		choices = []say.Choice{both, only(g.Kinds[0]), only(g.Kinds[1]), other, none}
		notes = append(notes, say.Text{Key: "desk.guess_two", Args: say.Args{
			"First": say.Words(g.Kinds[0].Name()), "Second": say.Words(g.Kinds[1].Name())}})
	}
	t.Reply(say.Send, append([]say.Keys{{Column: true, Choices: choices}}, ways()...), notes...)
}

// only is the button that takes one of two complaints alone.
func only(k complaint.Kind) say.Choice {
	return kindChoice(say.Text{Key: "desk.label_only", Args: say.Args{"Kind": say.Words(k.Name())}}, k)
}
