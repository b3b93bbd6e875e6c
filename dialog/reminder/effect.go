package reminder

// Stopped: the bot is to send nothing by itself any more.
type Stopped struct{}

// Effect marks it as a turn.Effect.
func (Stopped) Effect() {}

// Resumed: the bot may send by itself again.
type Resumed struct{}

// Effect marks it as a turn.Effect.
func (Resumed) Effect() {}

// StepTried: it was said what became of a step that was asked about. Run, Round and Tip may
// be forged: it counts where that was asked of the person and has no answer yet.
type StepTried struct {
	Run     int
	Round   int
	Tip     string
	Outcome StepOutcome
}

// Effect marks it as a turn.Effect.
func (StepTried) Effect() {}

// Switched: an officer has switched a kind of the bot's own messages off or on for
// the businesses of a region; Region 0: everywhere.
type Switched struct {
	Region int
	Kind   Kind
	Off    bool
}

// Effect marks it as a turn.Effect.
func (Switched) Effect() {}
