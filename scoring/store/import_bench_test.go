package store

import (
	"database/sql"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ikmbot/scoring"
)

// BenchmarkImport takes a file in and puts the same cells, as they are, into a plain table, in
// turns: how many interviews a second Import takes, and what part that is of the plain one's.
func BenchmarkImport(b *testing.B) {
	const interviews = 40_000
	text := bigFile(b, interviews)
	var ours, plain time.Duration
	for b.Loop() {
		s := openStore(b)
		began := time.Now()
		if done := mustImport(b, s, text); done.Interviews != interviews {
			b.Fatalf("%d interviews, want %d", done.Interviews, interviews)
		}
		ours += time.Since(began)
		began = time.Now()
		insertPlain(b, text)
		plain += time.Since(began)
	}
	b.ReportMetric(float64(interviews*b.N)/ours.Seconds(), "interviews/s")
	b.ReportMetric(plain.Seconds()/ours.Seconds(), "of-plain")
}

// bigFile is a file of n interviews of as many businesses.
func bigFile(b *testing.B, n int) string {
	s := openStore(b)
	settleVillage(b, s, rand.New(rand.NewPCG(7, 8)), 500)
	head, body, _ := strings.Cut(exported(b, s, scoring.Scope{}, true), "\n")
	lines := strings.Split(strings.TrimSpace(body), "\n")
	file := []string{head}
	for i := range n {
		_, rest, _ := strings.Cut(lines[i%len(lines)], ";")
		_, rest, _ = strings.Cut(rest, ";")
		file = append(file, fmt.Sprintf("K-%d;1;%s", i, rest))
	}
	return strings.Join(file, "\n") + "\n"
}

// insertPlain puts the cells of a file into a table of texts, many rows a statement.
func insertPlain(b *testing.B, text string) {
	db, err := sql.Open("sqlite3", filepath.Join(b.TempDir(), "plain.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	lines := csv.NewReader(strings.NewReader(text))
	lines.Comma = semicolon
	cells, err := lines.ReadAll()
	if err != nil {
		b.Fatal(err)
	}
	columns, rows := len(csvColumns), 100
	row := "(?" + strings.Repeat(", ?", columns-1) + ")"
	err = inTx(b.Context(), db, func(tx *sql.Tx) error {
		if _, err := tx.Exec("CREATE TABLE plain (c0" + numbered(columns) + ")"); err != nil {
			return err
		}
		insert, err := tx.Prepare("INSERT INTO plain VALUES " + row + strings.Repeat(", "+row, rows-1))
		if err != nil {
			return err
		}
		for from := 1; from+rows <= len(cells); from += rows {
			values := make([]any, 0, rows*columns)
			for _, line := range cells[from : from+rows] {
				for _, cell := range line {
					values = append(values, cell)
				}
			}
			if _, err := insert.Exec(values...); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

// numbered names the columns after the first.
func numbered(columns int) string {
	var names strings.Builder
	for i := 1; i < columns; i++ {
		fmt.Fprintf(&names, ", c%d", i)
	}
	return names.String()
}
