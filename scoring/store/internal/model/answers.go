// Package model reads and writes the rows around the study's model: the answers of an assessment,
// its result and advice, the regions. It computes nothing: the views do.
package model

import (
	"fmt"
	"strings"

	"ikmbot/dialog/questionnaire"
)

// Questions holds the questions of all questionnaires, and Columns the columns of table assessment
// that hold their answers, each named by its question's code.
var (
	Questions = questionnaire.AllQuestions()
	Columns   = Codes()
)

// Codes returns the codes of all questions, in their order.
func Codes() []string {
	codes := make([]string, len(Questions))
	for i, q := range Questions {
		codes[i] = q.Code
	}
	return codes
}

// Factors are the columns that hold ratings, in the study's order.
func Factors() []string {
	var codes []string
	for _, q := range Questions {
		if q.Chapter != questionnaire.ChapterBusiness {
			codes = append(codes, q.Code)
		}
	}
	return codes
}

// Greatest is the greatest value that an answer to a question may have; 0: not known.
func Greatest(q questionnaire.Question) int {
	if q.Kind == questionnaire.SomeOf {
		return 1<<len(q.Options) - 1
	}
	return len(q.Options)
}

// ReadAnswers makes answers from an assessment's columns.
func ReadAnswers(columns []any, skipped string) (questionnaire.Answers, error) {
	given := 0
	for _, column := range columns {
		if column != nil {
			given++
		}
	}
	skips := strings.Fields(skipped)
	answers := make(questionnaire.Answers, given+len(skips))
	for i, code := range Columns {
		switch column := columns[i].(type) {
		case nil:
		case int64:
			answers[code] = questionnaire.Answer{Value: int(column)}
		case string:
			answers[code] = questionnaire.Answer{Text: column}
		default:
			return nil, fmt.Errorf("the answer to %s is a %T", code, column)
		}
	}
	for _, code := range skips {
		answers[code] = questionnaire.Answer{Skipped: true}
	}
	return answers, nil
}
