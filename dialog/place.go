package dialog

import (
	"cmp"

	"ikmbot/dialog/button"
	"ikmbot/dialog/interview"
	"ikmbot/dialog/office"
	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// resolve fills in the current place for each reply that leads back to it.
func resolve(t *turn.Turn) {
	said := t.Replies
	t.Replies = nil
	for _, r := range said {
		if r.Back {
			show(t, r.Mode, r.Parts...)
		} else {
			t.Replies = append(t.Replies, r)
		}
	}
}

// show says what belongs to the current place, after the notes.
func show(t *turn.Turn, mode say.Mode, notes ...say.Text) {
	switch t.Session.Place {
	case turn.PlaceAsking:
		if question, number, asking := t.Session.Current(); asking {
			interview.Ask(t, mode, question, number, notes...)
		} else {
			interview.Review(t, mode, cmp.Or(t.Chapter, questionnaire.ChapterBusiness), notes...)
		}
	case turn.PlacePaused:
		interview.Offer(t, mode, notes...)
	case turn.PlaceReady:
		t.Reply(mode, say.Row(say.Choice{Label: say.Message("button.begin"),
			Data: button.Data(button.Go, button.GoBegin), Style: say.Primary}), append(notes, say.Message("chat.ready"))...)
	case turn.PlaceFinished:
		keys := say.Row(
			say.Choice{Label: say.Message("button.result"), Data: button.Data(button.Go, button.GoResult), Style: say.Primary},
			say.Choice{Label: say.Message("button.again"), Data: button.Data(button.Go, button.GoAgain)},
		)
		t.Reply(mode, append(keys, t.CorrectionKeys()...), append(notes, say.Message("chat.finished"))...)
	default:
		if t.Session.Officer != nil {
			office.Welcome(t, mode, notes...)
			return
		}
		interview.Welcome(t, mode, notes...)
	}
}
