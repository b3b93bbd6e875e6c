package result

import (
	"ikmbot/dialog/say"
	"ikmbot/scoring"
)

// MediumReasons say why a medium is told first, later or to wait, a sentence a reason.
func MediumReasons(c scoring.MediumChoice) []say.Text {
	texts := make([]say.Text, len(c.Reasons))
	for i, reason := range c.Reasons {
		texts[i] = say.Message("medium.reason." + string(reason))
	}
	return texts
}
