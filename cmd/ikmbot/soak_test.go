package main

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"ikmbot/bot/simulator"
	"ikmbot/scoring/store"
)

var soak = flag.Duration("soak", 0, "how long TestSoak puts the program under load; 0: a few seconds")

// TestSoak puts the program under everything at once: interviews and complaints, an officer who
// writes to many one time after the other, reminders that fall due, somebody who floods the bot,
// all the faults that pass by, and kills at random instants. The last part of the time is one run
// without kills, over which memory and open files must stay level. In the end every promise is
// looked up in the database and in what the phones got.
func TestSoak(t *testing.T) {
	t.Parallel()
	lasts, seed := *soak, *crashSeed
	if lasts == 0 {
		lasts = 4 * time.Second
	}
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("-crash-seed %d", seed)
	ctx, cancel := context.WithTimeout(t.Context(), lasts+3*time.Minute)
	defer cancel()
	k := newSoaked(t, lasts)

	ended := make(chan struct{})
	over := make(chan []*respondent, 1)
	g := throng{atOnce: 20, before: 10_000, thinks: min(100*time.Millisecond, lasts/500)}
	go func() { over <- g.answers(ctx, t, k.wire.Server, seed, ended) }()
	abuse, writing := make(chan int, 1), make(chan int, 1)
	go func() { abuse <- k.abuses(lasts/2000, ended) }()
	go func() { writing <- k.broadcasts(ctx, ended) }()
	kills := k.storm(ctx, rand.New(rand.NewPCG(seed, 0)), lasts*6/10)
	level := k.calm(lasts * 4 / 10)
	k.over = time.Now()
	close(ended)
	respondents, sent, broadcasts := <-over, <-abuse, <-writing
	k.lift()
	k.finish(ctx)

	t.Logf("%d interviews, %d broadcasts to %d owners, killed %d times: %s", len(respondents), broadcasts, soakOwners, kills, k.wire.killed)
	t.Logf("%d taps whose answer was lost show their spinner until the app gives it up", k.wire.Unanswered())
	checkTaps(t, k.wire.Server)
	checkLog(t, k.wire.Server, k.victim.log.String())
	checkStored(t, k.victim.file, respondents)
	for _, o := range respondents {
		o.check(t)
	}
	k.checkOwners(broadcasts)
	k.checkFlooder(sent, kills+2)
	level.check(t)
}

// soakOwners is how many owners are written to.
const soakOwners = 200

// A soaked is the program under a long load.
type soaked struct {
	t       *testing.T
	wire    *wire
	victim  *victim
	officer *simulator.Phone
	flooder *simulator.Phone
	owners  map[int64]*simulator.Phone
	due     map[int64]time.Time // when the owners are to be reminded
	over    time.Time           // when the load ended
	lift    func()              // ends the faults
}

func newSoaked(t *testing.T, lasts time.Duration) *soaked {
	t.Helper()
	w := newWire(t)
	k := &soaked{t: t, wire: w, victim: newVictim(t, w), due: map[int64]time.Time{}}
	k.victim.env = append(k.victim.env, "IKMBOT_OFFICERS=1")
	k.owners = populate(t, k.victim.file, w.Server, soakOwners)
	k.officer = w.Phone(simulator.User{ID: 1, FirstName: "Officer", LanguageCode: "id"})
	k.flooder = w.Phone(simulator.User{ID: 2, FirstName: "Flooder", LanguageCode: "id"})
	k.complain(lasts)
	k.officer.Start("")
	for _, o := range k.owners {
		o.Start("")
	}
	k.lift = k.faults()
	return k
}

