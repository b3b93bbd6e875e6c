package turn

import (
	"ikmbot/dialog/button"
	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/say"
)

// Turn is a turn under way: what it starts from, and what it brings about.
type Turn struct {
	Languages say.Languages
	Regions   []say.Region
	Operator  string // who runs the bot, and how to reach them; empty: not told
	Retention int    // months of inactivity after which a person is forgotten; 0: never
	Now       int64  // unix milliseconds
	Session   Session
	Before    Aside                 // the aside when a button was tapped
	Chapter   questionnaire.Chapter // that the review opens at; empty: the first
	Effects   []Effect
	Replies   []say.Reply
}

// Note adds an effect.
func (t *Turn) Note(e Effect) { t.Effects = append(t.Effects, e) }

// Add adds a reply, in the language that the person speaks now.
func (t *Turn) Add(r say.Reply) {
	r.Language = t.Session.Language
	t.Replies = append(t.Replies, r)
}

// Reply adds a reply of some paragraphs.
func (t *Turn) Reply(mode say.Mode, keys []say.Keys, parts ...say.Text) {
	t.Add(say.Reply{Mode: mode, Parts: parts, Keys: keys})
}

// Ask is Reply for a question that is answered by typing.
func (t *Turn) Ask(mode say.Mode, keys []say.Keys, parts ...say.Text) {
	t.Add(say.Reply{Mode: mode, Parts: parts, Keys: keys, Typed: true})
}

// Toast answers a tap with a short notice.
func (t *Turn) Toast(key string) {
	t.Add(say.Reply{Mode: say.Toast, Parts: []say.Text{say.Message(key)}})
}

// Back returns to the person's current place: what belongs to it is said after the notes, at the
// end of the turn.
func (t *Turn) Back(mode say.Mode, notes ...say.Text) {
	t.Add(say.Reply{Mode: mode, Parts: notes, Back: true})
}

// WayBack returns the button that leads back to the interrupted question; none if there is nothing
// to go back to.
func (t *Turn) WayBack() []say.Keys {
	if !t.Session.Interviewing() {
		return nil
	}
	label := say.Message("button.to_review")
	if _, i, asking := t.Session.Current(); asking {
		label = say.Text{Key: "button.to_question", Args: say.Args{"Number": say.Count(i + 1)}}
	}
	return say.Row(say.Choice{Label: label, Data: button.Data(button.Go, button.GoContinue), Style: say.Primary})
}

// Data makes callback data for a question of the session's interview.
func (t *Turn) Data(verb, question, value string) string {
	return button.RunData(verb, t.Session.Run, question, value)
}

// RegionNames lists regions by their names; no codes stand for all regions.
func (t *Turn) RegionNames(codes []int) say.Value { return say.RegionNames(t.Regions, codes) }

// CorrectionKeys is the button that opens the answers behind the latest result once more; none
// where that is over or under way.
func (t *Turn) CorrectionKeys() []say.Keys {
	if t.Session.Interviewing() || !t.Session.Consented() || !t.Session.Correctable(t.Now) {
		return nil
	}
	return say.Row(say.Choice{Label: say.Message("button.correct"), Data: button.Data(button.Go, button.GoCorrect)})
}
