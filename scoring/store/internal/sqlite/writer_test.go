package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"
	"github.com/mattn/go-sqlite3"
)

// together hands jobs to the writer while it is blocked, so that they wait together, and returns
// their outcomes.
func together(t *testing.T, s *File, jobs ...func(*sql.Tx) error) []error {
	t.Helper()
	goOn := make(chan struct{})
	errs := make([]error, len(jobs))
	var done sync.WaitGroup
	done.Go(func() {
		if err := s.Write(t.Context(), func(*sql.Tx) error { <-goOn; return nil }); err != nil {
			t.Error(err)
		}
	})
	synctest.Wait()
	for i, job := range jobs {
		done.Go(func() { errs[i] = s.Write(t.Context(), job) })
		synctest.Wait() // they queue in order
	}
	close(goOn)
	done.Wait()
	return errs
}

// inBubble runs a test in a synctest bubble, with a file whose goroutines synctest can wait for.
func inBubble(t *testing.T, f func(t *testing.T, s *File)) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := openFile(t)
		f(t, s)
	})
}

// note writes a row that notes reads back.
func note(tx *sql.Tx, name string) error {
	_, err := tx.Exec("INSERT INTO note (name) VALUES (?)", name)
	return err
}

func noting(name string) func(*sql.Tx) error {
	return func(tx *sql.Tx) error { return note(tx, name) }
}

// notes reads what was committed.
func notes(t *testing.T, s *File) string {
	t.Helper()
	var all sql.NullString
	if err := s.QueryRow("SELECT group_concat(name, ' ') FROM (SELECT name FROM note ORDER BY id)").Scan(&all); err != nil {
		t.Fatal(err)
	}
	return all.String
}

func TestWrite_CommitsWaitingJobsTogether(t *testing.T) {
	inBubble(t, func(t *testing.T, s *File) {
		jobs := make([]func(*sql.Tx) error, maxBatch+44)
		batches := map[*sql.Tx]int{} // only the writer's goroutine uses it
		for i := range jobs {
			jobs[i] = func(tx *sql.Tx) error { batches[tx]++; return note(tx, "n") }
		}
		if err := errors.Join(together(t, s, jobs...)...); err != nil {
			t.Fatal(err)
		}
		var sizes []int
		for _, size := range batches {
			sizes = append(sizes, size)
		}
		if len(sizes) != 2 || max(sizes[0], sizes[1]) != maxBatch {
			t.Errorf("%d jobs were committed in batches of %v, want %d and 44", len(jobs), sizes, maxBatch)
		}
		if got := strings.Count(notes(t, s), "n"); got != len(jobs) {
			t.Errorf("%d rows are there, want %d", got, len(jobs))
		}
	})
}

func TestWrite_UndoesAFailedJobAlone(t *testing.T) {
	inBubble(t, func(t *testing.T, s *File) {
		refused := errors.New("refused")
		errs := together(t, s,
			noting("first"),
			func(tx *sql.Tx) error { return errors.Join(note(tx, "second"), refused) },
			func(tx *sql.Tx) error {
				if err := note(tx, "third"); err != nil {
					return err
				}
				rows, err := tx.Query("SELECT name FROM note") // left open by the panic
				if err != nil || !rows.Next() {
					return err
				}
				panic("out of cloth")
			},
			func(tx *sql.Tx) error { return note(tx, "") }, // a constraint's error
			noting("fifth"),
		)
		if errs[0] != nil || errs[4] != nil {
			t.Errorf("the good jobs: %v, %v", errs[0], errs[4])
		}
		if !errors.Is(errs[1], refused) {
			t.Errorf("the job that refuses: %v", errs[1])
		}
		if errs[2] == nil || !strings.HasPrefix(errs[2].Error(), "panic: out of cloth\n") || !strings.Contains(errs[2].Error(), "writer_test.go") {
			t.Errorf("the job that panics: %v, want the panic and its stack", errs[2])
		}
		var se sqlite3.Error
		if !errors.As(errs[3], &se) || se.Code != sqlite3.ErrConstraint {
			t.Errorf("the job that breaks a constraint: %v", errs[3])
		}
		if diff := cmp.Diff("first fifth", notes(t, s)); diff != "" {
			t.Errorf("rows (-want +got):\n%s", diff)
		}
	})
}

