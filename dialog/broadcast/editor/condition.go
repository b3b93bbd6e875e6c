package editor

import (
	"slices"
	"strconv"
	"strings"

	"ikmbot/dialog/broadcast"
	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	"ikmbot/scoring"
)

// Condition is one property that a segment can ask for.
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
	ByAlso     Condition = "also" // who is left out by default; last, because it adds recipients
)

var conditions = []Condition{
	ByRegion, ByQuadrant, ByCell, ByFamily, ByCraft, ByUse, ByLack, ByRating, ByObstacle, ByProgress, BySeen, ByAlso,
}

// The values of the conditions that are named by a code.
var (
	families = []scoring.Family{scoring.SO, scoring.ST, scoring.WO, scoring.WT}
	stages   = []broadcast.Stage{broadcast.StageFinished, broadcast.StageUnfinished, broadcast.StageNever}
)

// seenDays are the choices of BySeen, in days: active within that many, or with a minus inactive for
// that many.
var seenDays = []string{"7", "30", "90", "-30", "-90"}

// The choices of ByAlso.
const (
	alsoRecent = "recent"
	alsoBusy   = "busy"
)

// option is one choice of a condition. words, where set, replace it in conditions that are put into
// words.
type option struct {
	code   string
	label  say.Text
	words  say.Text
	picked bool
}

// options returns the choices of a condition that the officer has. A choice of ByRating is a factor
// and its least rating, "S1-3".
func options(t *turn.Turn, c Condition, s broadcast.Segment) []option {
	switch c {
	case ByRegion:
		return regionOptions(t, s)
	case ByQuadrant:
		return coded(scoring.Quadrants, s.Quadrants,
			func(q scoring.Quadrant) say.Text { return say.Message("quadrant." + string(q) + ".name") })
	case ByCell:
		return coded(scoring.Cells, s.Cells, func(c scoring.Cell) say.Text {
			return say.Text{Key: "broadcast.cell", Args: say.Args{"Cell": say.Raw(string(c))}}
		})
	case ByFamily:
		return coded(families, s.Families,
			func(f scoring.Family) say.Text { return say.Message("broadcast.family_" + string(f)) })
	case ByCraft:
		return answered("craft", func(place int) bool { return slices.Contains(s.Crafts, place+1) })
	case ByUse:
		return answered("media", inMask(s.Uses))
	case ByLack:
		used := answered("media", inMask(s.Lacks))
		return slices.DeleteFunc(used, isNone)
	case ByRating:
		return ratingOptions(s)
	case ByObstacle:
		return slices.DeleteFunc(answered("obstacles", inMask(s.Obstacles)), isNone)
	case ByProgress:
		return coded(stages, s.Progress,
			func(p broadcast.Stage) say.Text { return say.Message("broadcast.progress_" + string(p)) })
	case BySeen:
		return seenOptions(s)
	default:
		return []option{
			{code: alsoRecent, label: say.Message("broadcast.also_recent"), picked: s.Recent},
			{code: alsoBusy, label: say.Message("broadcast.also_busy"), picked: s.Busy}}
	}
}

func regionOptions(t *turn.Turn, s broadcast.Segment) []option {
	var options []option
	for _, r := range t.Regions {
		if t.Session.Officer.Sees(r.Code) {
			options = append(options,
				option{code: strconv.Itoa(r.Code), label: r.Text(), picked: slices.Contains(s.Regions, r.Code)})
		}
	}
	return options
}

// isNone reports whether a choice is that none of the others is one.
func isNone(o option) bool {
	return strings.HasSuffix(o.label.Key, ".answer."+questionnaire.NoneOption)
}

// coded are choices that are told by their codes.
func coded[C ~string](codes, picked []C, label func(C) say.Text) []option {
	options := make([]option, len(codes))
	for i, code := range codes {
		options[i] = option{code: string(code), label: label(code), picked: slices.Contains(picked, code)}
	}
	return options
}

// answered returns the answers to a question about the business; their codes are their places, from
// 0.
func answered(code string, picked func(place int) bool) []option {
	q := questionnaire.Newest()
	question := q.Questions[q.Find(code)]
	options := make([]option, len(question.Options))
	for i, answer := range question.Options {
		options[i] = option{code: strconv.Itoa(i), label: say.Message(question.Key("answer", answer)), picked: picked(i)}
	}
	return options
}

func inMask(mask int) func(place int) bool {
	return func(place int) bool { return mask&(1<<place) != 0 }
}

func ratingOptions(s broadcast.Segment) []option {
	var options []option
	for _, factor := range factors() {
		for rating, answer := range factor.Options {
			label := say.Message(factor.Key("answer", answer))
			options = append(options, option{
				code:  factor.Code + "-" + strconv.Itoa(rating+1),
				label: say.Text{Key: "broadcast.at_least", Args: say.Args{"Answer": say.Words(label)}},
				words: say.Text{Key: "broadcast.rated", Args: say.Args{"Factor": say.Word("factor." + factor.Code + ".name"),
					"Answer": say.Words(label)}},
				picked: slices.Contains(s.Ratings, broadcast.Limit{Factor: scoring.FactorCode(factor.Code), AtLeast: scoring.Rating(rating + 1)})})
		}
	}
	return options
}

// factors returns the questions whose answers are ratings.
func factors() []questionnaire.Question {
	return slices.DeleteFunc(slices.Clone(questionnaire.Newest().Questions),
		func(q questionnaire.Question) bool { return q.Chapter == questionnaire.ChapterBusiness })
}

func seenOptions(s broadcast.Segment) []option {
	options := make([]option, len(seenDays))
	for i, code := range seenDays {
		days, key, picked := code, "broadcast.seen", s.SeenDays
		if rest, unseen := strings.CutPrefix(code, "-"); unseen {
			days, key, picked = rest, "broadcast.unseen", s.UnseenDays
		}
		n, _ := strconv.Atoi(days)
		options[i] = option{code: code, label: say.Text{Key: key, Args: say.Args{"Count": say.Count(n)}}, picked: picked == n}
	}
	return options
}

// set adds a choice of a condition, one that [options] returned, to the segment or removes it.
func set(s *broadcast.Segment, c Condition, code string, on bool) {
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
		setRating(s, code, on)
	case ByObstacle:
		s.Obstacles = masked(s.Obstacles, number, on)
	case ByProgress:
		s.Progress = toggled(s.Progress, broadcast.Stage(code), on)
	case BySeen:
		setSeen(s, number, on)
	case ByAlso:
		if code == alsoRecent {
			s.Recent = on
		} else {
			s.Busy = on
		}
	}
}

// setRating adds or removes a factor's least rating; it replaces an earlier one of that factor.
func setRating(s *broadcast.Segment, code string, on bool) {
	name, rating, _ := strings.Cut(code, "-")
	factor := scoring.FactorCode(name)
	least, _ := strconv.Atoi(rating)
	s.Ratings = slices.DeleteFunc(slices.Clone(s.Ratings), func(l broadcast.Limit) bool { return l.Factor == factor })
	if on {
		s.Ratings = append(s.Ratings, broadcast.Limit{Factor: factor, AtLeast: scoring.Rating(least)})
	}
}

// setSeen adds or removes a number of days: active within them, or with a minus inactive for them.
func setSeen(s *broadcast.Segment, days int, on bool) {
	into := &s.SeenDays
	if days < 0 {
		into, days = &s.UnseenDays, -days
	}
	*into = 0
	if on {
		*into = days
	}
}

// toggled returns a list with a value or without it.
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
