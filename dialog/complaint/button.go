package complaint

// The actions in the value of button.Desk. A parameter follows after a dot.
const (
	ActOpen     = "open"
	ActKind     = "kind"    // .kind, or .kind.also
	ActNone     = "none"    // it is no complaint
	ActChannel  = "channel" // .channel
	ActSkip     = "skip"
	ActFold     = "fold" // .fold
	ActSave     = "save"
	ActAgree    = "agree" // to the consent that keeping a complaint needs
	ActList     = "list"
	ActHeld     = "held" // .id in the log
	ActClose    = "close"
	ActAnswered = "answered" // .id in the log
	ActSettled  = "settled"  // .id in the log
)