// complain lets every owner have a complaint of two days ago, of which the bot reminds at
// some time while the load lasts, if that is in the daytime.
func (k *soaked) complain(lasts time.Duration) {
	k.t.Helper()
	db := openDatabase(k.t, k.victim.file)
	opened := time.Now().Add(-48 * time.Hour).UnixMilli()
	for chat := range k.owners {
		k.due[chat] = time.Now().Add(lasts * time.Duration(chat-100) / soakOwners).Truncate(time.Millisecond)
		_, err1 := db.Exec("INSERT INTO complaint (person_id, kind, channel, buyer, promise, opened_at) SELECT id, 'late', 'face', 'Bu Ani', '', ? FROM person WHERE chat_id = ?", opened, chat)
		_, err2 := db.Exec("INSERT INTO follow_up (person_id, kind, step, due_at) SELECT id, 'complaint', 1, ? FROM person WHERE chat_id = ?", k.due[chat].UnixMilli(), chat)
		if err := errors.Join(err1, err2); err != nil {
			k.t.Fatal(err)
		}
	}
}

// faults lets a small share of all calls meet the faults that pass by. It gives what ends them.
func (k *soaked) faults() (lift func()) {
	var lifts []func()
	for i, f := range []simulator.Fault{
		{Kind: simulator.TooMany, RetryAfter: time.Second, Probability: 0.0002}, // all wait
		{Kind: simulator.ServerError, Probability: 0.002},
		{Kind: simulator.BadGateway, Probability: 0.002},
		{Kind: simulator.CutBefore, Probability: 0.002},
		{Kind: simulator.CutAfter, Probability: 0.002},
		{Kind: simulator.Truncate, Probability: 0.002},
		{Kind: simulator.Delay, Wait: 300 * time.Millisecond, Probability: 0.01},
	} {
		f.Seed = uint64(i)
		lifts = append(lifts, k.wire.Plan(f))
	}
	return func() {
		for _, lift := range lifts {
			lift()
		}
	}
}

// storm kills the program at random instants for so long, and leaves it running.
func (k *soaked) storm(ctx context.Context, random *rand.Rand, lasts time.Duration) (kills int) {
	k.t.Helper()
	for ends := time.Now().Add(lasts); time.Now().Before(ends); kills++ {
		k.victim.start()
		<-time.After(time.Duration(random.Int64N(int64(lasts / 20))))
		k.victim.kill(k.wire.instant(ctx, random))
	}
	k.victim.start()
	return kills
}

// calm lets the program run for so long and measures what it uses.
func (k *soaked) calm(lasts time.Duration) usages {
	k.t.Helper()
	var all usages
	for ends := time.Now().Add(lasts); time.Now().Before(ends); {
		<-time.After(min(time.Second, lasts/10))
		u, err := usageOf(k.victim.run.Process.Pid)
		if err != nil {
			k.t.Log(err)
			return nil
		}
		all = append(all, u)
	}
	return all
}

// broadcasts has the officer write to the owners, one time after the other, until it is time
// to end, and tells how often.
func (k *soaked) broadcasts(ctx context.Context, ended <-chan struct{}) (n int) {
	db, err := sql.Open("sqlite3", "file:"+k.victim.file+"?_busy_timeout=5000")
	if err != nil {
		k.t.Error(err)
		return 0
	}
	defer db.Close()
	for {
		n++
		content := fmt.Sprintf(`{"texts":{"id":"Halo {nama}, ini siaran %d."},"segment":{"progress":["never"],"recent":true,"busy":true},"night":true}`, n)
		if n > 1 { // the first draft is there
			_, err = db.Exec("INSERT INTO broadcast (officer_id, state, content) SELECT id, 'draft', ? FROM officer", content)
		} else {
			_, err = db.Exec("UPDATE broadcast SET content = ?", content)
		}
		if err != nil {
			k.t.Error(err)
			return n
		}
		k.officer.TapForged(1, fmt.Sprintf("br:yes.%d", n))
		done := func([]simulator.Message) bool {
			var state string
			return db.QueryRow("SELECT state FROM broadcast WHERE id = ?", n).Scan(&state) == nil && state == "done"
		}
		if err := k.officer.Wait(ctx, done); err != nil {
			k.t.Errorf("broadcast %d: %v", n, err)
			return n
		}
		select {
		case <-ended:
			return n
		case <-time.After(time.Second):
		}
	}
}

