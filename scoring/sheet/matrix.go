package sheet

import (
	"errors"
	"strings"

	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/say"
	"ikmbot/scoring"
)

// matrixSheet writes the SWOT matrix in the layout of the study's Table 2: strengths and
// weaknesses across, opportunities and threats down, and between them the strategies that
// combine them. It is the same for every group; the figures are on the other sheets.
func (b *book) matrixSheet(name string) error {
	rows := [][]any{
		{b.say("sheet.matrix.corner"), b.factorList("S"), b.factorList("W")},
		{b.factorList("O"), b.strategyList(scoring.SO), b.strategyList(scoring.WO)},
		{b.factorList("T"), b.strategyList(scoring.ST), b.strategyList(scoring.WT)},
	}
	styles := [][]int{
		{b.styles.corner, b.styles.label, b.styles.label},
		{b.styles.label, b.styles.text, b.styles.text},
		{b.styles.label, b.styles.text, b.styles.text},
	}
	errs := []error{
		b.file.SetColWidth(name, "A", "C", 62),
		b.set(name, 1, 1, b.say("sheet.matrix.title"), b.styles.title),
		b.set(name, 1, 2, b.say("sheet.matrix.note"), b.styles.note),
	}
	for i, row := range rows {
		lines := 0
		for j, cell := range row {
			errs = append(errs, b.set(name, j+1, i+3, cell, styles[i][j]))
			lines = max(lines, height(cell.(string), 62))
		}
		errs = append(errs, b.file.SetRowHeight(name, i+3, 15*float64(lines)+6))
	}
	return errors.Join(errs...)
}

// factorList lists the factors of a group in the study's words, under the group's name.
func (b *book) factorList(group string) string {
	lines := []string{b.say("sheet.group." + group)}
	for _, q := range questionnaire.AllQuestions() {
		if q.Chapter != questionnaire.ChapterBusiness && strings.HasPrefix(q.Code, group) {
			lines = append(lines, q.Code+". "+b.say("factor."+q.Code+".paper"))
		}
	}
	return strings.Join(lines, "\n")
}

// strategyList lists the strategies of a family in the study's words, in its order.
func (b *book) strategyList(family scoring.Family) string {
	lines := []string{b.Say(say.Text{Key: "sheet.matrix.family", Args: say.Args{"Family": say.Raw(string(family))}})}
	for _, code := range scoring.Strategies {
		if strings.HasPrefix(string(code), string(family)) {
			lines = append(lines, string(code)+". "+b.say("strategy."+string(code)+".paper"))
		}
	}
	return strings.Join(lines, "\n")
}

// height is how many lines a text takes in a column that is width characters wide.
func height(text string, width int) int {
	lines := 0
	for _, line := range strings.Split(text, "\n") {
		lines += len(wrap(line, width))
	}
	return lines
}
