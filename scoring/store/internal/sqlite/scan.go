package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
)

// Querier is implemented by transactions, connections and pools.
type Querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// All reads and closes rows; fields returns the places in a T for the columns.
func All[T any](rows *sql.Rows, fields func(*T) []any) ([]T, error) {
	defer rows.Close()
	var all []T
	for rows.Next() {
		var one T
		if err := rows.Scan(fields(&one)...); err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// ErrNotFound is returned if what is asked for does not exist, or no longer.
var ErrNotFound = errors.New("it is not there")

// Found turns the error of a missing row into [ErrNotFound].
func Found(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	return err
}

// Changed reports whether a statement changed any row.
func Changed(done sql.Result, err error) (bool, error) {
	if err != nil {
		return false, err
	}
	n, err := done.RowsAffected()
	return n > 0, err
}

// JSON returns a scanner that decodes a column of JSON text into a value; empty text leaves it
// unchanged.
func JSON(into any) sql.Scanner { return fromJSON{into} }

type fromJSON struct{ into any }

// Scan implements [sql.Scanner].
func (j fromJSON) Scan(column any) error {
	text, ok := column.(string)
	if !ok {
		return fmt.Errorf("%T is not JSON text", column)
	}
	if text == "" {
		return nil
	}
	return json.Unmarshal([]byte(text), j.into)
}
