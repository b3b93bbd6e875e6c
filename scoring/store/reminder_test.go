package store

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikmbot/dialog/reminder"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/batch"
	reminderdb "ikmbot/scoring/store/reminder"
)

// nine is nine in the morning of day 0, in Western Indonesia.
var nine = time.Date(2026, time.November, 24, 9, 0, 0, 0, batch.WIB)

// A calendar is a store whose clock is moved by hand.
type calendar struct {
	*Store
	t   testing.TB
	now atomic.Int64
}

func openCalendar(t testing.TB, delays ReminderDelays) *calendar {
	t.Helper()
	c := &calendar{t: t}
	c.now.Store(nine.UnixMilli())
	var err error
	clock := func() time.Time { return time.UnixMilli(c.now.Load()) }
	if c.Store, err = Open(t.Context(), filepath.Join(t.TempDir(), "ikmbot.db"), Options{Clock: clock, ReminderDelays: delays}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

// until lets time pass up to an hour of a day, and sends whatever becomes due at once. It returns
// what was sent: the day and the hour, the kind and the step.
func (c *calendar) until(day int, hour int) (sent []string) {
	c.t.Helper()
	goal := batch.Midnight(nine).AddDate(0, 0, day).Add(time.Duration(hour) * time.Hour)
	for {
		sent = append(sent, c.look()...)
		next, err := c.NextReminder(c.t.Context())
		if err != nil {
			c.t.Fatal(err)
		}
		if next.IsZero() || next.After(goal) {
			c.now.Store(goal.UnixMilli())
			return append(sent, c.look()...)
		}
		c.now.Store(next.UnixMilli())
	}
}

// look queues what is due and delivers it.
func (c *calendar) look() (sent []string) {
	c.t.Helper()
	if _, _, err := c.QueueReminders(c.t.Context()); err != nil {
		c.t.Fatal(err)
	}
	return c.deliver()
}

// deliver sends what is queued for people who can be written to.
func (c *calendar) deliver() (sent []string) {
	c.t.Helper()
	due, _, err := c.Due(c.t.Context(), ClassReminder, c.now.Load(), 1000)
	if err != nil {
		c.t.Fatal(err)
	}
	at := c.Now().In(batch.WIB)
	for _, m := range due {
		what := one[string](c.t, c.Store, "SELECT kind || ' ' || step FROM reminder WHERE id = (SELECT reminder_id FROM outbox WHERE id = ?)", m.ID)
		sent = append(sent, fmt.Sprintf("day %d at %d: %s", int(batch.Midnight(at).Sub(batch.Midnight(nine)).Hours())/24, at.Hour(), what))
		if _, err := c.Settle(c.t.Context(), []Delivery{{ID: m.ID, Chat: m.Chat, At: time.Now().UnixMilli()}}); err != nil {
			c.t.Fatal(err)
		}
	}
	return sent
}

// keeps logs a complaint.
func (p talker) keeps() talker {
	p.t.Helper()
	p.does(command(say.CommandComplaint), tap("desk:kind.late"), tap("desk:channel.face"), tap("desk:skip"), tap("desk:skip"), tap("desk:save"), tap("desk:close"))
	return p
}

// TestReminders_ComeWhenTheyAreDue checks when the bot writes by itself, and about what.
func TestReminders_ComeWhenTheyAreDue(t *testing.T) {
	t.Parallel()
	begins := func(c *calendar) talker { return talker{c.t, c.Store, 1}.arrives() }
	finishes := func(c *calendar) talker { return begins(c).finishes(1) }
	stop, start := command(say.CommandStop), []turn.Event{command(say.CommandStart), tap("resume:yes")}
	for name, story := range map[string]struct {
		delays ReminderDelays
		happen func(c *calendar) []string // returns what was sent before its end
		want   []string                   // in the 400 days from the beginning
	}{
		"an interview that is not finished": {nil, func(c *calendar) []string { begins(c); return nil },
			[]string{"day 2 at 9: unfinished 1", "day 7 at 9: unfinished 2"}},
		"counted from the last sign of life": {nil, func(c *calendar) []string {
			p := begins(c)
			sent := c.until(1, 15)
			p.does(tap("s:1:name:"))
			return sent
		}, []string{"day 3 at 15: unfinished 1", "day 8 at 15: unfinished 2"}},
		"a sign of life after the first reminder": {nil, func(c *calendar) []string {
			p := begins(c)
			sent := c.until(4, 10)
			p.does(tap("s:1:name:"))
			return sent
		}, []string{"day 2 at 9: unfinished 1", "day 11 at 10: unfinished 2"}},
		"a paused interview": {nil, func(c *calendar) []string { begins(c).does(tap("p:1:name:")); return nil },
			[]string{"day 2 at 9: unfinished 1", "day 7 at 9: unfinished 2"}},
		"in the daytime": {nil, func(c *calendar) []string { c.until(0, 22); begins(c); return nil },
			[]string{"day 3 at 8: unfinished 1", "day 8 at 8: unfinished 2"}},
		"a result": {nil, func(c *calendar) []string { finishes(c); return nil },
			[]string{"day 7 at 9: steps 1", "day 30 at 9: steps 2", "day 90 at 9: again 1"}},
		"a result after a reminder": {nil, func(c *calendar) []string {
			p := begins(c)
			sent := c.until(3, 9)
			p.finishes(1)
			return sent
		}, []string{"day 2 at 9: unfinished 1", "day 10 at 9: steps 1", "day 33 at 9: steps 2", "day 93 at 9: again 1"}},
		"another interview in place of what was to come": {nil, func(c *calendar) []string {
			p := finishes(c)
			sent := c.until(8, 9)
			p.does(tap("go:again"))
			return sent
		}, []string{"day 7 at 9: steps 1", "day 10 at 9: unfinished 1", "day 15 at 9: unfinished 2"}},
		"every step done": {nil, func(c *calendar) []string {
			p := finishes(c)
			p.does(tap("tk:1:WT1:WT1_1"), tap("plan:WT1_1.done"))
			return nil
		}, []string{"day 90 at 9: again 1"}},
		"nothing after /berhenti": {nil, func(c *calendar) []string { begins(c).keeps().does(stop); return nil }, nil},
		"nothing to somebody who is gone": {nil, func(c *calendar) []string {
			finishes(c).does(turn.Event{Kind: turn.BotBlocked})
			return nil
		}, nil},
		"nothing without consent": {nil, func(c *calendar) []string { finishes(c).keeps().does(tap("consent:withdrawn")); return nil }, nil},
		"nothing about what is erased": {nil, func(c *calendar) []string {
			finishes(c).does(command(say.CommandDelete), tap("erase:yes"))
			return nil
		}, nil},
		"what was held back, a day each": {nil, func(c *calendar) []string {
			p := finishes(c)
			p.does(stop)
			sent := c.until(100, 10)
			p.does(start...)
			return sent
		}, []string{"day 100 at 10: steps 1", "day 101 at 8: steps 2", "day 102 at 8: again 1"}},
		"to who is back": {nil, func(c *calendar) []string {
			p := finishes(c)
			p.does(turn.Event{Kind: turn.BotBlocked})
			sent := c.until(40, 20)
			p.does(turn.Event{Kind: turn.BotUnblocked})
			return sent
		}, []string{"day 41 at 8: steps 1", "day 42 at 8: steps 2", "day 90 at 9: again 1"}},
		"after another consent": {nil, func(c *calendar) []string {
			p := begins(c)
			p.does(tap("consent:withdrawn"))
			sent := c.until(50, 10)
			p.does(tap("consent:yes"))
			return sent
		}, []string{"day 52 at 10: unfinished 1", "day 57 at 10: unfinished 2"}},
		"complaints in one message": {nil, func(c *calendar) []string {
			p := talker{c.t, c.Store, 1}.arrives()
			p.finishes(1).keeps().keeps().keeps()
			return nil
		}, []string{"day 1 at 9: complaint 1", "day 7 at 9: steps 1", "day 30 at 9: steps 2", "day 90 at 9: again 1"}},
		"complaints of two days": {nil, func(c *calendar) []string {
			p := begins(c).keeps()
			sent := c.until(0, 18)
			p.keeps()
			return append(sent, c.until(4, 9)...)
		}, []string{"day 1 at 9: complaint 1", "day 2 at 8: complaint 1", "day 3 at 8: unfinished 1", "day 7 at 18: unfinished 2"}},
		"one a day, whatever it is about": {nil, func(c *calendar) []string {
			p := finishes(c)
			sent := c.until(6, 8)
			p.keeps()
			return sent
		}, []string{"day 7 at 8: complaint 1", "day 8 at 8: steps 1", "day 30 at 9: steps 2", "day 90 at 9: again 1"}},
		"not of a complaint that is answered": {nil, func(c *calendar) []string {
			finishes(c).keeps().does(tap("desk:answered.1"))
			return nil
		}, []string{"day 7 at 9: steps 1", "day 30 at 9: steps 2", "day 90 at 9: again 1"}},
		"kinds that are switched on alone": {ReminderDelays{reminder.Again: {5 * 24 * time.Hour}}, func(c *calendar) []string {
			finishes(c).keeps()
			return nil
		}, []string{"day 5 at 9: again 1"}},
		"not what an officer has switched off": {nil, func(c *calendar) []string {
			finishes(c).keeps()
			c.switches(1571, reminder.Steps, true)
			c.switches(0, reminder.Complaints, true)
			c.switches(1501, reminder.Again, true)
			return nil
		}, []string{"day 90 at 9: again 1"}},
		"what is switched on again": {nil, func(c *calendar) []string {
			finishes(c)
			c.switches(1571, reminder.Steps, true)
			sent := c.until(8, 9)
			c.switches(1571, reminder.Steps, false)
			return sent
		}, []string{"day 30 at 9: steps 2", "day 90 at 9: again 1"}},
		"a clock that was moved by four months": {nil, func(c *calendar) []string {
			finishes(c)
			c.now.Store(nine.AddDate(0, 0, 120).UnixMilli())
			return nil
		}, []string{"day 120 at 9: steps 1", "day 121 at 8: steps 2", "day 122 at 8: again 1"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := openCalendar(t, story.delays)
			got := append(story.happen(c), c.until(400, 12)...)
			if diff := cmp.Diff(story.want, got); diff != "" {
				t.Errorf("sent (-want +got):\n%s", diff)
			}
		})
	}
}

// switches switches a kind of reminder, as an officer does.
func (c *calendar) switches(region int, kind reminder.Kind, off bool) {
	c.t.Helper()
	err := c.file.Write(c.t.Context(), func(tx *sql.Tx) error {
		return reminderdb.SetSwitch(c.writer.Begin(tx), reminder.Switched{Region: region, Kind: kind, Off: off})
	})
	if err != nil {
		c.t.Fatal(err)
	}
}

// TestReminders_AreWithdrawn has something happen between the queueing of a message and its
// sending.
func TestReminders_AreWithdrawn(t *testing.T) {
	t.Parallel()
	for name, story := range map[string]struct {
		waits   string // what is queued on which day
		day     int
		prepare func(talker)
		happens []turn.Event
		want    []string // what is still sent on the day after
	}{
		"a reminder, when the person goes on":           {"unfinished 1", 2, nil, []turn.Event{tap("s:1:name:")}, nil},
		"a reminder, when the person asks for help":     {"unfinished 1", 2, nil, []turn.Event{command(say.CommandHelp)}, nil},
		"a question, when another interview is begun":   {"steps 1", 7, func(p talker) { p.finishes(1) }, []turn.Event{tap("go:again")}, nil},
		"a question, when the consent is taken back":    {"steps 1", 7, func(p talker) { p.finishes(1) }, []turn.Event{tap("consent:withdrawn")}, nil},
		"no question, when the person asks for help":    {"steps 1", 7, func(p talker) { p.finishes(1) }, []turn.Event{command(say.CommandHelp)}, []string{"day 7 at 9: steps 1"}},
		"a complaint that is answered":                  {"complaint 1", 1, func(p talker) { p.keeps() }, []turn.Event{tap("desk:answered.1")}, nil},
		"one of two complaints that is answered":        {"complaint 1", 1, func(p talker) { p.keeps().keeps() }, []turn.Event{tap("desk:settled.2")}, []string{"day 1 at 9: complaint 1"}},
		"all, when the bot is to send nothing":          {"complaint 1", 1, func(p talker) { p.keeps() }, []turn.Event{command(say.CommandStop)}, nil},
		"all, by the button below a message of the bot": {"steps 1", 7, func(p talker) { p.finishes(1) }, []turn.Event{tap("stop:")}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := openCalendar(t, nil)
			p := talker{t, c.Store, 1}.arrives()
			if story.prepare != nil {
				story.prepare(p)
			}
			c.now.Store(nine.AddDate(0, 0, story.day).UnixMilli())
			if queued, _, err := c.QueueReminders(t.Context()); !queued || err != nil {
				t.Fatalf("queued %t, %v", queued, err)
			}
			if got := one[string](t, c.Store, "SELECT kind || ' ' || step FROM reminder JOIN outbox ON reminder_id = reminder.id"); got != story.waits {
				t.Fatalf("%s waits, want %s", got, story.waits)
			}
			applied := p.does(story.happens...)
			if story.want == nil && !applied.Rescheduled {
				t.Error("the queue does not know that it was taken back")
			}
			if diff := cmp.Diff(story.want, c.look()); diff != "" {
				t.Errorf("sent (-want +got):\n%s", diff)
			}
		})
	}
}

// TestQueueReminders_AllOrNothing has the outbox refuse a row, as on a full disk.
func TestQueueReminders_AllOrNothing(t *testing.T) {
	t.Parallel()
	for name, refusal := range map[string]string{"for one person": "ABORT", "for the whole transaction": "ROLLBACK"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := openCalendar(t, nil)
			talker{t, c.Store, 1}.arrives().finishes(1)
			talker{t, c.Store, 2}.arrives().finishes(1)
			c.now.Store(nine.AddDate(0, 0, 7).UnixMilli())
			exec(t, c.Store, "CREATE TRIGGER refusal BEFORE INSERT ON outbox WHEN new.chat_id = 2 BEGIN SELECT raise("+refusal+", 'no room'); END")
			if _, _, err := c.QueueReminders(t.Context()); err == nil || !strings.Contains(err.Error(), "no room") {
				t.Fatalf("error %v", err)
			}
			sent := c.deliver()
			half := one[int](t, c.Store, "SELECT (SELECT count(*) FROM reminder) - ?1 + (SELECT count(*) FROM step_try) - 3 * ?1", len(sent))
			if half != 0 {
				t.Errorf("%d rows of messages that are not in the outbox", half)
			}
			exec(t, c.Store, "DROP TRIGGER refusal")
			if sent = append(sent, c.until(8, 9)...); len(sent) != 2 {
				t.Errorf("sent %v, want one message to each", sent)
			}
		})
	}
}

