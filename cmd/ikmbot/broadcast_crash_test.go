package main

import (
	"context"
	"database/sql"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"ikmbot/bot/simulator"
	"ikmbot/scoring/store"
)

// TestKill_InABroadcast kills the program ten times while it writes to many. Nobody is left
// out, and nobody gets it twice but for those whose copy was under way at a kill: sent, and not yet
// marked as sent.
func TestKill_InABroadcast(t *testing.T) {
	t.Parallel()
	const owners, kills = 1000, 10
	seed := *crashSeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("-crash-seed %d", seed)
	ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
	defer cancel()
	wire := newWire(t)
	p := newVictim(t, wire)
	p.env = append(p.env, "IKMBOT_MAX_RATE=500", "IKMBOT_OFFICERS=1")
	phones := populate(t, p.file, wire.Server, owners)
	officer := wire.Phone(simulator.User{ID: 1, FirstName: "Officer", LanguageCode: "id"})

	// Whoever has started the bot can be written to.
	p.start()
	officer.Start("")
	for _, phone := range phones {
		phone.Start("")
	}
	for _, phone := range phones {
		if err := phone.Wait(ctx, func(messages []simulator.Message) bool { return messages[len(messages)-1].FromBot }); err != nil {
			t.Fatal(err)
		}
	}
	p.terminate()
	officer.TapForged(1, "br:yes.1")
	officer.TapForged(1, "br:yes.1")
	random := rand.New(rand.NewPCG(seed, 0))
	var starts []time.Time
	for range kills + 1 {
		starts = append(starts, time.Now())
		p.start()
		if len(starts) > kills {
			break
		}
		stage := []string{"asked sendMessage", "answered sendMessage"}[random.IntN(2)]
		p.kill(wire.after(ctx, stage, time.Duration(random.Int64N(int64(120*time.Millisecond)))))
		if sent := owners - len(waiting(t, p.file)); len(starts) == kills && sent < owners/20 || sent > owners*19/20 {
			t.Fatalf("kill %d came when %d of %d were sent, which tests little", len(starts), sent, owners)
		}
	}
	report := func(messages []simulator.Message) bool { return len(waiting(t, p.file)) == 0 }
	if err := officer.Wait(ctx, report); err != nil {
		t.Fatal(err)
	}
	p.terminate()

	none, twice := 0, 0
	for chat, phone := range phones {
		copies := copiesOf(phone)
		if len(copies) == 0 {
			none++
		}
		for i := range copies[min(1, len(copies)):] {
			twice++
			if !apart(copies[i], copies[i+1], starts) {
				t.Errorf("owner %d got it at %v and at %v, with no kill in between", chat, copies[i], copies[i+1])
			}
		}
	}
	t.Logf("%d owners, killed %s: %d got it twice, %d not at all", owners, wire.killed, twice, none)
	if none > 0 {
		t.Errorf("%d owners did not get it", none)
	}
	checkLog(t, wire.Server, p.log.String())
}

// populate makes a database with an officer in chat 1 who has written a broadcast, and owners
// in chats 101, 102, … who may be written to, as the program would have it, and their phones.
func populate(t *testing.T, file string, s *simulator.Server, owners int) map[int64]*simulator.Phone {
	t.Helper()
	made, err := store.Open(t.Context(), file, store.Options{Administrators: []int64{1}})
	if err != nil {
		t.Fatal(err)
	}
	if err := made.Close(); err != nil {
		t.Fatal(err)
	}
	db := openDatabase(t, file)
	_, err = db.Exec(`
		WITH RECURSIVE generate(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM generate WHERE value < ?)
		INSERT INTO person (chat_id, language, created_at, last_seen_at, place) SELECT 100 + value, 'id', unixepoch() * 1000, unixepoch() * 1000, 'ready' FROM generate;
		INSERT INTO consent (person_id, version, given, contact, at) SELECT id, 3, 1, 1, 0 FROM person;
		INSERT INTO broadcast (officer_id, state, content) SELECT id, 'draft', '{"texts":{"id":"Halo {nama}"},"night":true}' FROM officer`, owners)
	if err != nil {
		t.Fatal(err)
	}
	phones := map[int64]*simulator.Phone{}
	for i := range owners {
		id := int64(101 + i)
		phones[id] = s.Phone(simulator.User{ID: id, FirstName: "Owner", LanguageCode: "id"})
	}
	return phones
}

func openDatabase(t *testing.T, file string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+file+"?_busy_timeout=5000")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// waiting are the chats of those whom the broadcast has yet to reach; everybody before it has a
// list.
func waiting(t *testing.T, file string) []int64 {
	t.Helper()
	db := openDatabase(t, file)
	defer db.Close()
	rows, err := db.Query(`
		SELECT chat_id FROM person WHERE chat_id > 100 AND NOT EXISTS (
			SELECT 1 FROM broadcast_recipient WHERE person_id = person.id AND state <> 'waiting')`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var chats []int64
	for rows.Next() {
		var chat int64
		if err := rows.Scan(&chat); err != nil {
			t.Fatal(err)
		}
		chats = append(chats, chat)
	}
	return chats
}

// copiesOf are when the copies arrived on a phone.
func copiesOf(p *simulator.Phone) (at []time.Time) {
	for _, m := range p.Messages() {
		if slices.ContainsFunc(callbacks(m), func(data string) bool { return strings.HasPrefix(data, "bc:") }) {
			at = append(at, m.Date)
		}
	}
	return at
}

// apart reports whether two copies come from two runs of the program. What a run that was killed
// had sent may arrive a moment after the next one has begun.
func apart(first, second time.Time, starts []time.Time) bool {
	const moment = 200 * time.Millisecond
	return slices.ContainsFunc(starts, func(start time.Time) bool { return first.Before(start.Add(moment)) && second.After(start) })
}
