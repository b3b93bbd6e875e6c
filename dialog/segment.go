package dialog

import (
	"slices"
	"strconv"
	"strings"

	"ikmbot/scoring"
)

// Condition is one kind of what a segment can ask for.
type Condition string

// The conditions.
const (
	ByRegion   Condition = "region"
	ByQuadrant Condition = "quadrant"
	ByCell     Condition = "cell"
	ByFamily   Condition = "family"
	ByCraft    Condition = "craft"
	ByUse      Condition = "uses"
	ByLack     Condition = "lacks"
	ByRating   Condition = "rating"
	ByObstacle Condition = "obstacles"
	ByProgress Condition = "progress"
	BySeen     Condition = "seen"
	ByAlso     Condition = "also" // who is left out unless it says so; the last, for it narrows nothing
)

var conditions = []Condition{ByRegion, ByQuadrant, ByCell, ByFamily, ByCraft, ByUse, ByLack, ByRating, ByObstacle, ByProgress, BySeen, ByAlso}

// The values of what is told by its code.
var (
	families = []scoring.Family{scoring.SO, scoring.ST, scoring.WO, scoring.WT}
	stages   = []Progress{ProgressFinished, ProgressUnfinished, ProgressNever}
)

// The choices of BySeen, in days: did something within them, or nothing (with a minus). Those
// of ByAlso.
var seenDays = []string{"7", "30", "90", "-30", "-90"}

const (
	alsoRecent = "recent"
	alsoBusy   = "busy"
)

// option is one choice of a condition. In conditions told in words it is said as words, where that is set.
type option struct {
	code   string
	label  Text
	words  Text
	picked bool
}

// options are the choices of a condition that the officer has. A choice of ByRating is
// a factor and its least rating, "S1-3".
func (t *turn) options(c Condition, s Segment) []option {
	switch c {
	case ByRegion:
		return t.regionOptions(s)
	case ByQuadrant:
		return coded(scoring.Quadrants, s.Quadrants, func(q scoring.Quadrant) Text { return say("quadrant." + string(q) + ".name") })
	case ByCell:
		return coded(scoring.Cells, s.Cells, func(c scoring.Cell) Text { return Text{Key: "broadcast.cell", Args: Args{"Cell": Raw(string(c))}} })
	case ByFamily:
		return coded(families, s.Families, func(f scoring.Family) Text { return say("broadcast.family_" + string(f)) })
	case ByCraft:
		return answered("craft", func(place int) bool { return slices.Contains(s.Crafts, place+1) })
	case ByUse:
		return answered("media", inMask(s.Uses))
	case ByLack:
		used := answered("media", inMask(s.Lacks))
		return slices.DeleteFunc(used, func(o option) bool { return o.label.Key == "question.media.answer."+NoneOption })
	case ByRating:
		return ratingOptions(s)
	case ByObstacle:
		return answered("obstacles", inMask(s.Obstacles))
	case ByProgress:
		return coded(stages, s.Progress, func(p Progress) Text { return say("broadcast.progress_" + string(p)) })
	case BySeen:
		return seenOptions(s)
	default:
		return []option{
			{code: alsoRecent, label: say("broadcast.also_recent"), picked: s.Recent},
			{code: alsoBusy, label: say("broadcast.also_busy"), picked: s.Busy}}
	}
}

func (t *turn) regionOptions(s Segment) []option {
	var options []option
	for _, r := range t.regions {
		if t.s.Officer.sees(r.Code) {
			options = append(options, option{code: strconv.Itoa(r.Code), label: r.text(), picked: slices.Contains(s.Regions, r.Code)})
		}
	}
	return options
}

// coded are choices that are told by their codes.
func coded[C ~string](codes, picked []C, label func(C) Text) []option {
	options := make([]option, len(codes))
	for i, code := range codes {
		options[i] = option{code: string(code), label: label(code), picked: slices.Contains(picked, code)}
	}
	return options
}

// answered are the answers of a question about the business; their codes are their places, from 0.
func answered(code string, picked func(place int) bool) []option {
	q := Newest()
	answers := q.Questions[q.find(code)].Options
	options := make([]option, len(answers))
	for i, answer := range answers {
		options[i] = option{code: strconv.Itoa(i), label: say("question." + code + ".answer." + answer), picked: picked(i)}
	}
	return options
}

