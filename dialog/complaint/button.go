package complaint

// The actions in the value of button.Desk. A parameter follows after a dot.
const (
	ActOpen     = "open"
	ActKind     = "kind"    // .kind
	ActChannel  = "channel" // .channel
	ActSkip     = "skip"
	ActSave     = "save"
	ActAgree    = "agree" // to the consent that keeping a complaint needs
	ActList     = "list"
	ActClose    = "close"
	ActAnswered = "answered" // .id in the log
	ActSettled  = "settled"  // .id in the log
)
