// Package storetest makes up very many businesses, in bulk and the same ones for the same seed, for
// benchmarks of a full database. No program depends on it.
package storetest

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	_ "github.com/mattn/go-sqlite3" // the driver "sqlite3"

	"ikmbot/dialog/interview"
)

// Survey describes what is made up: the first business came 720 days before Until, so that nobody
// is to be forgotten yet, and the last one a month before it. Repeated interviews are four months
// apart.
type Survey struct {
	Businesses int
	Seed       int64
	Until      time.Time
}

// mostInterviews is the greatest number of interviews of a business.
const mostInterviews = 3

var (
	//go:embed people.sql
	people string
	//go:embed conversations.sql
	conversations string
)

// Fill fills a database with a survey. The file must have been opened as a store, so that its
// tables exist, and closed again, and hold nobody yet.
//
// One business in 110 is in the region that the questionnaire offers first, the others are spread
// evenly. One in eight is in the middle of its latest interview, and one in 64 has withdrawn its
// consent.
func Fill(ctx context.Context, path string, s Survey) error {
	if err := s.fill(ctx, path); err != nil {
		return fmt.Errorf("fill database %q: %w", path, err)
	}
	return nil
}

func (s Survey) fill(ctx context.Context, path string) (err error) {
	db, err := sql.Open("sqlite3", "file:"+(&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()+"?"+url.Values{
		"_journal_mode": {"OFF"}, // a file that was not filled to the end is thrown away
		"_synchronous":  {"OFF"},
		"_cache_size":   {"-1048576"}, // KiB: chats come in random order, so their index is filled all over
	}.Encode())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.run(ctx, tx, people, 0); err != nil {
		return fmt.Errorf("people: %w", err)
	}
	for number := 1; number <= mostInterviews; number++ {
		if err := s.run(ctx, tx, interviews(), number); err != nil {
			return fmt.Errorf("interviews: %w", err)
		}
	}
	if err := s.run(ctx, tx, implied(), 0); err != nil {
		return fmt.Errorf("what does not apply: %w", err)
	}
	if err := s.run(ctx, tx, conversations, 0); err != nil {
		return fmt.Errorf("conversations: %w", err)
	}
	return tx.Commit()
}

// run runs statements; number is that of the interview that is made, if one is. The driver passes
// arguments only to the first of several statements, so they stand in the text.
func (s Survey) run(ctx context.Context, tx *sql.Tx, statements string, number int) error {
	const day = 24 * 60 * 60 * 1000
	var pairs []string
	for name, value := range map[string]int64{
		"businesses": int64(s.Businesses), "seed": s.Seed, "until": s.Until.UnixMilli(),
		"day": day, "lasts": 720 * day, "late": 30 * day, "rests": 120 * day,
		"questions": int64(len(questions)), "version": interview.ConsentVersion, "number": int64(number),
	} {
		pairs = append(pairs, ":"+name, strconv.FormatInt(value, 10))
	}
	_, err := tx.ExecContext(ctx, strings.NewReplacer(pairs...).Replace(statements))
	return err
}