func inMask(mask int) func(place int) bool {
	return func(place int) bool { return mask&(1<<place) != 0 }
}

func ratingOptions(s Segment) []option {
	var options []option
	for _, factor := range factors() {
		for rating, answer := range factor.Options {
			label := say("question." + factor.Code + ".answer." + answer)
			options = append(options, option{
				code:   factor.Code + "-" + strconv.Itoa(rating+1),
				label:  Text{Key: "broadcast.at_least", Args: Args{"Answer": Words(label)}},
				words:  Text{Key: "broadcast.rated", Args: Args{"Factor": Words(say("factor." + factor.Code + ".name")), "Answer": Words(label)}},
				picked: slices.Contains(s.Ratings, Limit{Factor: scoring.FactorCode(factor.Code), AtLeast: scoring.Rating(rating + 1)})})
		}
	}
	return options
}

// factors are the questions whose answers are ratings.
func factors() []Question {
	return slices.DeleteFunc(slices.Clone(Newest().Questions), func(q Question) bool { return q.Chapter == ChapterBusiness })
}

func seenOptions(s Segment) []option {
	options := make([]option, len(seenDays))
	for i, code := range seenDays {
		days, key, picked := code, "broadcast.seen", s.SeenDays
		if rest, unseen := strings.CutPrefix(code, "-"); unseen {
			days, key, picked = rest, "broadcast.unseen", s.UnseenDays
		}
		n, _ := strconv.Atoi(days)
		options[i] = option{code: code, label: Text{Key: key, Args: Args{"Count": Count(n)}}, picked: picked == n}
	}
	return options
}

// set takes a choice of a condition, which [turn.options] knows, into the segment or out of it.
func (s *Segment) set(c Condition, code string, on bool) {
	number, _ := strconv.Atoi(code)
	switch c {
	case ByRegion:
		s.Regions = toggled(s.Regions, number, on)
	case ByQuadrant:
		s.Quadrants = toggled(s.Quadrants, scoring.Quadrant(code), on)
	case ByCell:
		s.Cells = toggled(s.Cells, scoring.Cell(code), on)
	case ByFamily:
		s.Families = toggled(s.Families, scoring.Family(code), on)
	case ByCraft:
		s.Crafts = toggled(s.Crafts, number+1, on)
	case ByUse:
		s.Uses = masked(s.Uses, number, on)
	case ByLack:
		s.Lacks = masked(s.Lacks, number, on)
	case ByRating:
		s.setRating(code, on)
	case ByObstacle:
		s.Obstacles = masked(s.Obstacles, number, on)
	case ByProgress:
		s.Progress = toggled(s.Progress, Progress(code), on)
	case BySeen:
		s.setSeen(number, on)
	case ByAlso:
		if code == alsoRecent {
			s.Recent = on
		} else {
			s.Busy = on
		}
	}
}

// setRating takes a factor's least rating, which replaces one that is there.
func (s *Segment) setRating(code string, on bool) {
	name, rating, _ := strings.Cut(code, "-")
	factor := scoring.FactorCode(name)
	least, _ := strconv.Atoi(rating)
	s.Ratings = slices.DeleteFunc(slices.Clone(s.Ratings), func(l Limit) bool { return l.Factor == factor })
	if on {
		s.Ratings = append(s.Ratings, Limit{Factor: factor, AtLeast: scoring.Rating(least)})
	}
}

// setSeen takes days within which something was done, or with a minus nothing.
func (s *Segment) setSeen(days int, on bool) {
	into := &s.SeenDays
	if days < 0 {
		into, days = &s.UnseenDays, -days
	}
	*into = 0
	if on {
		*into = days
	}
}

// toggled is a list with a value or without it.
func toggled[V comparable](list []V, value V, on bool) []V {
	list = slices.DeleteFunc(slices.Clone(list), func(v V) bool { return v == value })
	if on {
		list = append(list, value)
	}
	return list
}

func masked(mask, place int, on bool) int {
	if on {
		return mask | 1<<place
	}
	return mask &^ (1 << place)
}
