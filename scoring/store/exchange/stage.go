package exchange

import (
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"ikmbot/scoring/store/internal/model"
	"ikmbot/scoring/store/internal/sqlite"
)

// chunk is how many interviews wait in table staged. A statement copies every page that it changes,
// in case it is rolled back, so fewer statements make fewer copies; but while they run, as many
// interviews are read ahead into memory.
const chunk = 1 << 14

// staging stores the interviews of a file. It stages them first, in a temporary table without
// checks or index, and a few statements store them from there: that takes SQLite little more than
// half the time of one statement each.
type staging struct {
	tx         *sql.Tx
	columns    columns
	many, one  *sql.Stmt // stage importRows interviews, and a single one
	first      int64     // id of the first interview of the file
	before     int64     // id of the last one stored; staged interviews are numbered from 1
	staged     int64
	interviews int
	skipped    int
	faults     faultList
}

func newImporting(tx *sql.Tx, columns columns) (*staging, error) {
	i := &staging{tx: tx, columns: columns}
	if err := tx.QueryRow("SELECT coalesce(max(id), 0) FROM assessment").Scan(&i.before); err != nil {
		return nil, fmt.Errorf("read the newest assessment: %w", err)
	}
	i.first = i.before + 1
	if _, err := tx.Exec("CREATE TEMP TABLE staged (" + strings.Join(stagedColumns, ", ") + ")"); err != nil {
		return nil, fmt.Errorf("make table staged: %w", err)
	}
	var err, lost error
	i.many, err = tx.Prepare(stage(batchRows))
	i.one, lost = tx.Prepare(stage(1))
	return i, errors.Join(err, lost)
}

// stage returns the statement that stages n interviews.
func stage(n int) string {
	row := "(?" + strings.Repeat(", ?", len(stagedColumns)-1) + ")"
	return "INSERT INTO temp.staged VALUES " + row + strings.Repeat(", "+row, n-1)
}

// finish stores what is still staged, and records which interviews supersede others.
func (i *staging) finish() error {
	if err := i.settle(); err != nil {
		return err
	}
	if _, err := i.tx.Exec("DROP TABLE temp.staged"); err != nil {
		return fmt.Errorf("drop table staged: %w", err)
	}
	if i.interviews == 0 {
		return nil
	}
	return model.SupersedeFrom(i.tx, i.first)
}

// add stages a batch. It uses Query, for which the driver binds all values in one call; for Exec it
// makes one call each.
func (i *staging) add(b *batch) error {
	statement, at := i.many, len(b.values)
	if b.rows() < batchRows {
		statement, at = i.one, len(stagedColumns)
	}
	for values := range slices.Chunk(b.values, at) {
		rows, err := statement.Query(values...)
		if err == nil {
			err = rows.Close()
		}
		if err != nil {
			return fmt.Errorf("stage interviews: %w", err)
		}
	}
	if i.staged += int64(b.rows()); i.staged >= chunk {
		return i.settle()
	}
	return nil
}

// settle stores what is staged, with the results of the views. An interview that is in the file or
// the database already, or has another result in the file, is a fault and not stored.
func (i *staging) settle() error {
	if err := i.rejectConversations(); err != nil {
		return err
	}
	done, err := i.tx.Exec(insertStaged, i.before)
	if err != nil {
		return fmt.Errorf("store interviews: %w", err)
	}
	stored, err := done.RowsAffected()
	if err != nil {
		return err
	}
	if stored < i.staged {
		if err := i.rejectDuplicates(); err != nil {
			return err
		}
	}
	i.interviews += int(stored)
	if err := model.KeepResults(i.tx, i.before+1, i.before+i.staged); err != nil {
		return err
	}
	if err := i.removeDiffering(); err != nil {
		return err
	}
	i.before, i.staged = i.before+i.staged, 0
	if _, err := i.tx.Exec("DELETE FROM temp.staged"); err != nil {
		return fmt.Errorf("clear table staged: %w", err)
	}
	return nil
}