// abuses sends commands far faster than anybody can read the answers, until it is time to end,
// and tells how many.
func (k *soaked) abuses(pause time.Duration, ended <-chan struct{}) (sent int) {
	pace := time.NewTicker(min(pause, 50*time.Millisecond))
	defer pace.Stop()
	for {
		select {
		case <-pace.C:
			k.flooder.Send("/bantuan")
			sent++
		case <-ended:
			k.flooder.Send("/bahasa")
			return sent + 1
		}
	}
}

// finish waits until everybody has been answered and stops the program.
func (k *soaked) finish(ctx context.Context) {
	k.t.Helper()
	err := k.flooder.Wait(ctx, func(messages []simulator.Message) bool {
		return strings.HasPrefix(strings.Join(callbacks(messages[len(messages)-1]), " "), "lang:")
	})
	if err != nil {
		k.t.Error(err)
	}
	if err := k.wire.Confirmed(ctx); err != nil {
		k.t.Error(err)
	}
	k.victim.terminate()
	db := openDatabase(k.t, k.victim.file)
	for query, want := range map[string]string{
		"SELECT count(*) FROM outbox": "0", "SELECT count(*) FROM held_reply": "0", "SELECT count(*) FROM pragma_foreign_key_check": "0", "PRAGMA integrity_check": "ok",
	} {
		var got string
		if err := db.QueryRow(query).Scan(&got); err != nil || got != want {
			k.t.Errorf("%s: %s, %v, want %s", query, got, err, want)
		}
	}
}

// checkOwners sees to it that every owner got every broadcast, and the reminder that was due.
func (k *soaked) checkOwners(broadcasts int) {
	k.t.Helper()
	db := openDatabase(k.t, k.victim.file)
	copies, reminded := 0, 0
	for chat, phone := range k.owners {
		got := map[string]int{}
		reminders := 0
		for _, m := range phone.Messages() {
			if _, number, found := strings.Cut(m.Text, "ini siaran "); found && m.FromBot {
				number, _, _ = strings.Cut(number, ".")
				got[number]++
				copies++
			}
			if strings.Contains(m.Text, "Bu Ani") {
				reminders++
			}
		}
		if len(got) != broadcasts {
			k.t.Errorf("owner %d got %d of %d broadcasts", chat, len(got), broadcasts)
		}
		want := 0
		if by := byDay(k.due[chat]); by.Before(k.over) {
			want = 1
		}
		var stored int
		err := db.QueryRow("SELECT count(*) FROM reminder JOIN person ON person.id = person_id WHERE chat_id = ? AND sent_at IS NOT NULL", chat).Scan(&stored)
		if err != nil || stored != want || min(reminders, 1) != want {
			k.t.Errorf("owner %d was reminded %d times, and %d are stored, want %d: %v", chat, reminders, stored, want, err)
		}
		reminded += reminders
	}
	k.t.Logf("%d copies of %d owed; %d reminders", copies, broadcasts*soakOwners, reminded)
}

// byDay is the first moment from t on at which the bot may write by itself: from 08:00 to 19:00
// WIB.
func byDay(t time.Time) time.Time {
	t = t.In(store.WIB)
	eight := time.Date(t.Year(), t.Month(), t.Day(), 8, 0, 0, 0, store.WIB)
	switch {
	case t.Before(eight):
		return eight
	case t.Hour() >= 19:
		return eight.AddDate(0, 0, 1)
	}
	return t
}

// checkFlooder sees to it that little of a flood was answered: what was counted is forgotten
// with each start, and an answer may come twice at a kill.
func (k *soaked) checkFlooder(sent, starts int) {
	k.t.Helper()
	answers := 0
	for _, m := range k.flooder.Messages() {
		if m.FromBot {
			answers++
		}
	}
	k.t.Logf("%d commands of one flooder, %d answers", sent, answers)
	if most := starts*updatesPerMinute + sent/10; answers > most {
		k.t.Errorf("%d answers to %d commands of a flood, more than %d starts explain", answers, sent, starts)
	}
}
