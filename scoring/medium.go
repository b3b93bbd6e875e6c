package scoring

// MediumTold is what an owner is told about a medium that the business does not use.
type MediumTold string

// What is told about a medium.
const (
	MediumFirst MediumTold = "first" // the one to begin with
	MediumLater MediumTold = "later" // another that would do
	MediumWait  MediumTold = "wait"  // not now
)

// MediumReason is why something is told about a medium.
type MediumReason string

// The reasons that speak for a medium, and those for which it waits.
const (
	MediumEasy  MediumReason = "easy"  // asks little skill of an owner who lacks it
	MediumCheap MediumReason = "cheap" // is free, and money is short
	MediumQuick MediumReason = "quick" // takes an hour a week at most, and time is short
	MediumLight MediumReason = "light" // works where the signal is bad, and it is
	MediumCraft MediumReason = "craft" // suits the material
	MediumScale MediumReason = "scale" // suits the way in which the product is made
	MediumLeast MediumReason = "least" // asks the least of those that are left
	MediumAfter MediumReason = "after" // can come after the first

	MediumUpkeep MediumReason = "upkeep" // the media in use are hard enough to look after
	MediumBasics MediumReason = "basics" // no medium is in use, and an easier one comes first
	MediumSkills MediumReason = "skills" // asks skills that the owner lacks
	MediumCost   MediumReason = "cost"   // costs money whether anything is sold or not, and it is short
	MediumTime   MediumReason = "time"   // takes more than two hours a week, and time is short
	MediumSignal MediumReason = "signal" // asks a good signal, and it is bad
)

// MediumChoice is a medium that a business does not use, and what its owner is told about it. The
// study leaves the choice to the owner's skills, to the cost, and to the staying power to look after it.
type MediumChoice struct {
	Medium  string // code of an answer to the question media
	Told    MediumTold
	Reasons []MediumReason // at least one, the most telling first
	Minutes int            // a week, to look after it
	Step    string         // code of the step that opens it
}
