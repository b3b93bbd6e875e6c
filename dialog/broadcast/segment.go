package broadcast

import (
	"hash/fnv"
	"strconv"

	"ikmbot/scoring"
)

// Segment chooses the recipients of a broadcast. Conditions of different kinds must all hold; of
// several values of one kind, one is enough. The zero value chooses everybody. People who stopped
// or blocked the bot or never agreed to be contacted are always left out, and so is everybody
// outside the officer's regions. Conditions on a business are about its latest finished interview.
type Segment struct {
	Regions    []int              `json:"regions,omitempty"`
	Quadrants  []scoring.Quadrant `json:"quadrants,omitempty"`
	Cells      []scoring.Cell     `json:"cells,omitempty"`    // of the IE matrix
	Families   []scoring.Family   `json:"families,omitempty"` // a strategy of one of these is advised
	Crafts     []int              `json:"crafts,omitempty"`   // positions of the options
	Uses       int                `json:"uses,omitempty"`     // media, a bit mask: uses at least one of these
	Lacks      int                `json:"lacks,omitempty"`    // media, a bit mask: uses none of these
	Ratings    []Limit            `json:"ratings,omitempty"`
	Obstacles  int                `json:"obstacles,omitempty"` // a bit mask: meets at least one of these
	Progress   []Stage            `json:"progress,omitempty"`
	SeenDays   int                `json:"seen,omitempty"`   // active within so many days; 0: no condition
	UnseenDays int                `json:"unseen,omitempty"` // inactive for so many days; 0: no condition
	Recent     bool               `json:"recent,omitempty"` // adds those who got a broadcast in the last seven days
	Busy       bool               `json:"busy,omitempty"`   // adds those who answered a question within the last hour and are not done
}

// KeptSegment is a choice of recipients under a name.
type KeptSegment struct {
	Name    string  `json:"name"`
	Segment Segment `json:"segment"`
}

// Limit is a factor with its least rating.
type Limit struct {
	Factor  scoring.FactorCode `json:"factor"`
	AtLeast scoring.Rating     `json:"least"` // 1 to 4
}

// Stage is a business's progress with the questionnaire.
type Stage string

// The stages.
const (
	StageFinished   Stage = "finished"   // has a result
	StageUnfinished Stage = "unfinished" // began and has no result
	StageNever      Stage = "never"      // never began
)

// Mark returns a hash of the name that fits into callback data. A button for a name that is gone
// finds no segment.
func (k KeptSegment) Mark() string {
	hash := fnv.New64a()
	hash.Write([]byte(k.Name))
	return strconv.FormatUint(hash.Sum64(), 36)
}
