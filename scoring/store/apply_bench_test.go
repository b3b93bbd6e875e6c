package store

import (
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"ikmbot/dialog/say"
	"ikmbot/scoring/store/storetest"
)

// BenchmarkApply measures a batch of a hundred updates by people spread over a file of -businesses
// businesses, including the delivery, alternating with the same in a file of 1,000.
func BenchmarkApply(b *testing.B) {
	many, few := benchPeople(b, *benchBusinesses), benchPeople(b, 1000)
	many(b)
	few(b)
	var ratios []float64
	for b.Loop() {
		took := many(b)
		ratios = append(ratios, float64(took)/float64(few(b)))
	}
	slices.Sort(ratios)
	b.ReportMetric(ratios[len(ratios)/2], "x-1000")
}

// benchPeople opens a file with so many businesses and returns a function that applies a batch.
func benchPeople(b *testing.B, businesses int) func(*testing.B) time.Duration {
	path := filepath.Join(b.TempDir(), "ikmbot.db")
	if err := mustOpen(b, path).Close(); err != nil {
		b.Fatal(err)
	}
	if err := storetest.Fill(b.Context(), path, storetest.Survey{Businesses: businesses, Seed: 1, Until: time.Now()}); err != nil {
		b.Fatal(err)
	}
	s := mustOpen(b, path)
	b.Cleanup(func() { s.Close() })
	random := rand.New(rand.NewPCG(1, 2))
	update := int64(0)
	return func(b *testing.B) time.Duration {
		updates := make([]Inbound, 0, 100)
		for len(updates) < cap(updates) {
			var chat int64
			if err := s.reader.QueryRow("SELECT chat_id FROM person WHERE id = ?", 1+random.IntN(businesses)).Scan(&chat); err != nil {
				b.Fatal(err)
			}
			update++
			updates = append(updates, Inbound{Update: update, Chat: chat, Language: say.Indonesian, Event: command(say.CommandHelp)})
		}
		began := time.Now()
		applied, err := s.Apply(b.Context(), updates)
		if err != nil || len(applied.Aside) > 0 {
			b.Fatal(err, applied.Aside)
		}
		sent := make([]Delivery, len(applied.Messages))
		for i, m := range applied.Messages {
			sent[i] = Delivery{ID: m.ID, Chat: m.Chat}
		}
		if _, err := s.Settle(b.Context(), sent); err != nil {
			b.Fatal(err)
		}
		return time.Since(began)
	}
}
