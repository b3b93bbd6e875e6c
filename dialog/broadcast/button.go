package broadcast

import (
	"ikmbot/dialog/button"
	"ikmbot/dialog/say"
)

// ActStop is what a button under a broadcast carries besides an answer's number: [button.Recipient].
const ActStop = "stop"

// The values of [button.Broadcast]. Those with a parameter have it behind a dot.
const (
	ActCard      = "card"  // the draft, or the way to begin one
	ActAsk       = "ask"   // .field: asks for it
	ActClear     = "clear" // .field: takes it out
	ActWhom      = "whom"  // the recipients; .condition: the choices of it; .rating.factor
	ActSet       = "set"   // .condition.choice, then + or -
	ActAll       = "all"   // no condition any more
	ActKept      = "kept"  // the kept choices of recipients
	ActUse       = "use"   // .mark of a kept one
	ActForget    = "forget"
	ActDue       = "due"   // .unix milliseconds; 0: as soon as it is confirmed
	ActNight     = "night" // .+ or .-
	ActPreview   = "preview"
	ActTest      = "test"
	ActSend      = "send"
	ActConfirm   = "yes" // .id of the draft
	ActDrop      = "drop"
	ActDropped   = "dropped" // .id of the draft
	ActList      = "list"    // of those that were confirmed
	ActView      = "view"    // .id, as all below
	ActPause     = "pause"
	ActResume    = "go"
	ActCancel    = "cancel"
	ActCancelled = "cancelled"
)

// Choice is a button of the desk.
func Choice(label string, value ...string) say.Choice {
	return say.Choice{Label: say.Message(label), Data: button.Data(button.Broadcast, value...)}
}
