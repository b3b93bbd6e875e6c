package turn

// Effect is something that has become true and is to be written down.
type Effect interface {
	// Effect marks what may be one.
	Effect()
}
