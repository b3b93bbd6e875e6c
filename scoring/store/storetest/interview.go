package storetest

import (
	"fmt"
	"slices"
	"strings"

	"ikmbot/dialog/questionnaire"
)

var questions = questionnaire.Newest().Questions

// interviews is the statement that makes each business's number-th interview. All but its latest
// are finished, and the latest is if every question is answered.
func interviews() string {
	var columns, values, skipped []string
	for i, q := range questions {
		value := answer(i, q)
		if q.Skippable() {
			skips := draw(i, "skips") + " % 16 = 0"
			value = fmt.Sprintf("iif(%s, NULL, %s)", skips, value)
			skipped = append(skipped, fmt.Sprintf("iif(%d < answered AND %s, '%s ', '')", i, skips, q.Code))
		}
		columns = append(columns, q.Code)
		values = append(values, fmt.Sprintf("iif(%d < answered, %s, NULL)", i, value))
	}
	return fmt.Sprintf(`
		INSERT INTO assessment (person_id, number, questionnaire, weight_set_id, started_at, finished_at, skipped, %s)
		SELECT id, :number, %d, weights, begun, iif(answered = :questions, begun + (10 + draw %% 50) * 60 * 1000, NULL), rtrim(%s), %s
		FROM (
			SELECT id, draw, came + (:number - 1) * :rests AS begun, iif(:number = interviews, answered, :questions) AS answered,
				draw / 2 %% 3 AS skill, (SELECT id FROM weight_set WHERE active = 1) AS weights
			FROM business WHERE interviews >= :number
		)`, strings.Join(columns, ", "), questionnaire.Newest().Version, strings.Join(skipped, " || "), strings.Join(values, ", "))
}

// implied is the statements that give what does not apply the ratings that follow: first of whoever
// has no buyer through the internet, then of whoever uses no medium.
func implied() string {
	var statements strings.Builder
	for _, c := range []struct {
		reason questionnaire.Reason
		holds  string
	}{
		{questionnaire.NoOnlineBuyers, "S1 = 1"},
		{questionnaire.NoMedia, "media = (SELECT value FROM option WHERE question = 'media' AND code = 'none')"},
	} {
		var codes, ratings []string
		for _, q := range questions {
			if slices.Contains(q.Unless, c.reason) {
				codes = append(codes, q.Code)
				ratings = append(ratings,
					fmt.Sprintf("%[1]s = (SELECT rating FROM implication WHERE factor = '%[1]s' AND because = '%[2]s')", q.Code, c.reason))
			}
		}
		fmt.Fprintf(&statements, "UPDATE assessment SET %s, implied = '%s' WHERE %s;\n",
			strings.Join(ratings, ", "), strings.Join(codes, " "), c.holds)
	}
	return statements.String()
}

// draw is the SQL for a number that looks random, for a question of an interview.
func draw(question int, what string) string {
	multiplier := 16807
	for range 3*question + len(what) {
		multiplier = multiplier * 48271 % 2147483647
	}
	return fmt.Sprintf("((draw + :number) * %d %% 2147483647 >> 6)", multiplier)
}

// answer is the SQL for the answer to a question. Businesses with more skill rate their strengths
// and opportunities higher, and their weaknesses and threats less grave.
func answer(i int, q questionnaire.Question) string {
	lot := draw(i, "answer")
	switch {
	case q.Kind == questionnaire.FreeText:
		return "'Usaha ' || id"
	case q.Kind == questionnaire.RegionOf:
		return fmt.Sprintf("(SELECT code FROM region WHERE position = iif(%[1]s %% 110 = 0, 1, 2 + %[1]s / 128 %% (SELECT count(*) - 1 FROM region)))", lot)
	case q.Kind == questionnaire.SomeOf && q.MayPickNothing():
		return fmt.Sprintf("%s %% %d", lot, 1<<len(q.Options))
	case q.Kind == questionnaire.SomeOf: // the last option excludes the others
		return fmt.Sprintf("1 + %s %% %d", lot, 1<<(len(q.Options)-1))
	case q.Chapter == questionnaire.ChapterBusiness:
		return fmt.Sprintf("1 + %s %% %d", lot, len(q.Options))
	case strings.ContainsAny(q.Code[:1], "SO"):
		return fmt.Sprintf("min(4, 1 + skill + %s %% 3)", lot)
	}
	return fmt.Sprintf("max(1, 4 - skill - %s %% 3)", lot)
}