// insertStaged is the statement that stores the staged interviews, except those that exist already.
var insertStaged = func() string {
	answers := make([]string, len(model.Columns))
	for n, f := range answerFields {
		if answers[n] = model.Columns[n]; f.bits > 0 {
			answers[n] = f.column()
		}
	}
	return `
	INSERT INTO assessment (id, paper, number, questionnaire, weight_set_id, started_at, finished_at, skipped, implied, ` + strings.Join(model.Columns, ", ") + `)
	SELECT rowid + ?, business, number, questionnaire, weights, started, finished, skipped, implied, ` + strings.Join(answers, ", ") + `
	FROM temp.staged
	WHERE TRUE
	ON CONFLICT DO NOTHING`
}()

// stagedFault is a fault of a staged interview.
type stagedFault struct {
	row    int64
	number int
	shown  string
	column string
	reason Reason
}

// note reads faults of staged interviews: rowid, line, shown, the column and the reason.
func (i *staging) note(query string, args ...any) ([]stagedFault, error) {
	rows, err := i.tx.Query(query, args...)
	if err != nil {
		return nil, err
	}
	faults, err := sqlite.All(rows, func(f *stagedFault) []any { return []any{&f.row, &f.number, &f.shown, &f.column, &f.reason} })
	for _, f := range faults {
		l := line{number: f.number, cells: i.columns.restore(f.shown)}
		i.faults.add(i.columns.fault(l, i.columns.place(f.column), f.reason))
	}
	i.skipped += len(faults)
	return faults, err
}

// rejectConversations leaves out the interviews whose codes are those of people who talk with the
// bot, and records them as faults.
func (i *staging) rejectConversations() error {
	faults, err := i.note(`
		SELECT staged.rowid, line, shown, 'business', ?
		FROM temp.staged CROSS JOIN person ON person.id = CAST(substr(business, 2) AS INTEGER)
		WHERE business BETWEEN 'T' AND 'U' AND `+conversationCode+` = business`, FaultThere)
	for _, f := range faults {
		if err == nil {
			_, err = i.tx.Exec("DELETE FROM temp.staged WHERE rowid = ?", f.row)
		}
	}
	if err != nil {
		return fmt.Errorf("reject people who talk with the bot: %w", err)
	}
	return nil
}

// rejectDuplicates records as faults the interviews that occur twice in the file, or are in the
// database already.
func (i *staging) rejectDuplicates() error {
	_, err := i.note(`
		SELECT rowid, line, shown, 'number', iif((
			SELECT id FROM assessment WHERE assessment.business = staged.business AND assessment.number = staged.number) < ?1, ?2, ?3)
		FROM temp.staged
		WHERE NOT EXISTS (SELECT 1 FROM assessment WHERE id = staged.rowid + ?4)`, i.first, FaultThere, FaultTwice, i.before)
	if err != nil {
		return fmt.Errorf("find duplicate interviews: %w", err)
	}
	return nil
}

// removeDiffering removes the stored interviews whose result in the file differs from the model's.
func (i *staging) removeDiffering() error {
	faults, err := i.note(differing, FaultResult, i.before)
	if err != nil {
		return fmt.Errorf("compare results: %w", err)
	}
	for _, f := range faults {
		if _, err := i.tx.Exec("DELETE FROM assessment WHERE id = ?", i.before+f.row); err != nil {
			return fmt.Errorf("remove line %d: %w", f.number, err)
		}
	}
	i.interviews -= len(faults)
	return nil
}

// differing finds the first column of each staged interview that differs from the model's result. A
// result missing from the file is NULL, and does not differ.
var differing = func() string {
	var first strings.Builder
	for n, name := range resultColumns {
		differs := "staged." + name + " <> result." + name
		if n < resultFigures {
			differs = fmt.Sprintf("abs(staged.%[1]s - result.%[1]s) > %v", name, math.Pow10(-figureDigits))
		}
		fmt.Fprintf(&first, " WHEN %s THEN '%s'", differs, name)
	}
	return `
	SELECT row, line, shown, name, ?
	FROM (
		SELECT staged.rowid AS row, line, shown, CASE` + first.String() + ` END AS name
		FROM temp.staged CROSS JOIN result ON assessment_id = staged.rowid + ?
	)
	WHERE name IS NOT NULL`
}()
