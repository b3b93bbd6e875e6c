package fallback

import (
	"ikmbot/dialog/button"
	"ikmbot/dialog/complaint/desk"
	"ikmbot/dialog/inquiry"
	"ikmbot/dialog/interview"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// The values of [button.Kept].
const (
	toOfficers = "ask"
	toDesk     = "complaint"
	toPlace    = "on"
)

// keptFor is how long something is kept, in milliseconds.
const keptFor = 24 * 60 * 60 * 1000

// maxKept is the greatest length of what is kept, in UTF-16 units: as much as one message holds.
const maxKept = 4096

// maxQuote is how much of it is shown again, in UTF-16 units.
const maxQuote = 100

// Take takes what nothing waits for. An officer's goes to nobody and is not kept. Before the consent
// nothing may be kept: whoever asks something is told who runs the bot, and asked for consent again.
func Take(t *turn.Turn, e turn.Event) {
	switch {
	case t.Session.Officer != nil:
		t.Reply(say.Send, t.WayBack(), say.Message("officer.unexpected"))
	case t.Session.Consented():
		keep(t, e)
	case t.Session.Aside.Kind == turn.AsideConsent || t.Languages.Doubts(e.Text):
		interview.Introduce(t)
	default:
		t.Back(say.Send)
	}
}

// keep keeps a text or a picture, behind what was kept before, and asks what it is for. What is
// neither is answered by its kind.
func keep(t *turn.Turn, e turn.Event) {
	letter := inquiry.LetterOf(e)
	if letter == (inquiry.Letter{}) {
		t.Session.Aside = turn.Aside{}
		note := say.Message("chat.nothing_read")
		if e.Kind == turn.ContentSent {
			note = say.Message("chat.content." + string(e.Content))
		}
		t.Back(say.Send, note)
		return
	}
	kept := turn.Kept{Text: letter.Text, Photo: letter.Photo, At: t.Now}
	if i, ok := inquiry.ReplyOf(e); ok {
		kept.Follows, kept.Broadcast, kept.About = i.Follows, i.Broadcast, i.About
	} else if before := current(t); before != nil {
		kept.Follows, kept.Broadcast, kept.About = before.Follows, before.Broadcast, before.About
		kept.Text = join(before.Text, kept.Text)
		if kept.Photo == "" {
			kept.Photo = before.Photo
		}
	}
	t.Session.Kept = &kept
	t.Note(Kept{kept})
	ask(t, kept)
}

// join puts a text below an earlier one.
func join(before, text string) string {
	if before != "" && text != "" {
		before += "\n"
	}
	return say.Cut(before+text, maxKept-1)
}

// current returns what is kept; nil where there is nothing, or it is over a day old.
func current(t *turn.Turn) *turn.Kept {
	if k := t.Session.Kept; k != nil && t.Now-k.At < keptFor {
		return k
	}
	return nil
}

// ask asks what the text is for.
func ask(t *turn.Turn, kept turn.Kept) {
	on := say.Choice{Label: say.Message("button.kept_on"), Data: button.Data(button.Kept, toPlace)}
	if way := t.WayBack(); way != nil {
		on.Label = way[0].Choices[0].Label
	}
	quoted := say.Text{Key: "fallback.photo"}
	if kept.Text != "" {
		quoted = say.Text{Key: "fallback.text", Args: say.Args{"Text": say.Raw(say.Cut(say.OneLine(kept.Text), maxQuote))}}
	}
	t.Reply(say.Send, []say.Keys{{Column: true, Choices: []say.Choice{
		{Label: say.Message("button.kept_ask"), Data: button.Data(button.Kept, toOfficers)},
		{Label: say.Message("button.kept_complaint"), Data: button.Data(button.Kept, toDesk)},
		on,
	}}}, quoted, say.Message("fallback.ask"))
}

// Tap takes a tap that says what the kept text is for.
func Tap(t *turn.Turn, b button.Button) {
	kept := current(t)
	switch {
	case b.Value == toPlace:
		drop(t)
		t.Back(say.Edit)
	case kept == nil:
		t.Toast("toast.kept_gone")
	case b.Value == toOfficers:
		sent := inquiry.Send(t, say.Edit, inquiry.Inquiry{
			Letter:  inquiry.Letter{Text: kept.Text, Photo: kept.Photo},
			Follows: kept.Follows, Broadcast: kept.Broadcast, About: kept.About,
		})
		if sent {
			drop(t)
		}
	case b.Value == toDesk:
		drop(t)
		t.Session.Aside = turn.Aside{Kind: turn.AsideDesk}
		desk.Message(t, eventOf(*kept))
	default:
		t.Toast("toast.old_button")
	}
}

// eventOf makes the event anew that a text or picture was kept from.
func eventOf(kept turn.Kept) turn.Event {
	if kept.Photo == "" {
		return turn.Event{Kind: turn.Typed, Text: kept.Text}
	}
	return turn.Event{Kind: turn.ContentSent, Content: turn.Photo, Text: kept.Text,
		Media: &say.Media{Kind: say.MediaPhoto, File: kept.Photo}}
}

// drop ends what is kept.
func drop(t *turn.Turn) {
	if t.Session.Kept != nil {
		t.Session.Kept = nil
		t.Note(Dropped{})
	}
}