// TestWrite_UndoesAFailedFirstJobAlone is about the job without a savepoint: it takes the whole
// transaction with it, and the jobs after it get one of their own.
func TestWrite_UndoesAFailedFirstJobAlone(t *testing.T) {
	refused := errors.New("refused")
	for name, first := range map[string]func(*sql.Tx) error{
		"an error": func(tx *sql.Tx) error { return errors.Join(note(tx, "first"), refused) },
		"a panic over open rows": func(tx *sql.Tx) error {
			if err := note(tx, "first"); err != nil {
				return err
			}
			if rows, err := tx.Query("SELECT name FROM note"); err != nil || !rows.Next() {
				return err
			}
			panic("out of cloth")
		},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T, s *File) {
				errs := together(t, s, first, noting("second"), func(tx *sql.Tx) error { return errors.Join(note(tx, "third"), refused) }, noting("fourth"))
				if errs[0] == nil || Aborts(errs[0]) {
					t.Errorf("the first job: %v", errs[0])
				}
				if errs[1] != nil || !errors.Is(errs[2], refused) || errs[3] != nil {
					t.Errorf("those behind it: %v", errs[1:])
				}
				if diff := cmp.Diff("second fourth", notes(t, s)); diff != "" {
					t.Errorf("rows (-want +got):\n%s", diff)
				}
			})
		})
	}
}

func TestWrite_GivesUpTheBatchWithTheDisk(t *testing.T) {
	inBubble(t, func(t *testing.T, s *File) {
		var pages int
		if err := s.writer.db.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
			t.Fatal(err)
		}
		limit := func(pages int) {
			if err := s.writer.db.QueryRow(fmt.Sprintf("PRAGMA max_page_count = %d", pages)).Scan(&pages); err != nil {
				t.Fatal(err)
			}
		}
		limit(pages)
		errs := together(t, s,
			noting("first"),
			func(tx *sql.Tx) error {
				_, err := tx.Exec("CREATE TABLE heap AS SELECT randomblob(1000000) AS bytes")
				return err
			},
			noting("third"),
		)
		for i, err := range errs {
			var se sqlite3.Error
			if !errors.As(err, &se) || se.Code != sqlite3.ErrFull || !Aborts(err) {
				t.Errorf("job %d: %v, want that the disk is full", i, err)
			}
		}
		if got := notes(t, s); got != "" {
			t.Errorf("%q is there, want nothing", got)
		}
		limit(1 << 30)
		if err := s.Write(t.Context(), noting("after")); err != nil {
			t.Errorf("a job with space again: %v", err)
		}
	})
}

func TestWrite_GivesUpTheBatchWithALostTransaction(t *testing.T) {
	inBubble(t, func(t *testing.T, s *File) {
		errs := together(t, s,
			noting("first"),
			func(tx *sql.Tx) error {
				_, err := tx.Exec("ROLLBACK") // as SQLite does by itself, and the job ignores it
				return err
			},
			noting("third"),
		)
		for i, err := range errs {
			if !Aborts(err) {
				t.Errorf("job %d: %v, want that the transaction is lost", i, err)
			}
		}
		if got := notes(t, s); got != "" {
			t.Errorf("%q is there, want nothing", got)
		}
		if err := s.Write(t.Context(), noting("after")); err != nil {
			t.Errorf("the next job: %v", err)
		}
	})
}

func TestWrite_WaitsForAPlaceAsLongAsItsContext(t *testing.T) {
	inBubble(t, func(t *testing.T, s *File) {
		goOn := make(chan struct{})
		var busy, waiting sync.WaitGroup
		busy.Go(func() {
			if err := s.Write(t.Context(), func(tx *sql.Tx) error { <-goOn; return note(tx, "busy") }); err != nil {
				t.Error(err)
			}
		})
		synctest.Wait()
		ctx, cancel := context.WithCancel(t.Context())
		waiting.Go(func() {
			if err := s.Write(ctx, noting("waiting")); !errors.Is(err, context.Canceled) {
				t.Errorf("the one that waits: %v, want %v", err, context.Canceled)
			}
		})
		synctest.Wait()
		cancel()
		waiting.Wait()
		close(goOn)
		busy.Wait()
		if diff := cmp.Diff("busy", notes(t, s)); diff != "" {
			t.Errorf("rows (-want +got):\n%s", diff)
		}
	})
}

