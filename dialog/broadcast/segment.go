package broadcast

import (
	"hash/fnv"
	"strconv"

	"ikmbot/scoring"
)

// Segment chooses whom a broadcast is for. Conditions of different kinds must all hold; of
// several values of one kind one is enough. The zero value is everybody. Those who stopped
// or blocked the bot or never agreed to be contacted are left out whatever it says, and so are
// all outside the officer's regions. What it says of a business holds by the latest finished interview.
type Segment struct {
	Regions    []int              `json:"regions,omitempty"`
	Quadrants  []scoring.Quadrant `json:"quadrants,omitempty"`
	Cells      []scoring.Cell     `json:"cells,omitempty"`    // of the IE matrix
	Families   []scoring.Family   `json:"families,omitempty"` // a strategy of one of these is advised
	Crafts     []int              `json:"crafts,omitempty"`   // positions of the options
	Uses       int                `json:"uses,omitempty"`     // media, a bit mask: one of these is used
	Lacks      int                `json:"lacks,omitempty"`    // media, a bit mask: none of these is used
	Ratings    []Limit            `json:"ratings,omitempty"`
	Obstacles  int                `json:"obstacles,omitempty"` // a bit mask: one of these is met
	Progress   []Stage            `json:"progress,omitempty"`
	SeenDays   int                `json:"seen,omitempty"`   // did something within so many days; 0: whenever
	UnseenDays int                `json:"unseen,omitempty"` // did nothing for so many days; 0: whatever
	Recent     bool               `json:"recent,omitempty"` // also those who were written to in the last seven days
	Busy       bool               `json:"busy,omitempty"`   // also those who answered a question within the last hour and are not done
}

// KeptSegment is a choice of recipients under a name.
type KeptSegment struct {
	Name    string  `json:"name"`
	Segment Segment `json:"segment"`
}

// Limit is a factor rated at or past a value.
type Limit struct {
	Factor  scoring.FactorCode `json:"factor"`
	AtLeast scoring.Rating     `json:"least"` // rating, 1 to 4
}

// Stage is how far a business is with the questionnaire.
type Stage string

// The stages.
const (
	StageFinished   Stage = "finished"   // has a result
	StageUnfinished Stage = "unfinished" // began and has no result
	StageNever      Stage = "never"      // never began
)

// Mark is a name as a button can carry it, so that an old button finds that one or none.
func (k KeptSegment) Mark() string {
	hash := fnv.New64a()
	hash.Write([]byte(k.Name))
	return strconv.FormatUint(hash.Sum64(), 36)
}
