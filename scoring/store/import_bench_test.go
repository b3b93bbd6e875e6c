package store

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	osexec "os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ikmbot/scoring"
)

// BenchmarkImport imports a file of -businesses interviews, alternating with the sqlite3 shell's
// .import of the same file into one plain table. It reports the interviews a second of Import, and
// their ratio to the shell's.
func BenchmarkImport(b *testing.B) {
	shell, err := osexec.LookPath("sqlite3")
	if err != nil {
		b.Skip(err)
	}
	path := bigFile(b, *benchBusinesses)
	var rates, ratios []float64
	for b.Loop() {
		ours := timeImport(b, path)
		plain := timeShell(b, shell, path)
		rates = append(rates, float64(*benchBusinesses)/ours.Seconds())
		ratios = append(ratios, plain.Seconds()/ours.Seconds())
	}
	b.ReportMetric(median(rates), "interviews/s")
	b.ReportMetric(median(ratios), "of-.import")
	b.ReportMetric(ratios[0], "least")
	b.ReportMetric(ratios[len(ratios)-1], "most")
}

// timeImport imports a file into an empty database.
func timeImport(b *testing.B, path string) time.Duration {
	s, err := Open(b.Context(), filepath.Join(b.TempDir(), "ikmbot.db"), Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	began := time.Now()
	file, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	done, err := s.Import(b.Context(), file, false)
	if err != nil || done.Interviews != *benchBusinesses {
		b.Fatalf("%d interviews, %v; want %d", done.Interviews, err, *benchBusinesses)
	}
	return time.Since(began)
}

// timeShell has the sqlite3 shell import a file into a table of texts.
func timeShell(b *testing.B, shell, path string) time.Duration {
	began := time.Now()
	db := filepath.Join(b.TempDir(), "plain.db")
	if out, err := osexec.CommandContext(b.Context(), shell, db, ".mode csv", ".separator ;", ".import "+path+" plain").CombinedOutput(); err != nil || len(out) > 0 {
		b.Fatalf("sqlite3: %v: %s", err, out)
	}
	return time.Since(began)
}

// bigFile makes a file of n interviews of as many businesses.
func bigFile(b *testing.B, n int) string {
	s := openStore(b)
	settleVillage(b, s, rand.New(rand.NewPCG(7, 8)), 500)
	head, body, _ := strings.Cut(exported(b, s, scoring.Scope{}, true), "\n")
	lines := strings.Split(strings.TrimSpace(body), "\n")
	path := filepath.Join(b.TempDir(), "interviews.csv")
	file, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	out := bufio.NewWriter(file)
	fmt.Fprintln(out, head)
	for i := range n {
		_, rest, _ := strings.Cut(lines[i%len(lines)], ";")
		_, rest, _ = strings.Cut(rest, ";")
		fmt.Fprintf(out, "K-%d;1;%s\n", i, rest)
	}
	if err := errors.Join(out.Flush(), file.Close()); err != nil {
		b.Fatal(err)
	}
	return path
}
