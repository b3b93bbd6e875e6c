package turn

// Effect is a fact that a turn brings about and the store writes down.
type Effect interface {
	// Effect marks a type as an effect.
	Effect()
}
