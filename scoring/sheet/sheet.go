// Package sheet lays out a recap of many businesses in tables: as a workbook for a
// spreadsheet, and as text for a terminal. It reads no database and computes nothing of
// the model: the caller gives it the figures, and the words through [Language].
package sheet

import (
	"slices"

	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/recap"
	"ikmbot/dialog/say"
	"ikmbot/scoring"
)

// Language says words and writes numbers in one language.
type Language interface {
	Say(say.Text) string   // plain, without markup
	Number(int) string     // with the language's separators
	Figure(float64) string // with two decimals
	Weight(float64) string // with four
}

// Table is one table of a recap.
type Table struct {
	Title string
	Note  string   // above the rows; may be empty
	Head  []string // empty: each row is a name and a value
	Rows  [][]any  // each cell a text (string), a count (int), a [Figure], a [Weight] or a [Share]
}

// Figure is a figure of the model.
type Figure float64

// Weight is a factor's weight, or a group's, 0 to 1.
type Weight float64

// Share is a share of a whole, 0 to 1.
type Share float64

// margin is the margin of error by which the study chose its sample, as a share.
const margin = recap.StudyError / 100.0

// layout lays tables out in one language.
type layout struct {
	Language
	regions []say.Region
}

// say returns a message without parameters.
func (l layout) say(key string) string { return l.Say(say.Text{Key: key}) }

// heads returns the heads of columns.
func (l layout) heads(names ...string) []string {
	heads := make([]string, len(names))
	for i, name := range names {
		heads[i] = l.say("sheet.head." + name)
	}
	return heads
}

// region is the name of a region.
func (l layout) region(code int) string {
	i := slices.IndexFunc(l.regions, func(r say.Region) bool { return r.Code == code })
	switch {
	case i < 0:
		return l.say("sheet.not_told")
	case l.regions[i].Name == "":
		return l.say("question.region.answer.outside")
	}
	return l.regions[i].Name
}

// topic is a few words for what a question is about.
func (l layout) topic(q questionnaire.Question) string {
	if q.Chapter == questionnaire.ChapterBusiness {
		return l.say("topic." + q.Code)
	}
	return l.say("factor." + q.Code + ".name")
}

// answer is the words of an option.
func (l layout) answer(q questionnaire.Question, option string) string {
	return l.say(q.Key("answer", option))
}

// quadrant is the number and name of a quadrant.
func (l layout) quadrant(q scoring.Quadrant) string {
	i := slices.Index(scoring.Quadrants, q)
	return numerals[i] + " – " + l.say("quadrant."+string(q)+".name")
}

// The numbers of scoring.Quadrants.
var numerals = []string{"I", "II", "III", "IV"}

// share is a part as a share of a whole; 0 if the whole is 0.
func share(part, whole int) Share {
	if whole == 0 {
		return 0
	}
	return Share(float64(part) / float64(whole))
}
