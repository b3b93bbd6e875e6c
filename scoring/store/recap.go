package store

import (
	"context"
	"database/sql"
	"fmt"

	"ikmbot/dialog"
	"ikmbot/scoring"
)

// Recap applies the model to the businesses of a scope, all of it as of one instant.
func (r *Reader) Recap(ctx context.Context, scope scoring.Scope) (scoring.Recap, error) {
	recap, err := r.recap(ctx, scope)
	if err != nil {
		return scoring.Recap{}, fmt.Errorf("read recap: %w", err)
	}
	return recap, nil
}

func (r *Reader) recap(ctx context.Context, scope scoring.Scope) (scoring.Recap, error) {
	recap := scoring.Recap{Scope: scope}
	tx, err := r.reader.BeginTx(ctx, nil)
	if err != nil {
		return recap, fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback()
	s := survey{Recap: &recap, ctx: ctx, tx: tx, where: where{scope}}
	err = s.read(
		step{"consents", s.consents},
		step{"participation", s.participation},
		step{"population", s.population},
		step{"shares", s.shares},
		step{"points", s.points},
		step{"sizes", s.sizes},
		step{"stops", s.stops},
		step{"complaints", s.complaints},
		step{"change", s.change},
		step{"follow-ups", s.followUps},
		step{"group", s.group}) // last, for it shadows the tables
	return recap, err
}

// survey is a recap being read, each part of it by one step.
type survey struct {
	*scoring.Recap
	ctx   context.Context
	tx    *sql.Tx
	where where
	means []any // of the ratings, in the study's order
}

type step struct {
	name string
	read func() error
}

func (s *survey) read(steps ...step) error {
	for _, step := range steps {
		if err := step.read(); err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
	}
	return nil
}

// exec runs statements that make something for the transaction alone.
func (s *survey) exec(statements ...string) error {
	for _, statement := range statements {
		if _, err := s.tx.ExecContext(s.ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// row reads one row of a statement about the scope.
func (s *survey) row(query string, into ...any) error {
	return s.tx.QueryRowContext(s.ctx, query, s.where.args()...).Scan(into...)
}

// rowsOf reads the rows of a statement about the scope.
func rowsOf[T any](s *survey, query string, fields func(*T) []any) ([]T, error) {
	rows, err := s.tx.QueryContext(s.ctx, query, s.where.args()...)
	if err != nil {
		return nil, err
	}
	return scanAll(rows, fields)
}

// consents looks up once who has taken the consent back: view counted, laid over the list
// in the place of the view that finds them, goes by it.
func (s *survey) consents() error {
	return s.exec(
		"CREATE TEMP TABLE withdrawn (person_id INTEGER PRIMARY KEY)",
		"INSERT INTO temp.withdrawn SELECT person_id FROM main.withdrawn",
		temporary("views/13_counted.sql"))
}

// participation counts the businesses that began an interview, each at its first one in the
// scope.
func (s *survey) participation() error {
	return s.row(`
		SELECT count(*) FROM counted WHERE `+s.where.begun("counted")+` AND (number = 1 OR NOT EXISTS (
			SELECT 1 FROM assessment AS earlier INDEXED BY one_number_a_business
			WHERE earlier.business = counted.business AND earlier.number < counted.number AND `+s.where.begun("earlier")+`))`, &s.Began)
}

// stops counts at which question the latest interviews stand that are not finished.
func (s *survey) stops() error {
	stops, err := rowsOf(s, `
		SELECT `+firstUnanswered()+` AS question, count(*)
		FROM counted
		WHERE `+s.where.begun("counted")+` AND finished_at IS NULL AND NOT EXISTS (
			SELECT 1 FROM assessment AS later WHERE later.business = counted.business AND later.number > counted.number)
		GROUP BY question`, func(c *scoring.QuestionCount) []any { return []any{&c.Question, &c.Count} })
	if err != nil {
		return err
	}
	count := map[string]int{}
	for _, c := range stops {
		count[c.Question] = c.Count
	}
	for _, code := range append(questionCodes(), "") {
		if count[code] > 0 {
			s.StoppedAt = append(s.StoppedAt, scoring.QuestionCount{Question: code, Count: count[code]})
		}
	}
	return nil
}

// firstUnanswered is the expression for the first question of an interview that is neither
// answered nor skipped; "" where there is none.
func firstUnanswered() string {
	text := "CASE questionnaire"
	for _, version := range dialog.Questionnaires {
		text += fmt.Sprintf(" WHEN %d THEN CASE", version.Version)
		for _, q := range version.Questions {
			text += fmt.Sprintf(" WHEN %[1]s IS NULL AND NOT instr(' ' || skipped || ' ', ' %[1]s ') THEN '%[1]s'", q.Code)
		}
		text += " ELSE '' END"
	}
	return text + " END"
}

// population adds up how many businesses there are, where that is known of every region.
func (s *survey) population() error {
	known := "name <> ''"
	if s.Scope.Regions != nil {
		known = s.where.inRegions("code")
	}
	return s.row(`
		SELECT iif(count(*) = count(businesses), total(businesses), 0), (SELECT name FROM weight_set WHERE active = 1)
		FROM region LEFT JOIN region_population ON region_population.region = region.code
		WHERE `+known, &s.Population, &s.Weights)
}

// sizes classes each combination of answers once.
func (s *survey) sizes() error {
	type class struct {
		scoring.Size
		count int
	}
	classes, err := rowsOf(s, `
		SELECT coalesce(uu20, ''), coalesce(pp7, ''), coalesce(industry, ''), sum(n)
		FROM (SELECT min(id) AS id, count(*) AS n`+s.where.results()+` GROUP BY sales, assets, workers) AS combination
		CROSS JOIN business_size ON business_size.assessment_id = combination.id
		GROUP BY uu20, pp7, industry`, func(c *class) []any { return []any{&c.UU20, &c.PP7, &c.Industry, &c.count} })
	s.Sizes = map[scoring.Law]map[scoring.SizeClass]int{scoring.UU20: {}, scoring.PP7: {}, scoring.Industry: {}}
	for _, c := range classes {
		s.Sizes[scoring.UU20][c.UU20] += c.count
		s.Sizes[scoring.PP7][c.PP7] += c.count
		s.Sizes[scoring.Industry][c.Industry] += c.count
	}
	return err
}

// points counts the businesses at each place of the diagrams, to the hundredth, which is
// less than a dot of a picture.
func (s *survey) points() (err error) {
	s.Points, err = rowsOf(s, `
		SELECT (at_x - 1000) / 100.0, (at_y - 1000) / 100.0, (at_ife - 1000) / 100.0, (at_efe - 1000) / 100.0, n
		FROM (
			SELECT `+hundredths("x")+` AS at_x, `+hundredths("y")+` AS at_y, `+hundredths("ife")+` AS at_ife, `+hundredths("efe")+` AS at_efe, count(*) AS n
			`+s.where.results()+`
			GROUP BY at_x, at_y, at_ife, at_efe)`,
		func(p *scoring.PointCount) []any { return []any{&p.X, &p.Y, &p.IFE, &p.EFE, &p.Count} })
	return err
}

// hundredths rounds a coordinate to hundredths, from -10 on and a half upwards, within the
// tolerance: what is not negative is cut off, far sooner than SQLite's round goes through digits.
func hundredths(column string) string {
	return fmt.Sprintf("CAST(100 * (%s + %g) + 1000.5 AS INTEGER)", column, scoring.Tolerance)
}
