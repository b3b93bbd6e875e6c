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
// again each time, as it may be in a day.
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

// TestReminders_OfOnePerson moves the clock on over a person's whole year, and counts what came
// of itself. The bot is started again in between, as it may be.
func TestReminders_OfOnePerson(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	for name, c := range map[string]struct {
		meanwhile func(w *world, o *owner)
		later     []time.Duration // since noon of the first day, after each of which the bot looks
		want      []string        // the first button of what came
	}{
		"a reminder, and one more":             {nil, []time.Duration{day, 2 * day, 4 * day, 7 * day, 60 * day}, []string{"go:continue", "go:continue"}},
		"none at night":                        {nil, []time.Duration{2*day + 9*time.Hour}, nil},
		"in the morning then":                  {nil, []time.Duration{2*day + 9*time.Hour, 2*day + 20*time.Hour}, []string{"go:continue"}},
		"none after /berhenti":                 {func(_ *world, o *owner) { o.Send("/berhenti") }, []time.Duration{2 * day, 7 * day}, nil},
		"none to who has blocked the bot":      {func(_ *world, o *owner) { o.Block() }, []time.Duration{2 * day, 7 * day}, nil},
		"of the result, if it is finished":     {finishes, []time.Duration{2 * day, 7 * day}, []string{"ty:1:"}},
		"a week, and then four months at once": {finishes, []time.Duration{7 * day, 127 * day, 128 * day, 129 * day, 400 * day}, []string{"ty:1:", "ty:1:", "go:again"}},
		"one a day, complaints included": {func(w *world, o *owner) { finishes(w, o); w.keepComplaint(o) },
			[]time.Duration{7 * day, 7*day + time.Hour, 8 * day, 9 * day}, []string{"desk:answered.1", "ty:1:"}},
		"once, though sending fails": {func(w *world, _ *owner) {
			w.Plan(simulator.Fault{Kind: simulator.CutBefore, Method: "sendMessage", Times: 2})
		}, []time.Duration{2 * day, 2*day + time.Hour}, []string{"go:continue"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var later atomic.Int64
			w := openWorldAt(t, func() time.Time { return noon.Add(time.Duration(later.Load())) })
			w.run()
			o := newOwner(w.Server, 1)
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			o.Start("")
			if err := o.upTo(ctx, "S1"); err != nil {
				t.Fatal(err)
			}
			w.settle()
			if c.meanwhile != nil {
				c.meanwhile(w, o)
				w.settle()
			}
			known := len(o.Messages())
			for i, at := range c.later {
				later.Store(int64(at))
				if i == 0 {
					if err := w.stop(); err != nil {
						t.Fatal(err)
					}
					w.run()
				}
				if err := w.bot.Remind(ctx); err != nil {
					t.Fatal(err)
				}
				w.settle()
			}
			var got []string
			for _, m := range o.Messages()[known:] {
				got = append(got, buttons(m)[0])
			}
			if !slices.EqualFunc(got, c.want, strings.HasPrefix) {
				t.Errorf("what came begins with the buttons %q, want %q", got, c.want)
			}
		})
	}
}

// finishes goes on to the result.
func finishes(w *world, o *owner) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	if err := o.finish(ctx); err != nil {
		w.t.Fatal(err)
	}
	w.settle()
}

// keepComplaint keeps a complaint of somebody who has agreed already.
func (w *world) keepComplaint(o *owner) {
	w.t.Helper()
	o.Send("/keluhan")
	for _, button := range []string{"desk:kind.late", "desk:channel.whatsapp", "desk:skip", "desk:skip", "desk:save"} {
		w.tapNewest(o, button)
	}
}

// TestReminders_ComeByThemselves lets the moment come while the bot runs.
func TestReminders_ComeByThemselves(t *testing.T) {
	t.Parallel()
	begun := time.Now()
	var later atomic.Int64
	w := openWorldAt(t, func() time.Time { return noon.Add(time.Since(begun) + time.Duration(later.Load())) })
	w.run()
	o := newOwner(w.Server, 1)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	o.Start("")
	if err := o.upTo(ctx, "S1"); err != nil {
		t.Fatal(err)
	}
	w.settle()
	var seen int64
	w.query(&seen, "SELECT last_seen_at FROM person")
	due := time.UnixMilli(seen).Add(48 * time.Hour)
	later.Add(int64(due.Sub(w.store.Now()) - 200*time.Millisecond))
	if err := w.bot.Remind(ctx); err != nil {
		t.Fatal(err)
	}
	err := o.Wait(ctx, func(ms []simulator.Message) bool { return buttons(ms[len(ms)-1])[0] == "go:continue" })
	if err != nil || w.store.Now().Before(due) {
		t.Errorf("the reminder came at %v, %v, want it from %v on", w.store.Now(), err, due)
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

// TestPictures_AreDrawnOnce asks for the same result and its details again, and once more after
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
	w.tapNewest(o, "go:details")
	o.Send("/hasil")
	w.tapNewest(o, "go:details")
	w.Plan(simulator.Fault{Kind: simulator.Refuse, Method: "sendPhoto", Times: 1, Description: "wrong file identifier/HTTP URL specified"})
	o.Send("/hasil")
	w.tapNewest(o, "go:details")
	var files []string
	for _, m := range o.Messages() {
		if m.File != nil && m.File.Kind == simulator.Photo {
			files = append(files, m.File.ID)
		}
	}
	if len(files) != 6 {
		t.Fatalf("%d pictures, want 2 a result and its details", len(files))
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
