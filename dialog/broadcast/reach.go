package broadcast

import (
	"slices"
	"strings"
	"time"

	"ikmbot/dialog/button"
	"ikmbot/dialog/say"
)

// Reach counts the people that a draft would reach, and those it would not.
type Reach struct {
	Recipients int
	Stopped    int // left out because they stopped, blocked or never agreed to be contacted
	Recent     int // left out because they got a broadcast in the last seven days
	Busy       int // left out because they are in the middle of an interview
	Seconds    int // that sending takes, at the rate that Telegram allows
}

// Tell adds to a draft's card how many it would reach and who is left out. A draft that reaches
// nobody loses its button to confirm.
func (a *Reach) Tell(r say.Reply) say.Reply {
	if a.Recipients == 0 {
		r.Parts = append(r.Parts, say.Message("broadcast.reaches_nobody"))
		r.Keys = withoutConfirmation(r.Keys)
	} else {
		r.Parts = append(r.Parts, say.Text{Key: "broadcast.reaches", Args: say.Args{"Count": say.Count(a.Recipients),
			"Time": say.Words(say.Span(time.Duration(a.Seconds) * time.Second))}})
	}
	var left []say.Text
	add := func(key string, n int) {
		if n > 0 {
			left = append(left, say.Text{Key: key, Args: say.Args{"Count": say.Count(n)}})
		}
	}
	add("broadcast.left_stopped", a.Stopped)
	add("broadcast.left_recent", a.Recent)
	add("broadcast.left_busy", a.Busy)
	if left != nil {
		r.Parts = append(r.Parts, say.Text{Key: "broadcast.left_out", Args: say.Args{"Lines": say.Words(left...)}})
	}
	return r
}

func withoutConfirmation(keys []say.Keys) []say.Keys {
	left := slices.Clone(keys)
	for i, group := range left {
		left[i].Choices = slices.DeleteFunc(slices.Clone(group.Choices), func(c say.Choice) bool {
			return strings.HasPrefix(c.Data, button.Data(button.Broadcast, ActConfirm))
		})
	}
	return left
}
