package recap

import "ikmbot/dialog/say"

// PopulationEntered: an officer has told how many businesses a region has.
type PopulationEntered struct{ Region, Businesses int }

// Effect marks it as a turn.Effect.
func (PopulationEntered) Effect() {}

// Exported: an officer was given a file with a row a business, of some regions or where
// there are none of all.
type Exported struct {
	Document say.Document
	Regions  []int
}

// Effect marks it as a turn.Effect.
func (Exported) Effect() {}
