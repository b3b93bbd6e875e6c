package recap

import (
	"fmt"
	"maps"
	"math/bits"
	"slices"
	"strings"

	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/say"
	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/model"
)

// tally counts the interviews of any number of files.
type tally struct {
	began     int               // businesses
	stopped   character         // of those who stopped: the place of the first unanswered question
	answered  []character       // of those who finished: the fields from here on
	regions   *field            // codes; 0: none
	versions  *field            // of the questionnaire
	quadrants *field            // places in scoring.Quadrants
	cells     *field            // places in scoring.Cells
	sizes     *field            // combinations of the answers that a business's size follows from
	answers   map[string]*field // by the code of a question about the business: values; unanswered: none
	ratings   []*field          // of the factors in the study's order
	factors   []string          // of the ratings
	placed    []character       // of those who finished: the parts of a point
	points    map[point]int
}

// point is a place in the Cartesian diagram or in the IE matrix, with both axes as packed numbers.
type point [2]int

// An axis is counted in hundredths, which is less than a dot of a picture.
const (
	bitsOfAxis  = bitsInCharacter / 2
	leastOfAxis = -500 // no axis goes below -3 or past 4
)

// unanswered stands for no answer; 0 is an answer to questions where nothing need be picked.
const unanswered = -1

func newTally() *tally {
	t := &tally{
		regions:   newField("coalesce(region, 0)", 0, 9999), // codes of Statistics Indonesia have four digits
		versions:  newField("questionnaire", 0, questionnaire.Newest().Version),
		quadrants: newField(placeIn("quadrant", scoring.Quadrants), 0, len(scoring.Quadrants)-1),
		cells:     newField(placeIn("cell", scoring.Cells), 0, len(scoring.Cells)-1),
		sizes:     newField(combination(), 0, 1<<(bitsOfSizing*len(sizing))-1),
		answers:   map[string]*field{},
		points:    map[point]int{},
	}
	fields := []*field{t.regions, t.versions, t.quadrants, t.cells, t.sizes}
	for _, q := range questionnaire.Newest().Questions {
		switch {
		case q.Chapter != questionnaire.ChapterBusiness:
			t.factors = append(t.factors, q.Code)
			t.ratings = append(t.ratings, newField(q.Code, 1, 4))
		case slices.Contains(sizing, q.Code):
			t.answers[q.Code] = newField("", 0, len(q.Options)) // counted with the sizes
		case len(q.Options) > 0:
			t.answers[q.Code] = newField(answerOf(q), unanswered, model.Greatest(q))
			fields = append(fields, t.answers[q.Code])
		}
	}
	t.stopped = character{newField(firstUnanswered(), 0, len(model.Questions))}
	t.answered = pack(append(fields, t.ratings...)...)
	t.placed = pack(axis("x"), axis("y"), axis("ife"), axis("efe"))
	return t
}

// answerOf is the answer to a question. That nothing was picked is an option of its own since version 2.
func answerOf(q questionnaire.Question) string {
	column := q.Code
	if none := q.OptionBit(questionnaire.NoneOption); none != 0 {
		column = fmt.Sprintf("iif(%s = 0, %d, %[1]s)", q.Code, none)
	}
	return fmt.Sprintf("coalesce(%s, %d)", column, unanswered)
}

// sizing are the questions that a business's size follows from. Their answers are counted together,
// so that each combination is classed once.
var sizing = []string{"sales", "assets", "workers"}

// bitsOfSizing is how many bits the answer to one of them takes: the position of an option; 0: no
// answer.
var bitsOfSizing = widestOf(sizing)

func widestOf(codes []string) (width int) {
	for _, q := range questionnaire.Newest().Questions {
		if slices.Contains(codes, q.Code) {
			width = max(width, bits.Len(uint(len(q.Options))))
		}
	}
	return width
}

// combination is the SQL for the answers to these questions side by side.
func combination() string {
	var terms []string
	for i, code := range sizing {
		terms = append(terms, fmt.Sprintf("%d * coalesce(%s, 0)", 1<<(bitsOfSizing*(len(sizing)-1-i)), code))
	}
	return strings.Join(terms, " + ")
}

// sized returns the answer to one of these questions in a combination.
func sized(combination, question int) int {
	return combination >> (bitsOfSizing * (len(sizing) - 1 - question)) & (1<<bitsOfSizing - 1)
}

