package reminder

import (
	"ikmbot/dialog/button"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// Kind names what the bot writes about by itself.
type Kind string

// The kinds.
const (
	Unfinished Kind = "unfinished" // an interview that is not finished
	Steps      Kind = "steps"      // which steps were tried after a result
	Again      Kind = "again"      // an invitation to another interview
	Complaints Kind = "complaint"  // complaints that nobody has answered
)

// Kinds lists the kinds.
var Kinds = []Kind{Unfinished, Steps, Again, Complaints}

// UnfinishedReply is what reminds of the session's unfinished interview, at the question
// where it stopped. last tells that no other reminder of it follows.
func UnfinishedReply(s turn.Session, last bool) say.Reply {
	t := turn.Turn{Session: s}
	parts := []say.Text{say.Message("followup.unfinished_review")}
	if _, i, asking := s.Current(); asking {
		parts[0] = say.Text{Key: "followup.unfinished", Args: say.Args{"Number": say.Count(i + 1),
			"Total": say.Count(s.Total())}}
	}
	if last {
		parts = append(parts, say.Message("followup.last"))
	}
	return say.Reply{Language: s.Language, Parts: parts, Keys: append(t.WayBack(), say.StopKeys()...)}
}

// AgainReply invites to another interview.
func AgainReply(l say.Language) say.Reply {
	return say.Reply{Language: l, Parts: []say.Text{say.Message("followup.again")}, Keys: append(say.Row(
		say.Choice{Label: say.Message("button.again"), Data: button.Data(button.Go, button.GoAgain), Style: say.Primary},
		say.Choice{Label: say.Message("button.result"), Data: button.Data(button.Go, button.GoResult)},
	), say.StopKeys()...)}
}
