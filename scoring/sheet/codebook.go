package sheet

import (
	"errors"
	"strconv"

	"github.com/xuri/excelize/v2"

	"ikmbot/dialog/questionnaire"
	"ikmbot/scoring"
)

// codebookSheet explains the columns of the businesses' rows and their values.
func (b *book) codebookSheet(name string) error {
	t := Table{Title: b.say("sheet.name.codebook"), Note: b.say("sheet.codebook.note"),
		Head: b.heads("code", "chapter", "question", "value", "meaning", "version")}
	for _, c := range firstColumns {
		t.Rows = append(t.Rows, []any{c, "", b.say("sheet.column." + c), "", "", ""})
	}
	for _, q := range questionnaire.AllQuestions() {
		t.Rows = append(t.Rows, b.question(q)...)
	}
	for _, c := range lastColumns {
		t.Rows = append(t.Rows, []any{c, "", b.say("sheet.column." + c), "", "", ""})
	}
	t.Rows = append(t.Rows, []any{"implied", "", b.say("sheet.codebook.implied"), "", "", ""})
	for _, q := range scoring.Quadrants {
		t.Rows = append(t.Rows, []any{"quadrant", "", "", string(q), b.quadrant(q), ""})
	}
	t.Rows = append(t.Rows,
		[]any{"", "", "", scoring.Skipped, b.say("sheet.codebook.skipped"), ""},
		[]any{"", "", "", "", b.say("sheet.codebook.empty"), ""})
	return errors.Join(
		b.tables(name, []Table{t}, []float64{14, 20, 60, 16, 60, 12}),
		b.file.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 3, TopLeftCell: "A4", ActivePane: "bottomLeft"}))
}

// question returns the rows of a question: its words, then a row for each value.
func (b *book) question(q questionnaire.Question) [][]any {
	versions := ""
	for _, v := range questionnaire.Releases {
		for _, asked := range v.Questions {
			if asked.Code == q.Code {
				versions += " " + strconv.Itoa(v.Version)
			}
		}
	}
	rows := [][]any{{q.Code, b.say("chapter." + string(q.Chapter) + ".name"), b.say(q.Key("ask")), "", "", versions[1:]}}
	value := func(code, meaning string) { rows = append(rows, []any{q.Code, "", "", code, meaning, ""}) }
	switch q.Kind {
	case questionnaire.RegionOf:
		for _, r := range b.regions {
			value(strconv.Itoa(r.Code), b.region(r.Code))
		}
	case questionnaire.FreeText:
	default:
		for _, option := range q.Options {
			value(option, b.answer(q, option))
		}
	}
	if q.MayPickNothing() {
		value(questionnaire.NoneOption, b.say("review.nothing"))
	}
	return rows
}
