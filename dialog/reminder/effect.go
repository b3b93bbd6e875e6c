package reminder

// Stopped: the bot must not write by itself any more.
type Stopped struct{}

// Effect marks it as a turn.Effect.
func (Stopped) Effect() {}

// Resumed: the bot may write by itself again.
type Resumed struct{}

// Effect marks it as a turn.Effect.
func (Resumed) Effect() {}

// StepTried: the person said what became of a step that was asked about. Run, Round and Tip may be
// forged: only a question to this person that has no answer yet takes it.
type StepTried struct {
	Run     int
	Round   int
	Tip     string
	Outcome StepOutcome
}

// Effect marks it as a turn.Effect.
func (StepTried) Effect() {}

// Switched: an officer has switched a kind of reminder off or on for the businesses of a region;
// Region 0: everywhere.
type Switched struct {
	Region int
	Kind   Kind
	Off    bool
}

// Effect marks it as a turn.Effect.
func (Switched) Effect() {}
