package exchange

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"strings"
	"time"

	"ikmbot/dialog/say"
	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/model"
	"ikmbot/scoring/store/internal/scope"
	"ikmbot/scoring/store/internal/sqlite"
)

// conversationCode is the SQL code of a business whose owner talks with the bot, over table person:
// the person's number in this file, and the second of the first contact, so that businesses of two
// files do not share a code.
const conversationCode = "format('T%d-%x', person.id, person.created_at / 1000)"

// Businesses reads the interviews of a scope's businesses one by one, in the order in which they
// became known: finished ones by when they were finished, others by when they were begun. It leaves
// out those of owners who have withdrawn their consent.
//
// With identities, it includes business names and Telegram ids of owners who may be contacted, and
// the names of businesses interviewed on paper; otherwise none. It ends at the first error.
func Businesses(ctx context.Context, q sqlite.Querier, scope scoring.Scope, identities bool) iter.Seq2[scoring.Interview, error] {
	return businesses(ctx, q, "counted", scope, identities)
}

// SeenByOfficers is [Businesses] without the owners who have not agreed to be contacted: of these,
// officers see no answers.
func SeenByOfficers(ctx context.Context, q sqlite.Querier, scope scoring.Scope, identities bool) iter.Seq2[scoring.Interview, error] {
	return businesses(ctx, q, "seen_by_officers", scope, identities)
}

func businesses(ctx context.Context, q sqlite.Querier, view string, scope scoring.Scope, identities bool) iter.Seq2[scoring.Interview, error] {
	return func(yield func(scoring.Interview, error) bool) {
		if err := eachBusiness(ctx, q, view, scope, identities, yield); err != nil {
			yield(scoring.Interview{}, fmt.Errorf("read businesses: %w", err))
		}
	}
}

func eachBusiness(ctx context.Context, q sqlite.Querier, view string, limits scoring.Scope, identities bool, yield func(scoring.Interview, error) bool) error {
	w, err := scope.New(ctx, q, limits)
	if err != nil {
		return err
	}
	rows, err := q.QueryContext(ctx, `
		SELECT coalesce(counted.paper, `+conversationCode+`), counted.number, counted.questionnaire, weight_set.name,
			counted.started_at, coalesce(counted.finished_at, 0), coalesce(region.zone, ''),
			counted.paper IS NOT NULL OR EXISTS (SELECT 1 FROM contactable WHERE contactable.person_id = counted.person_id), coalesce(person.chat_id, 0),
			coalesce(x, 0), coalesce(y, 0), coalesce(ife, 0), coalesce(efe, 0), coalesce(quadrant, ''), coalesce(cell, ''),
			counted.skipped, counted.implied, counted.`+strings.Join(model.Columns, ", counted.")+`
		FROM `+view+` AS counted
		JOIN weight_set ON weight_set.id = counted.weight_set_id
		LEFT JOIN region ON region.code = counted.region
		LEFT JOIN person ON person.id = counted.person_id
		LEFT JOIN result ON result.assessment_id = counted.id
		WHERE counted.business IS NOT NULL AND `+w.Held("counted")+`
		ORDER BY counted.id`, w.Args()...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		interview, err := scanInterview(rows, identities)
		if err != nil {
			return err
		}
		if !yield(interview, nil) {
			return nil
		}
	}
	return rows.Err()
}

func scanInterview(rows *sql.Rows, identities bool) (scoring.Interview, error) {
	var i scoring.Interview
	var started, finished int64
	var zone say.Zone
	var known bool
	var skipped, implied string
	values := make([]any, len(model.Columns))
	into := []any{&i.Business, &i.Number, &i.Questionnaire, &i.Weights, &started, &finished, &zone, &known, &i.Telegram,
		&i.Result.X, &i.Result.Y, &i.Result.IFE, &i.Result.EFE, &i.Result.Quadrant, &i.Result.Cell, &skipped, &implied}
	for n := range values {
		into = append(into, &values[n])
	}
	if err := rows.Scan(into...); err != nil {
		return i, err
	}
	i.Started = time.UnixMilli(started).In(zone.Location())
	if finished != 0 {
		i.Finished = time.UnixMilli(finished).In(zone.Location())
	}
	known = known && identities
	if !known {
		i.Telegram = 0
	}
	i.Implied = strings.Fields(implied)
	i.Answers = answerTexts(values, strings.Fields(skipped), known)
	return i, nil
}

// answerTexts returns an assessment's answers in the form of the file; a name only if it may be
// known.
func answerTexts(values []any, skipped []string, known bool) []string {
	texts := make([]string, len(values))
	for n, q := range model.Questions {
		switch v := values[n].(type) {
		case int64:
			texts[n] = q.Written(int(v))
		case string:
			if known {
				texts[n] = v
			}
		}
	}
	for _, code := range skipped {
		for n, column := range model.Columns {
			if column == code {
				texts[n] = scoring.Skipped
			}
		}
	}
	return texts
}