// spreadSizes counts the answers one by one from the counts of the combinations.
func (t *tally) spreadSizes() {
	for combination, n := range t.sizes.counts {
		for i, code := range sizing {
			t.answers[code].counts[sized(combination, i)] += n
		}
	}
}

// placeIn is the SQL for the place of a code in a list of them.
func placeIn[T ~string](name string, codes []T) string {
	text := "CASE " + name
	for i, code := range codes {
		text += fmt.Sprintf(" WHEN '%s' THEN %d", code, i)
	}
	return text + " END"
}

// axis is a coordinate in hundredths, with halves rounded up, within the tolerance. A cast
// truncates, which rounds numbers down that are not negative, and is far faster than SQLite's round,
// which goes through digits.
func axis(name string) *field {
	return &field{expression: fmt.Sprintf("CAST(100 * %s + %.12g AS INTEGER)", name, 0.5-leastOfAxis+100*scoring.Tolerance), bits: bitsOfAxis}
}

// axes is the inverse of axis for both coordinates of a point.
func axes(packed int) (first, second float64) {
	const one = 1 << bitsOfAxis
	return float64(packed/one+leastOfAxis) / 100, float64(packed%one+leastOfAxis) / 100
}

// writeCounts writes the counts into the recap.
func (s *survey) writeCounts() error {
	regions, err := model.ReadRegions(s.ctx, s.tx)
	if err != nil {
		return err
	}
	t := s.tally
	t.spreadSizes()
	s.Began = t.began
	for _, n := range t.regions.counts {
		s.Finished += n
	}
	s.Versions = map[int]int{}
	for version, n := range t.versions.counts {
		if n > 0 {
			s.Versions[version] = n
		}
	}
	for i, code := range append(model.Codes(), "") {
		if n := t.stopped[0].counts[i]; n > 0 {
			s.StoppedAt = append(s.StoppedAt, scoring.QuestionCount{Question: code, Count: n})
		}
	}
	s.Answers = map[string][]int{}
	for _, q := range questionnaire.Newest().Questions {
		if c := t.answers[q.Code]; c != nil {
			s.Answers[q.Code] = picked(q, c)
		}
	}
	s.Quadrants, s.Cells = countsOf(scoring.Quadrants, t.quadrants), countsOf(scoring.Cells, t.cells)
	s.Regions = t.regionCounts(s.Scope, regions)
	s.Points = t.pointCounts()
	return nil
}

// picked counts the businesses by the option they picked, after those without an answer.
func picked(q questionnaire.Question, f *field) []int {
	options := make([]int, 1+len(q.Options))
	options[0] = f.counts[0]
	for i, n := range f.counts[1:] {
		value := f.least + 1 + i
		for option := range q.Options {
			if value == option+1 && q.Kind == questionnaire.OneOf || value>>option&1 == 1 && q.Kind == questionnaire.SomeOf {
				options[1+option] += n
			}
		}
	}
	return options
}

// countsOf returns the counts by code; a code with none has no key.
func countsOf[T comparable](codes []T, f *field) map[T]int {
	named := map[T]int{}
	for i, code := range codes {
		if f.counts[i] > 0 {
			named[code] = f.counts[i]
		}
	}
	return named
}

// regionCounts returns the businesses of each region of a scope; for all regions, also those of
// none.
func (t *tally) regionCounts(scope scoring.Scope, regions []say.Region) (counts []scoring.RegionCount) {
	for _, region := range regions {
		if scope.Regions == nil || slices.Contains(scope.Regions, region.Code) {
			counts = append(counts, scoring.RegionCount{Region: region.Code, Count: t.regions.counts[region.Code]})
		}
	}
	if scope.Regions == nil {
		counts = append(counts, scoring.RegionCount{Count: t.regions.counts[0]})
	}
	return counts
}

// pointCounts returns the businesses at each place, in the order of the places.
func (t *tally) pointCounts() (counts []scoring.PointCount) {
	places := slices.SortedFunc(maps.Keys(t.points), func(a, b point) int { return slices.Compare(a[:], b[:]) })
	for _, at := range places {
		p := scoring.PointCount{Count: t.points[at]}
		p.X, p.Y = axes(at[0])
		p.IFE, p.EFE = axes(at[1])
		counts = append(counts, p)
	}
	return counts
}