// TestQueueReminders_TakesManyPeople has more people due than one transaction takes.
func TestQueueReminders_TakesManyPeople(t *testing.T) {
	t.Parallel()
	c := openCalendar(t, nil)
	const people = 64 + 44
	var updates []Inbound
	for chat := int64(1); chat <= people; chat++ {
		for _, e := range []turn.Event{command(say.CommandStart), tap("go:consent"), tap("consent:yes")} {
			updates = append(updates, Inbound{Update: int64(len(updates) + 1), Chat: chat, Language: say.Language("en"), Event: e})
		}
	}
	mustApply(t, c.Store, updates...)
	c.now.Store(nine.AddDate(0, 0, 2).UnixMilli())
	if sent := c.look(); len(sent) != people {
		t.Errorf("%d messages, want %d", len(sent), people)
	}
}

// TestStepTries_CountOnce asks about steps and taps the answers, some twice, some old or forged.
func TestStepTries_CountOnce(t *testing.T) {
	t.Parallel()
	c := openCalendar(t, nil)
	p := talker{t, c.Store, 1}.arrives().finishes(1)
	c.until(7, 9)
	asked := one[string](t, c.Store, "SELECT group_concat(tip, ' ') FROM (SELECT tip FROM step_try ORDER BY position)")
	best := one[string](t, c.Store, "SELECT group_concat(tip, ' ') FROM (SELECT tip FROM first_step ORDER BY rank LIMIT 3)")
	if asked != best {
		t.Errorf("asked about %q, want those to begin with: %q", asked, best)
	}
	tips := strings.Fields(asked)
	p.does(tap("ty:1:"+tips[0]+":1.done"), tap("ty:1:"+tips[1]+":1.partly"), tap("ty:1:"+tips[1]+":1.partly"), tap("ty:1:"+tips[1]+":1.done"),
		tap("ty:1:"+tips[2]+":2.done"), tap("ty:1:ST1_9:1.done"), tap("ty:2:"+tips[2]+":1.done"))
	want := tips[0] + " done " + tips[1] + " partly " + tips[2] + " -"
	got := one[string](t, c.Store, "SELECT group_concat(tip || ' ' || coalesce(outcome, '-'), ' ') FROM (SELECT tip, outcome FROM step_try ORDER BY position)")
	if got != want {
		t.Errorf("kept %q, want %q", got, want)
	}
	if plan := one[string](t, c.Store, "SELECT group_concat(tip || ' ' || state) FROM plan"); plan != tips[0]+" done" {
		t.Errorf("on the list: %q", plan)
	}

	p.does(tap("tk:1:WT1:WT1_1"))
	c.until(30, 9)
	again := strings.Fields(one[string](t, c.Store, "SELECT group_concat(tip, ' ') FROM (SELECT tip FROM step_try WHERE round = 2 ORDER BY position)"))
	left := slices.DeleteFunc(slices.Clone(tips[1:]), func(tip string) bool { return tip == "WT1_1" })
	if diff := cmp.Diff(append([]string{"WT1_1"}, left...), again); diff != "" {
		t.Errorf("asked about the second time (-want +got):\n%s", diff)
	}
}

