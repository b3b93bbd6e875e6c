package main

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"

	"ikmbot/dialog/storytest"
)

var update = flag.Bool("update", false, "rewrite the transcripts")

// A transcript is a whole conversation in the terminal, as `ikmbot chat` shows it. Lines that
// begin with > are what the owner does: a label in brackets, with or without the sign before it, is
// a button that is tapped; everything else is typed. After the line "# version 1" the owner is back
// on another day, and the interviews until then are of version 1 of the questionnaire.
func TestChat_GoesAsItsTranscriptTells(t *testing.T) {
	t.Parallel()
	storytest.Each(t, "testdata/*.*.txt", *update, chatted)
}

// formerVersion stands between the conversations of two days.
const formerVersion = "# version 1\n"

// chatted does in the terminal what stands in a transcript and gives the transcript of it.
func chatted(t *testing.T, language, transcript string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	file := filepath.Join(t.TempDir(), "chat.db")
	before, after, again := strings.Cut(transcript, formerVersion)
	told := chattedADay(ctx, t, language, file, before)
	if again {
		makeFormer(t, file)
		told += formerVersion + "\n" + chattedADay(ctx, t, language, file, after)
	}
	return timeless(told)
}

// chattedADay does what stands in one day's transcript, with what a file holds.
func chattedADay(ctx context.Context, t *testing.T, language, file, transcript string) string {
	t.Helper()
	c := newConversation(ctx, t)
	for line := range strings.Lines(transcript) {
		if does, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "> "); ok {
			c.script = append(c.script, does)
		}
	}
	var errs strings.Builder
	settings := map[string]string{"LANG": language, "IKMBOT_DB": file}
	code := run(ctx, []string{"chat"}, func(name string) string { return settings[name] }, c, c, &errs)
	if code != exitDone || errs.Len() > 0 {
		t.Errorf("exit status %d, and on standard error: %s", code, errs.String())
	}
	if ctx.Err() != nil || t.Failed() {
		told := c.told.String()
		t.Fatalf("the conversation ends too soon:\n…%s", told[max(0, len(told)-1000):])
	}
	return c.told.String()
}

// makeFormer has the interviews in a file be of version 1 of the questionnaire.
func makeFormer(t *testing.T, file string) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), "UPDATE assessment SET questionnaire = 1"); err != nil {
		t.Fatal(err)
	}
}

// timeless is a transcript without what differs from day to day.
func timeless(transcript string) string {
	days := regexp.MustCompile(`\d{1,2} \pL+ 20\d\d`)
	sizes := regexp.MustCompile(`\d+ KB\]`)
	return sizes.ReplaceAllString(days.ReplaceAllString(transcript, "<date>"), "<size>]")
}

// conversation is an owner at the terminal, who reads what was said before doing the next thing.
type conversation struct {
	t       *testing.T
	script  []string
	told    strings.Builder
	buttons map[string]string // the numbers of the newest keyboard by their labels
	said    int               // how often something was said
	done    int               // how much of the script is done
	mu      sync.Mutex
	changed *sync.Cond
	ctx     context.Context
}

func newConversation(ctx context.Context, t *testing.T) *conversation {
	c := &conversation{t: t, ctx: ctx}
	c.changed = sync.NewCond(&c.mu)
	context.AfterFunc(ctx, c.changed.Broadcast)
	return c
}

var numbered = regexp.MustCompile(`^\[(\d+)\] (.+)$`)

// Write is what the terminal says: everything that follows from one line at once.
func (c *conversation) Write(said []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.told.Write(said)
	for line := range strings.SplitSeq(string(said), "\n") {
		for button := range strings.SplitSeq(line, "   ") {
			if m := numbered.FindStringSubmatch(button); m != nil {
				if m[1] == "1" {
					c.buttons = map[string]string{}
				}
				c.buttons[m[2]] = m[1]
			}
		}
	}
	c.said++
	c.changed.Broadcast()
	return len(said), nil
}

// Read is the next line of the script, once the last one has been answered.
func (c *conversation) Read(line []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.said <= c.done && c.ctx.Err() == nil {
		c.changed.Wait()
	}
	if c.ctx.Err() != nil || c.done == len(c.script) {
		return 0, io.EOF
	}
	does := c.script[c.done]
	c.done++
	fmt.Fprintf(&c.told, "> %s\n\n", does)
	if label, isButton := strings.CutPrefix(does, "["); isButton {
		if does = c.number(strings.TrimSuffix(label, "]")); does == "" {
			return 0, io.EOF
		}
	}
	return copy(line, does+"\n"), nil
}

// number is that of a button, by its label or by what stands behind the label's sign.
func (c *conversation) number(name string) string {
	for label, number := range c.buttons {
		if _, words, _ := strings.Cut(label, " "); label == name || words == name {
			return number
		}
	}
	c.t.Errorf("no button %q among %q", name, slices.Sorted(maps.Keys(c.buttons)))
	return ""
}
