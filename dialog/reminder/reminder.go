package reminder

import (
	"ikmbot/dialog/button"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// Kind is what a reminder is about.
type Kind string

// The kinds.
const (
	Unfinished Kind = "unfinished" // an interview that is not finished
	Steps      Kind = "steps"      // the steps after a result: which ones were tried
	Again      Kind = "again"      // an invitation to another interview
	Complaints Kind = "complaint"  // unanswered complaints
)

// Kinds lists the kinds.
var Kinds = []Kind{Unfinished, Steps, Again, Complaints}

// UnfinishedReply reminds a person of the session's unfinished interview, at the question where it
// stopped. last says that it is the last reminder of it.
func UnfinishedReply(s turn.Session, last bool) say.Reply {
	t := turn.Turn{Session: s}
	parts := []say.Text{say.Message("followup.unfinished_review")}
	if _, i, asking := s.Current(); asking {
		parts[0] = say.Text{Key: "followup.unfinished", Args: say.Args{"Number": say.Count(i + 1), "Total": say.Count(len(s.Asked()))}}
	}
	if last {
		parts = append(parts, say.Message("followup.last"))
	}
	return say.Reply{Language: s.Language, Parts: parts, Keys: append(t.WayBack(), say.StopKeys()...)}
}

// AgainReply invites the person to another interview.
func AgainReply(l say.Language) say.Reply {
	return say.Reply{Language: l, Parts: []say.Text{say.Message("followup.again")}, Keys: append(say.Row(
		say.Choice{Label: say.Message("button.again"), Data: button.Data(button.Go, button.GoAgain), Style: say.Primary},
		say.Choice{Label: say.Message("button.result"), Data: button.Data(button.Go, button.GoResult)},
	), say.StopKeys()...)}
}
