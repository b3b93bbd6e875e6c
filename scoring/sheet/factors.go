package sheet

import (
	"strings"

	"ikmbot/scoring"
)

// ifas is the study's table of internal factors.
func (l layout) ifas(r scoring.Recap) Table {
	return l.factors(l.say("sheet.ifas.title"), "SW", r)
}

// efas is the study's table of external factors.
func (l layout) efas(r scoring.Recap) Table {
	return l.factors(l.say("sheet.efas.title"), "OT", r)
}

// factors lists the factors of two groups, and the total of each group.
func (l layout) factors(title, groups string, r scoring.Recap) Table {
	t := Table{Title: title, Note: l.say("sheet.severity"), Head: l.heads("code", "factor", "weight", "mean", "score")}
	for _, group := range strings.Split(groups, "") {
		var weight, score float64
		for _, f := range r.Factors {
			if !strings.HasPrefix(string(f.Factor), group) {
				continue
			}
			t.Rows = append(t.Rows, []any{string(f.Factor), l.say("factor." + string(f.Factor) + ".paper"),
				Weight(f.Weight), Figure(f.Mean), Figure(f.Score)})
			weight, score = weight+f.Weight, score+f.Score
		}
		t.Rows = append(t.Rows, []any{group, l.say("sheet.total." + group), Weight(weight), "", Figure(score)})
	}
	return t
}
