package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
)

// Schema describes a program's file and its history. Table derived, which a migration makes, has
// one row (only, hash): the hash of the text that the file's views and seeded rows were made from.
type Schema struct {
	Application int      // marks a file as the program's own, in SQLite's application_id
	Scripts     fs.FS    // holds all that follow
	Migrations  string   // pattern of the scripts that change tables; the first brings a file to version 1
	Derived     []string // patterns of the scripts of views and seeded rows, in the order in which they run
	LastWrite   string   // statement that reads when the file last received something, in unix milliseconds
}

// Version returns the newest version that a file can have.
func (s Schema) Version() int { return len(s.list(s.Migrations)) }

// list returns the names of a pattern's scripts in order.
func (s Schema) list(pattern string) []string {
	names, err := fs.Glob(s.Scripts, pattern)
	if err != nil {
		panic(err) // the pattern is malformed
	}
	return names
}

func (s Schema) derived() (names []string) {
	for _, pattern := range s.Derived {
		names = append(names, s.list(pattern)...)
	}
	return names
}

func (s Schema) text(name string) string {
	text, err := fs.ReadFile(s.Scripts, name)
	if err != nil {
		panic(err) // the name did not come from list
	}
	return string(text)
}

// migrate brings the tables to the newest version.
func (s Schema) migrate(ctx context.Context, db *sql.DB) error {
	var version int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return fmt.Errorf("read version: %w", err)
	}
	for _, name := range s.list(s.Migrations)[version:] {
		version++
		if err := s.migrateTo(ctx, db, version, s.text(name)); err != nil {
			return fmt.Errorf("migrate with %s: %w", name, err)
		}
	}
	return nil
}

// migrateTo takes one step, all or nothing. The views are dropped first, because a table can't be
// altered under a view that no longer fits it.
func (s Schema) migrateTo(ctx context.Context, db *sql.DB, version int, script string) error {
	return inTx(ctx, db, func(tx *sql.Tx) error {
		if err := dropViews(ctx, tx); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, script); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d; PRAGMA application_id = %d", version, s.Application))
		return err
	})
}

// derive rebuilds the views and replaces the seeded rows, all or nothing, if the text that they
// come from has changed since the file's were made, or if the views are others. That text includes the migrations, because each
// of them drops the views.
func (s Schema) derive(ctx context.Context, db *sql.DB) error {
	wanted := s.hash()
	found, err := derivedFrom(ctx, db)
	if err != nil {
		return err
	}
	if found == wanted {
		if err := conformViews(ctx, s, db); err == nil || !isAltered(err) {
			return err
		}
	}
	return inTx(ctx, db, func(tx *sql.Tx) error {
		if err := dropViews(ctx, tx); err != nil {
			return err
		}
		for _, name := range s.derived() {
			if _, err := tx.ExecContext(ctx, s.text(name)); err != nil {
				return fmt.Errorf("run %s: %w", name, err)
			}
		}
		_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO derived (only, hash) VALUES (1, ?)", wanted)
		return err
	})
}

// derivedFrom returns the hash of the text that the file's views and seeded rows were made from; ""
// if there are none yet.
func derivedFrom(ctx context.Context, q Querier) (hash string, err error) {
	err = q.QueryRowContext(ctx, "SELECT hash FROM derived").Scan(&hash)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("read hash of views: %w", err)
	}
	return hash, nil
}

func (s Schema) hash() string {
	h := sha256.New()
	for _, name := range slices.Concat(s.list(s.Migrations), s.derived()) {
		fmt.Fprintf(h, "%s\n%s\n", name, s.text(name))
	}
	return hex.EncodeToString(h.Sum(nil))
}

func dropViews(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, "SELECT name FROM sqlite_schema WHERE type = 'view'")
	if err != nil {
		return err
	}
	views, err := All(rows, func(view *string) []any { return []any{view} })
	if err != nil {
		return err
	}
	for _, view := range views {
		if _, err := tx.ExecContext(ctx, "DROP VIEW "+quote(view)); err != nil {
			return err
		}
	}
	return nil
}
