package exchange

import (
	"strconv"
	"strings"

	"ikmbot/dialog/questionnaire"
	"ikmbot/scoring/store/internal/model"
)

// deciding are the questions whose answers decide which others apply.
var deciding = []string{"media", "S1"}

// released are the questions of each version, by the places of their columns.
var released = func() map[string][]questionnaire.Question {
	versions := map[string][]questionnaire.Question{}
	for _, r := range questionnaire.Releases {
		questions := make([]questionnaire.Question, len(model.Columns))
		for n, code := range model.Columns {
			if i := r.Find(code); i >= 0 {
				questions[n] = r.Questions[i]
			}
		}
		versions[strconv.Itoa(r.Version)] = questions
	}
	return versions
}()

// version finds the questions that the line says were asked; those of the newest questionnaire where
// that can't be read.
func (p *lineParser) version() []questionnaire.Question {
	if n := p.columns.place("questionnaire"); n >= 0 {
		if questions, ok := released[strings.TrimSpace(p.line.cells[n])]; ok {
			return questions
		}
	}
	return released[strconv.Itoa(questionnaire.Newest().Version)]
}

// imply works out which questions do not apply, and gives their factors the ratings that follow. A cell
// that says something else is a fault.
func (p *lineParser) imply() {
	given := questionnaire.Answers{}
	for i, code := range deciding {
		if p.deciding[i] != 0 {
			given[code] = questionnaire.Answer{Value: p.deciding[i]}
		}
	}
	var codes []string
	if questionnaire.NoMedia.Holds(given) || questionnaire.NoOnlineBuyers.Holds(given) {
		for n := range p.questions {
			if reason, implied := p.questions[n].Implied(given); implied {
				codes = append(codes, p.questions[n].Code)
				p.implied[p.questions[n].Code] = p.known.implied[implication{p.questions[n].Code, reason}]
			}
		}
	}
	follows := strings.Join(codes, " ")
	p.row[stagedImplied] = follows
	for n, c := range p.columns {
		cell := strings.TrimSpace(p.line.cells[n])
		if c.name == impliedColumn && cell != "" && strings.Join(strings.Fields(cell), " ") != follows {
			p.wrong(n, FaultImplied)
		}
		if len(codes) > 0 {
			p.fillImplied(n, c, cell)
		}
	}
}

// fillImplied gives a column's factor the rating that follows, where its question does not apply.
func (p *lineParser) fillImplied(n int, c column, cell string) {
	rating, implied := p.implied[c.name]
	switch {
	case !implied:
	case cell == "":
		answerFields[c.place].put(p.words, rating)
	case cell != strconv.Itoa(rating):
		p.wrong(n, FaultImplied)
	}
}
