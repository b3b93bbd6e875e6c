// Package recap applies the model to the businesses of a scope: who took part, what was answered,
// where the group stands. It counts in one pass over the interviews and takes the group's own
// figures from the very views that a business's come from.
package recap

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"ikmbot/dialog/questionnaire"
	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/model"
	"ikmbot/scoring/store/internal/scope"
	"ikmbot/scoring/store/internal/sqlite"
)

// ErrOtherWeights is returned by Of for files that do not have the same weights in use: a
// group has one position.
var ErrOtherWeights = errors.New("it has other weights in use than the files before it")

// FileError is returned by Of: which of its files is at fault.
type FileError struct {
	File int // from 0
	Err  error
}

func (e *FileError) Error() string { return fmt.Sprintf("file %d: %v", e.File+1, e.Err) }

// Unwrap is what is wrong with the file.
func (e *FileError) Unwrap() error { return e.Err }

// Of applies the model to the businesses of a scope in one file or in several, each as of one
// instant. A business is of its own file, whoever has the same number in another. What goes
// wrong is told by a [*FileError]; [ErrOtherWeights] is one such thing.
func Of(ctx context.Context, limits scoring.Scope, files ...*sqlite.Reader) (scoring.Recap, error) {
	s := survey{Recap: &scoring.Recap{Scope: limits}, ctx: ctx, where: scope.Conditions{Of: limits}, tally: newTally(), populations: map[int]population{}}
	for i, file := range files {
		if err := s.visit(file, i == len(files)-1); err != nil {
			return scoring.Recap{}, fmt.Errorf("read recap: %w", &FileError{i, err})
		}
	}
	return *s.Recap, nil
}

// survey is a recap being read: what its steps find in a file adds to what was found in the files
// before.
type survey struct {
	*scoring.Recap
	ctx         context.Context
	where       scope.Conditions
	file        *sqlite.Reader // being read
	tx          *sql.Tx        // of it
	weights     string         // those in use, as one text
	tally       *tally
	waits       []int64            // in milliseconds, for the first answer to each complaint
	populations map[int]population // by region
}

// visit reads a file, and of the last one too what all of them come to.
func (s *survey) visit(file *sqlite.Reader, last bool) (err error) {
	s.file = file
	if s.tx, err = file.BeginTx(s.ctx, nil); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer s.tx.Rollback()
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
		step{"shares", s.tell},
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

// compareWeights reads which weights are in use, and holds them against those of the files before.
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

// firstUnanswered is the expression for the first question of an interview that is neither
// answered nor skipped: its place among all questions, or how many there are where none is.
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
