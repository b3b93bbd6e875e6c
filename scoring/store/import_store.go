package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ikmbot/scoring"
)

// importing stores the interviews of a file.
type importing struct {
	tx         *sql.Tx
	columns    importColumns
	many, one  *sql.Stmt // insert importRows interviews, and a single one
	first      int64     // id of the first interview of the file
	next       int64     // id of the next one
	interviews int
	skipped    int
	faults     []ImportFault
}

func newImporting(tx *sql.Tx, columns importColumns) (*importing, error) {
	i := &importing{tx: tx, columns: columns}
	if err := tx.QueryRow("SELECT coalesce(max(id), 0) + 1 FROM assessment").Scan(&i.first); err != nil {
		return nil, fmt.Errorf("read the newest assessment: %w", err)
	}
	i.next = i.first
	var err, lost error
	i.many, err = tx.Prepare(insertRows(importRows))
	i.one, lost = tx.Prepare(insertRows(1))
	if err := errors.Join(err, lost); err != nil {
		return nil, fmt.Errorf("prepare to insert: %w", err)
	}
	return i, nil
}

func (i *importing) close() { i.many.Close(); i.one.Close() }

// insertRows is the statement that inserts n rows, but for those that are there already.
func insertRows(n int) string {
	row := "(?" + strings.Repeat(", ?", len(rowColumns)-1) + ")"
	return "INSERT INTO assessment (" + strings.Join(rowColumns, ", ") + ") VALUES " +
		row + strings.Repeat(", "+row, n-1) + " ON CONFLICT DO NOTHING"
}

func (i *importing) fault(l line, column string, reason ImportReason) {
	i.faults = append(i.faults, i.columns.fault(l, i.columns.place(column), reason))
	i.skipped++
}

// store stores a batch with the results that the views give. What is there already, and what
// has another result in the file, is a fault.
func (i *importing) store(b *importBatch) error {
	if err := i.leaveTalkers(b); err != nil || len(b.lines) == 0 {
		return err
	}
	from := i.next
	if err := i.insert(b); err != nil {
		return err
	}
	if err := keepResults(i.tx, from, i.next-1); err != nil {
		return err
	}
	stored, err := readResults(i.tx, from, i.next-1)
	if err != nil {
		return err
	}
	for n, l := range b.lines {
		result, ok := stored[from+int64(n)]
		if err := i.check(l, from+int64(n), result, ok); err != nil {
			return err
		}
	}
	return nil
}

// leaveTalkers leaves the interviews out whose codes are those of people who talk with the bot.
func (i *importing) leaveTalkers(b *importBatch) error {
	codes := b.businesses("T")
	if len(codes) == 0 {
		return nil
	}
	asked, err := json.Marshal(codes)
	if err != nil {
		return err
	}
	rows, err := i.tx.Query(`
		SELECT value FROM json_each(?) CROSS JOIN person ON person.id = CAST(substr(value, 2) AS INTEGER)
		WHERE `+conversationCode+` = value`, string(asked))
	if err != nil {
		return fmt.Errorf("look for people who talk with the bot: %w", err)
	}
	talkers, err := scanAll(rows, func(code *string) []any { return []any{code} })
	if err != nil {
		return fmt.Errorf("look for people who talk with the bot: %w", err)
	}
	b.leave(func(l line) bool {
		out := slices.Contains(talkers, l.business)
		if out {
			i.fault(l, "business", FaultThere)
		}
		return out
	})
	return nil
}

// insert inserts the interviews of a batch, with ids one after the other. Of a full batch it
// asks by Query: the driver then hands all values over in one call, and for Exec in one each.
func (i *importing) insert(b *importBatch) error {
	for n := range b.lines {
		b.row(n)[rowID] = i.next
		i.next++
	}
	if len(b.lines) == importRows {
		rows, err := i.many.Query(b.values...)
		if err != nil {
			return err
		}
		return rows.Close()
	}
	for row := range slices.Chunk(b.values, len(rowColumns)) {
		if _, err := i.one.Exec(row...); err != nil {
			return err
		}
	}
	return nil
}

// check counts an interview in that was stored and has the result that the file says.
func (i *importing) check(l line, id int64, result scoring.Result, stored bool) error {
	if !stored {
		return i.twice(l)
	}
	column, differs := l.differs(result)
	if !differs {
		i.interviews++
		return nil
	}
	i.fault(l, column, FaultResult)
	if _, err := i.tx.Exec("DELETE FROM assessment WHERE id = ?", id); err != nil {
		return fmt.Errorf("take back line %d: %w", l.number, err)
	}
	return nil
}

// twice notes an interview that stands in the file twice, or in the database already.
func (i *importing) twice(l line) error {
	var there int64
	if err := i.tx.QueryRow("SELECT id FROM assessment WHERE business = ? AND number = ?", l.business, l.interview).Scan(&there); err != nil {
		return err
	}
	reason := FaultThere
	if there >= i.first {
		reason = FaultTwice
	}
	i.fault(l, "number", reason)
	return nil
}
