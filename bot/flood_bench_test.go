package bot_test

import (
	"context"
	"slices"
	"testing"
	"time"
)

// BenchmarkFlood measures how long 50 owners, each of whom taps every two seconds, wait for what
// a tap changes on the screen: while one more taps as fast as the bot takes it, and as long
// without. They take turns in one run.
func BenchmarkFlood(b *testing.B) {
	w := openWorld(b)
	w.Server.Close()
	w.Server = benchServer(b)
	w.maxUpdates = 120
	w.run()
	n := &benchedRoom{newsroom: &newsroom{world: w}}
	for i := range 50 {
		n.tappers = append(n.tappers, newOwner(w.Server, int64(1+i)))
	}
	flooder := newOwner(w.Server, 1000)
	for _, o := range append(slices.Clone(n.tappers), flooder) {
		o.Start("")
		if err := o.upTo(b.Context(), "media"); err != nil {
			b.Fatal(err)
		}
	}
	const span = 10 * time.Second
	var with, without []time.Duration
	sent := 0
	for b.Loop() {
		with = append(with, n.tapping(func() {
			ctx, cancel := context.WithTimeout(b.Context(), span)
			defer cancel()
			sent += floods(ctx, w, flooder)
		})...)
		w.settle()
		without = append(without, n.tapping(func() { <-time.After(span) })...)
	}
	b.ReportMetric(float64(sent)/(float64(b.N)*span.Seconds()), "flood-updates/s")
	for name, delays := range map[string][]time.Duration{"with": with, "without": without} {
		slices.Sort(delays)
		b.ReportMetric(milliseconds(delays[len(delays)/2]), "ms-p50-"+name)
		b.ReportMetric(milliseconds(delays[len(delays)*99/100]), "ms-p99-"+name)
	}
}

// floods taps until the context ends, a hundred taps as soon as the hundred before are
// committed, and tells how many there were.
func floods(ctx context.Context, w *world, o *owner) (sent int) {
	question := o.Last().ID
	for ctx.Err() == nil {
		for range 50 {
			o.TapForged(question, "m:1:media:1+")
			o.TapForged(question, "m:1:media:1-")
		}
		sent += 100
		if w.Confirmed(ctx) != nil {
			return sent
		}
	}
	return sent
}
