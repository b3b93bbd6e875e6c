package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// AlteredError is returned by everything that uses a file that bears the program's mark, but whose
// tables, indexes or triggers are not those that the program makes. The file stays unchanged.
type AlteredError struct {
	Object string // the first one that differs: "trigger x". The name comes from the file
}

func (e *AlteredError) Error() string {
	return fmt.Sprintf("%q is not as this program makes it", e.Object)
}

func isAltered(err error) bool {
	_, altered := errors.AsType[*AlteredError](err)
	return altered
}

// ErrDamaged is wrapped by the error of a file that SQLite finds damaged.
var ErrDamaged = errors.New("the file is damaged")

// An object is what a file's schema has: a table, an index, a trigger or a view, and its text.
type object struct{ kind, name, table, text string }

func (o object) String() string { return o.kind + " " + o.name }

// harmless are the tables, each with its exact text, that tools of the operator's leave in a file.
// They hold no code, and nothing here reads them.
var harmless = []object{
	// SQLite's ANALYZE: how fast a statement runs, not what it finds.
	{"table", "sqlite_stat1", "sqlite_stat1", "CREATE TABLE sqlite_stat1(tbl,idx,stat)"},
	{"table", "sqlite_stat4", "sqlite_stat4", "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)"},
	// Litestream, in every file that it replicates.
	{"table", "_litestream_seq", "_litestream_seq", "CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER)"},
	{"table", "_litestream_lock", "_litestream_lock", "CREATE TABLE _litestream_lock (id INTEGER)"},
}

// readObjects returns the views of a file's schema and all else, each sorted.
func readObjects(ctx context.Context, q Querier) (views, others []object, err error) {
	rows, err := q.QueryContext(ctx, "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name")
	if err != nil {
		return nil, nil, err
	}
	all, err := All(rows, func(o *object) []any { return []any{&o.kind, &o.name, &o.table, &o.text} })
	for _, o := range all {
		switch {
		case o.kind == "view":
			views = append(views, o)
		case !slices.Contains(harmless, o):
			others = append(others, o)
		}
	}
	return views, others, err
}

// conform returns an AlteredError unless the file's tables, indexes and triggers are those that the
// program makes up to the file's version. Whatever is done with a file comes after it: a table
// can hold code that runs when a row is written, and a name that breaks out of a statement.
func conform(ctx context.Context, s Schema, q Querier, version int) error {
	made, err := readMade(s, version)
	if err != nil {
		return err
	}
	_, found, err := readObjects(ctx, q)
	if err != nil {
		return err
	}
	return differ(made.others, found)
}

// conformViews returns an AlteredError unless the views of a file of the newest version are the
// program's own.
func conformViews(ctx context.Context, s Schema, q Querier) error {
	made, err := readMade(s, s.Version())
	if err != nil {
		return err
	}
	found, _, err := readObjects(ctx, q)
	if err != nil {
		return err
	}
	return differ(made.views, found)
}

// differ returns an AlteredError that names the first object that is not in both.
func differ(want, found []object) error {
	for i := range max(len(want), len(found)) {
		switch {
		case i >= len(found):
			return &AlteredError{want[i].String()}
		case i >= len(want) || want[i] != found[i]:
			return &AlteredError{found[i].String()}
		}
	}
	return nil
}

// made is what the scripts make.
type made struct{ views, others []object }

// allMade remembers what the scripts of a hash make up to a version.
var allMade sync.Map // of func() (made, error), by the hash and the version

// readMade runs the scripts up to a version in memory, and those of the views if it is the newest.
func readMade(s Schema, version int) (made, error) {
	run, _ := allMade.LoadOrStore(fmt.Sprint(s.hash(), version), sync.OnceValues(func() (made, error) { return runScripts(s, version) }))
	return run.(func() (made, error))()
}

func runScripts(s Schema, version int) (m made, err error) {
	db := openDB(":memory:", limits{})
	defer db.Close()
	db.SetMaxOpenConns(1)
	ctx := context.Background()
	scripts := s.list(s.Migrations)[:version]
	if version == s.Version() {
		scripts = append(scripts, s.derived()...)
	}
	for _, name := range scripts {
		if _, err := db.ExecContext(ctx, s.text(name)); err != nil {
			return m, fmt.Errorf("run %s: %w", name, err)
		}
	}
	m.views, m.others, err = readObjects(ctx, db)
	return m, err
}

// remake rebuilds the views and the seeded rows of a file of the newest version, whatever it says
// that they were made from. An older one gets its own when it is opened.
func remake(ctx context.Context, s Schema, db *sql.DB) error {
	var version int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil || version != s.Version() {
		return err
	}
	if _, err := db.ExecContext(ctx, "DELETE FROM derived"); err != nil {
		return err
	}
	return s.derive(ctx, db)
}

// quote writes a name into a statement as SQLite reads it.
func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