// TestRecap_CountsReminders counts one business that did everything and two that do not count.
func TestRecap_CountsReminders(t *testing.T) {
	t.Parallel()
	c := openCalendar(t, nil)
	p := talker{t, c.Store, 1}.arrives().keeps()
	withdrawn := talker{t, c.Store, 2}.arrives()
	c.until(3, 9)
	withdrawn.does(tap("consent:withdrawn"))
	p.finishes(1)
	c.until(10, 10)
	tips := strings.Fields(one[string](t, c.Store, "SELECT group_concat(tip, ' ') FROM (SELECT tip FROM step_try ORDER BY position)"))
	p.does(tap("ty:1:"+tips[0]+":1.done"), tap("ty:1:"+tips[1]+":1.partly"), tap("ty:1:"+tips[2]+":1.not_yet"))
	c.until(95, 9)
	p.does(tap("go:again"))
	all := scoring.Reminders{Unfinished: 1, Steps: 2, Again: 1, Complaints: 1, Finished: 1, Begun: 1, Done: 1, Partly: 1, NotYet: 1}
	for name, span := range map[string]struct {
		regions  []int
		from, to time.Time
		want     scoring.Reminders
	}{
		"in all regions":    {nil, time.Time{}, time.Time{}, all},
		"in the region":     {[]int{1501, 1571}, time.Time{}, time.Time{}, all},
		"in another region": {[]int{1501}, time.Time{}, time.Time{}, scoring.Reminders{}},
		"in no region":      {[]int{}, time.Time{}, time.Time{}, scoring.Reminders{}},
		"in a month":        {nil, nine.AddDate(0, 0, 5), nine.AddDate(0, 0, 35), scoring.Reminders{Steps: 2, Done: 1, Partly: 1, NotYet: 1}},
	} {
		got, err := c.Recap(t.Context(), scoring.Scope{Regions: span.regions, From: span.from, To: span.to})
		if diff := cmp.Diff(span.want, got.Reminders); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, diff)
		}
	}
}