func TestWrite_NeverBeginsAfterItsContext(t *testing.T) {
	inBubble(t, func(t *testing.T, s *File) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		for range 20 { // a free writer would take the job about every second time
			synctest.Wait()
			if err := s.Write(ctx, noting("late")); !errors.Is(err, context.Canceled) {
				t.Errorf("write: %v, want %v", err, context.Canceled)
			}
		}
		if got := notes(t, s); got != "" {
			t.Errorf("%q is there, want nothing", got)
		}
	})
}

func TestWrite_FinishesWhatHasBegunWhenTheContextEnds(t *testing.T) {
	inBubble(t, func(t *testing.T, s *File) {
		ctx, cancel := context.WithCancel(t.Context())
		err := s.Write(ctx, func(tx *sql.Tx) error {
			cancel()
			return note(tx, "begun")
		})
		if err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff("begun", notes(t, s)); diff != "" {
			t.Errorf("rows (-want +got):\n%s", diff)
		}
	})
}

func TestClose_RefusesWaitingJobsAndFinishesTheRunningOne(t *testing.T) {
	inBubble(t, func(t *testing.T, s *File) {
		goOn := make(chan struct{})
		var done sync.WaitGroup
		done.Go(func() {
			if err := s.Write(t.Context(), func(tx *sql.Tx) error { <-goOn; return note(tx, "runs") }); err != nil {
				t.Errorf("the one that runs: %v", err)
			}
		})
		synctest.Wait()
		done.Go(func() {
			if err := s.Write(t.Context(), noting("waits")); !errors.Is(err, ErrClosed) {
				t.Errorf("the one that waits: %v, want %v", err, ErrClosed)
			}
		})
		synctest.Wait()
		done.Go(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
		synctest.Wait()
		close(goOn)
		done.Wait()
	})
}

func TestWrite_LosesNothingOfManyCallers(t *testing.T) {
	t.Parallel()
	s := openFile(t)
	const callers, each = 40, 25
	var done sync.WaitGroup
	for range callers {
		done.Go(func() {
			for range each {
				if err := s.Write(t.Context(), noting("n")); err != nil {
					t.Error(err)
				}
			}
		})
	}
	done.Wait()
	if got := strings.Count(notes(t, s), "n"); got != callers*each {
		t.Errorf("%d rows are there, want %d", got, callers*each)
	}
}

func TestSavepoint(t *testing.T) {
	t.Parallel()
	refused := errors.New("refused")

	t.Run("undoes an inner one alone, under the same name too", func(t *testing.T) {
		t.Parallel()
		s := openFile(t)
		err := s.Write(t.Context(), func(tx *sql.Tx) error {
			if err := note(tx, "before"); err != nil {
				return err
			}
			inner := Savepoint(tx, "job", func(tx *sql.Tx) error {
				innermost := Savepoint(tx, "job", noting("innermost"))
				return errors.Join(innermost, note(tx, "inner"), refused)
			})
			if !errors.Is(inner, refused) || Aborts(inner) {
				t.Errorf("inner: %v", inner)
			}
			panicked := Savepoint(tx, "other", func(tx *sql.Tx) error {
				if err := note(tx, "panicked"); err != nil {
					return err
				}
				var none []int
				_ = none[len("out of range")]
				return nil
			})
			if panicked == nil || Aborts(panicked) {
				t.Errorf("panicked: %v", panicked)
			}
			return note(tx, "after")
		})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff("before after", notes(t, s)); diff != "" {
			t.Errorf("rows (-want +got):\n%s", diff)
		}
	})

	t.Run("goes with the outer one", func(t *testing.T) {
		t.Parallel()
		s := openFile(t)
		err := s.Write(t.Context(), func(tx *sql.Tx) error {
			return errors.Join(Savepoint(tx, "inner", noting("inner")), refused)
		})
		if !errors.Is(err, refused) {
			t.Errorf("write: %v", err)
		}
		if got := notes(t, s); got != "" {
			t.Errorf("%q is there, want nothing", got)
		}
	})

	t.Run("says so when the transaction is lost in it", func(t *testing.T) {
		t.Parallel()
		s := openFile(t)
		err := s.Write(t.Context(), func(tx *sql.Tx) error {
			inner := Savepoint(tx, "inner", func(tx *sql.Tx) error {
				_, err := tx.Exec("ROLLBACK")
				return errors.Join(err, refused)
			})
			if !Aborts(inner) || !errors.Is(inner, refused) {
				t.Errorf("inner: %v, want %v and that the transaction is lost", inner, refused)
			}
			return inner
		})
		if !Aborts(err) {
			t.Errorf("write: %v, want that the transaction is lost", err)
		}
	})
}
