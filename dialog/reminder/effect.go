package reminder

// MessagesStopped: the bot is to send nothing by itself any more.
type Stopped struct{}

// MessagesResumed: the bot may send by itself again.
type Resumed struct{}

// StepTried: it was said what became of a step that was asked about. Run, Round and Tip may
// be forged: it counts where that was asked of the person and has no answer yet.
type StepTried struct {
	Run     int
	Round   int
	Tip     string
	Outcome StepOutcome
}

// FollowUpSwitched: an officer has switched a kind of the bot's own messages off or on for
// the businesses of a region; Region 0: everywhere.
type Switched struct {
	Region int
	Kind   Kind
	Off    bool
}

// Effect marks an [Effect].
func (Stopped) Effect() {}

// Effect marks an [Effect].
func (Resumed) Effect() {}

// Effect marks an [Effect].
func (StepTried) Effect() {}

// Effect marks an [Effect].
func (Switched) Effect() {}
