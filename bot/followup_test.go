package bot_test

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ikmbot/bot/simulator"
)

// noon is a moment in the middle of the day in Western Indonesia.
var noon = time.Date(2026, time.November, 24, 5, 0, 0, 0, time.UTC)

// reminded counts the messages that remind of a complaint.
func reminded(o *owner) int {
	n := 0
	for _, m := range o.Messages() {
		if m.FromBot && strings.Contains(m.Text, "⏰ Keluhan soal") {
			n++
		}
	}
	return n
}

// complain keeps a complaint at the desk, which the person agrees to on the way.
func (w *world) complain(o *owner) {
	w.t.Helper()
	o.Send("/keluhan")
	for _, button := range []string{"desk:kind.late", "desk:channel.whatsapp", "desk:skip", "desk:skip", "desk:save", "desk:agree"} {
		w.settle()
		i := slices.IndexFunc(o.Messages(), func(m simulator.Message) bool { return slices.Contains(buttons(m), button) })
		if i < 0 {
			w.t.Fatalf("no button %s in %+v", button, o.Last())
		}
		if err := o.Tap(o.Messages()[i].ID, button); err != nil {
			w.t.Fatal(err)
		}
	}
	w.settle()
}

// TestReminder_OfAnOpenComplaint moves the clock on by a day, the bot being started
// anew each time, as it may be in a day.
func TestReminder_OfAnOpenComplaint(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		meanwhile func(w *world, o *owner)
		later     time.Duration
		want      int
	}{
		"comes a day later":         {nil, 24 * time.Hour, 1},
		"not before":                {nil, 23 * time.Hour, 0},
		"waits for the day":         {nil, (24 + 9) * time.Hour, 0}, // nine in the evening
		"comes in the morning then": {nil, (24 + 20) * time.Hour, 1},
		"not after an answer":       {func(w *world, o *owner) { w.tapNewest(o, "desk:list"); w.tapNewest(o, "desk:answered.1") }, 24 * time.Hour, 0},
		"not when settled":          {func(w *world, o *owner) { w.tapNewest(o, "desk:list"); w.tapNewest(o, "desk:settled.1") }, 24 * time.Hour, 0},
		"not after /berhenti":       {func(_ *world, o *owner) { o.Send("/berhenti") }, 24 * time.Hour, 0},
		"waits for one who is back": {func(_ *world, o *owner) { o.Block() }, 24 * time.Hour, 1},
		"once, though sending fails": {func(w *world, _ *owner) {
			w.Plan(simulator.Fault{Kind: simulator.CutBefore, Method: "sendMessage", Times: 2})
		}, 24 * time.Hour, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var later atomic.Int64
			w := openWorldAt(t, func() time.Time { return noon.Add(time.Duration(later.Load())) })
			w.run()
			o := newOwner(w.Server, 1)
			w.complain(o)
			if c.meanwhile != nil {
				c.meanwhile(w, o)
				w.settle()
			}
			if err := w.stop(); err != nil {
				t.Fatal(err)
			}
			later.Store(int64(c.later))
			w.run()
			o.Send("/bantuan") // which also lets the bot in again
			w.settle()
			if c.want > 0 {
				ctx, cancel := context.WithTimeout(t.Context(), patience)
				defer cancel()
				if err := o.Wait(ctx, func([]simulator.Message) bool { return reminded(o) >= c.want }); err != nil {
					t.Fatal("no reminder came")
				}
			}
			w.settle()
			if got := reminded(o); got != c.want {
				t.Errorf("reminded %d times, want %d", got, c.want)
			}
		})
	}
}

// tapNewest taps a button of the newest message that has it.
func (w *world) tapNewest(o *owner, button string) {
	w.t.Helper()
	w.settle()
	for _, m := range slices.Backward(o.Messages()) {
		if slices.Contains(buttons(m), button) {
			if err := o.Tap(m.ID, button); err != nil {
				w.t.Fatal(err)
			}
			w.settle()
			return
		}
	}
	w.t.Fatalf("no button %s", button)
}

// TestPictures_AreDrawnOnce asks for the same result again, and once more after
// Telegram has forgotten the file.
func TestPictures_AreDrawnOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o := newOwner(w.Server, 1)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if err := o.interview(ctx); err != nil {
		t.Fatal(err)
	}
	w.settle()
	o.Send("/hasil")
	w.settle()
	w.Plan(simulator.Fault{Kind: simulator.Refuse, Method: "sendPhoto", Times: 1, Description: "wrong file identifier/HTTP URL specified"})
	o.Send("/hasil")
	w.settle()
	var files []string
	for _, m := range o.Messages() {
		if m.File != nil && m.File.Kind == simulator.Photo {
			files = append(files, m.File.ID)
		}
	}
	if len(files) != 6 {
		t.Fatalf("%d pictures, want 2 a result", len(files))
	}
	if files[0] != files[2] || files[1] != files[3] || files[1] != files[5] {
		t.Errorf("a picture was uploaded again: %v", files)
	}
	if files[4] == files[0] {
		t.Error("a file that Telegram has forgotten was not drawn again")
	}
	if n := w.count("picture"); n != 2 {
		t.Errorf("%d pictures are remembered, want 2", n)
	}
}
