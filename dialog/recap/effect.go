package recap

import "ikmbot/dialog/say"

// PopulationEntered: an officer has entered how many businesses a region has.
type PopulationEntered struct{ Region, Businesses int }

// Effect marks it as a turn.Effect.
func (PopulationEntered) Effect() {}

// Exported: an officer was given a file with one row a business, of these regions, or of all if
// there are none.
type Exported struct {
	Document say.Document
	Regions  []int
}

// Effect marks it as a turn.Effect.
func (Exported) Effect() {}
