// Package recap applies the model to the businesses of a scope: who took part, what was answered,
// where the group stands. It counts in one pass over the interviews and takes the group's figures
// from the same views as a business's own.
package recap

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"ikmbot/dialog/questionnaire"
	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/model"
	"ikmbot/scoring/store/internal/scope"
	"ikmbot/scoring/store/internal/sqlite"
)

// ErrOtherWeights is returned by Of if the files' active weights differ: a group has one position.
var ErrOtherWeights = errors.New("it has other weights in use than the files before it")

// FileError is returned by Of and says which of its files is at fault.
type FileError struct {
	File int // from 0
	Err  error
}

func (e *FileError) Error() string { return fmt.Sprintf("file %d: %v", e.File+1, e.Err) }

// Unwrap returns what is wrong with the file.
func (e *FileError) Unwrap() error { return e.Err }

// Of applies the model to the businesses of a scope in one or more files, each as of one instant.
// Businesses of different files are different ones, even with the same number. Errors are a
// [*FileError], which may wrap [ErrOtherWeights].
func Of(ctx context.Context, limits scoring.Scope, files ...*sqlite.Reader) (scoring.Recap, error) {
	s := survey{Recap: &scoring.Recap{Scope: limits}, ctx: ctx,
		tally: newTally(), populations: map[int]population{}}
	for i, file := range files {
		if err := s.visit(file, i == len(files)-1); err != nil {
			return scoring.Recap{}, fmt.Errorf("read recap: %w", &FileError{i, err})
		}
	}
	return *s.Recap, nil
}

// survey is a recap being read: what its steps find in a file is added to what they found in
// earlier files.
type survey struct {
	*scoring.Recap
	ctx         context.Context
	where       scope.Conditions
	file        *sqlite.Reader // being read
	tx          *sql.Tx        // of it
	weights     string         // the active ones, as one text
	tally       *tally
	waits       []time.Duration    // until the first answer to each complaint
	waiting     []time.Duration    // of complaints that are not answered
	populations map[int]population // by region
}

// visit reads a file, and after the last one computes the totals.
func (s *survey) visit(file *sqlite.Reader, last bool) (err error) {
	s.file = file
	if s.tx, err = file.BeginTx(s.ctx, nil); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer s.tx.Rollback()
	if s.where, err = scope.New(s.ctx, s.tx, s.Scope); err != nil {
		return err
	}
	err = s.read(
		step{"weights", s.compareWeights},
		step{"population", s.addPopulation},
		step{"interviews", s.addInterviews},
		step{"people", s.findPeople},
		step{"complaints", s.addComplaints},
		step{"change", s.addChange},
		step{"reminders", s.addReminders})
	if err != nil || !last {
		return err
	}
	s.settlePopulation()
	s.settleComplaints()
	s.settleChange()
	return s.read(
		step{"shares", s.writeCounts},
		step{"group", group{s}.compute}) // last, for it shadows the tables
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

// row reads one row of a statement about the scope.
func (s *survey) row(query string, into ...any) error {
	return s.tx.QueryRowContext(s.ctx, query, s.where.Args()...).Scan(into...)
}

// rowsOf reads the rows of a statement about the scope.
func rowsOf[T any](s *survey, query string, fields func(*T) []any) ([]T, error) {
	rows, err := s.tx.QueryContext(s.ctx, query, s.where.Args()...)
	if err != nil {
		return nil, err
	}
	return sqlite.All(rows, fields)
}

// compareWeights reads the active weights and compares them with those of the earlier files.
func (s *survey) compareWeights() error {
	var name, weights string
	err := s.row(`
		SELECT name, (SELECT group_concat(factor || format(' %!.17g', weight) ORDER BY factor) FROM weight WHERE weight_set_id = weight_set.id)
		FROM weight_set WHERE active = 1`, &name, &weights)
	if err == nil && s.weights != "" && (name != s.Weights || weights != s.weights) {
		err = ErrOtherWeights
	}
	s.Weights, s.weights = name, weights
	return err
}

// firstUnanswered is the SQL for the place of an interview's first question that is neither
// answered nor skipped, among all questions; their number if there is none.
func firstUnanswered() string {
	text := "CASE questionnaire"
	for _, version := range questionnaire.Releases {
		text += fmt.Sprintf(" WHEN %d THEN CASE", version.Version)
		for _, q := range version.Questions {
			text += fmt.Sprintf(" WHEN %[1]s IS NULL AND NOT instr(' ' || skipped || ' ', ' %[1]s ') THEN %[2]d", q.Code, slices.Index(model.Columns, q.Code))
		}
		text += fmt.Sprintf(" ELSE %d END", len(model.Questions))
	}
	return text + " END"
}
