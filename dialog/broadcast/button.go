package broadcast

import (
	"ikmbot/dialog/button"
	"ikmbot/dialog/say"
)

// ActStop is the part of a [button.Recipient] value that stands in place of an answer's number: the
// recipient wants no more broadcasts.
const ActStop = "stop"

// The actions in the value of [button.Broadcast]. A parameter follows after a dot.
const (
	ActCard       = "card"  // the draft, or the way to begin one
	ActAsk        = "ask"   // .field: asks for it
	ActClear      = "clear" // .field: removes it
	ActRecipients = "whom"  // the recipients; .condition: its choices; .rating.factor
	ActSet        = "set"   // .condition.choice, then + or -
	ActAll        = "all"   // drops every condition
	ActKept       = "kept"  // the kept choices of recipients
	ActUse        = "use"   // .mark of a kept choice
	ActForget     = "forget"
	ActDue        = "due"   // .unix milliseconds; 0: as soon as it is confirmed
	ActNight      = "night" // .+ or .-
	ActPreview    = "preview"
	ActTest       = "test"
	ActSend       = "send"
	ActConfirm    = "yes" // .id of the draft
	ActDrop       = "drop"
	ActDropped    = "dropped" // .id of the draft
	ActList       = "list"    // the confirmed broadcasts
	ActView       = "view"    // .id, as for all below
	ActPause      = "pause"
	ActResume     = "go"
	ActCancel     = "cancel"
	ActCancelled  = "cancelled"
)

// Choice returns a button of the broadcast editor.
func Choice(label string, value ...string) say.Choice {
	return say.Choice{Label: say.Message(label), Data: button.Data(button.Broadcast, value...)}
}
