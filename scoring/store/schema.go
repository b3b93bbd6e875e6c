package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
)

//go:embed migrations/*.sql views/*.sql seed/*.sql
var scripts embed.FS

// migrations names the migrations in their order. The first brings a file to version 1.
func migrations() []string { return scriptsIn("migrations") }

func scriptsIn(folder string) []string {
	names, err := fs.Glob(scripts, folder+"/*.sql")
	if err != nil {
		panic(err) // the pattern is malformed
	}
	return names
}

func script(name string) string {
	text, err := scripts.ReadFile(name)
	if err != nil {
		panic(err) // the name did not come from scriptsIn
	}
	return string(text)
}

// migrate brings the tables to the newest version.
func migrate(ctx context.Context, db *sql.DB) error {
	var version int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return fmt.Errorf("read version: %w", err)
	}
	for _, name := range migrations()[version:] {
		version++
		if err := migrateTo(ctx, db, version, script(name)); err != nil {
			return fmt.Errorf("migrate with %s: %w", name, err)
		}
	}
	return nil
}

// migrateTo takes one step, all or nothing. The views go first: a table cannot be altered
// under a view that no longer fits it.
func migrateTo(ctx context.Context, db *sql.DB, version int, script string) error {
	return inTx(ctx, db, func(tx *sql.Tx) error {
		if err := dropViews(ctx, tx); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, script); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d; PRAGMA application_id = %d", version, applicationID))
		return err
	})
}

// derive rebuilds the views and lays the seeded rows anew, all or nothing, where the text
// that they come from is not the text that the file's were made from. The migrations count
// as such a text, for each drops the views.
func derive(ctx context.Context, db *sql.DB) error {
	wanted := derivedHash()
	found, err := derivedFrom(ctx, db)
	if err != nil || found == wanted {
		return err
	}
	return inTx(ctx, db, func(tx *sql.Tx) error {
		if err := dropViews(ctx, tx); err != nil {
			return err
		}
		for _, name := range slices.Concat(scriptsIn("views"), scriptsIn("seed")) {
			if _, err := tx.ExecContext(ctx, script(name)); err != nil {
				return fmt.Errorf("run %s: %w", name, err)
			}
		}
		_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO derived (only, hash) VALUES (1, ?)", wanted)
		return err
	})
}

// derivedFrom is the hash of the text that the file's views and seeded rows were made from;
// "" before they are there.
func derivedFrom(ctx context.Context, q querier) (hash string, err error) {
	err = q.QueryRowContext(ctx, "SELECT hash FROM derived").Scan(&hash)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("read hash of views: %w", err)
	}
	return hash, nil
}

func derivedHash() string {
	h := sha256.New()
	for _, name := range slices.Concat(migrations(), scriptsIn("views"), scriptsIn("seed")) {
		fmt.Fprintf(h, "%s\n%s\n", name, script(name))
	}
	return hex.EncodeToString(h.Sum(nil))
}

func dropViews(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, "SELECT name FROM sqlite_schema WHERE type = 'view'")
	if err != nil {
		return err
	}
	views, err := scanAll(rows, func(view *string) []any { return []any{view} })
	if err != nil {
		return err
	}
	for _, view := range views {
		if _, err := tx.ExecContext(ctx, fmt.Sprintf("DROP VIEW %q", view)); err != nil {
			return err
		}
	}
	return nil
}

// scanAll reads and closes rows; fields names where in a T the columns go.
func scanAll[T any](rows *sql.Rows, fields func(*T) []any) ([]T, error) {
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
