package bot_test

import (
	"context"
	"slices"
	"testing"
	"time"
)

// BenchmarkFlood measures how long 50 owners, each of whom taps every two seconds, wait for what
// a tap changes on the screen, at the usual 30 messages a second: while one more floods the bot,
// and as long without. They take turns in one run. The flood has begun a moment before, so that
// what it is answered at first is sent.
func BenchmarkFlood(b *testing.B) {
	for name, pause := range map[string]time.Duration{"1,000 a minute": time.Minute / 1000, "as fast as it is taken": 0} {
		b.Run(name, func(b *testing.B) { benchFlood(b, pause) })
	}
}

func benchFlood(b *testing.B, pause time.Duration) {
	w := openWorld(b)
	w.Server.Close()
	w.Server = benchServer(b)
	w.maxUpdates = 120
	w.runAt(30)
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
	const span = 30 * time.Second
	for range 300 {
		flooder.TapForged(flooder.Last().ID, "m:1:media:1+")
		flooder.TapForged(flooder.Last().ID, "m:1:media:1-")
	}
	w.settle()
	var with, without []time.Duration
	sent := 0
	for b.Loop() {
		with = append(with, n.tapping(func() {
			ctx, cancel := context.WithTimeout(b.Context(), span)
			defer cancel()
			sent += floods(ctx, w, flooder, pause)
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

// floods taps until the context ends, so long after the tap before, or, with no pause, a hundred
// times as soon as the hundred before are committed. It tells how many there were.
func floods(ctx context.Context, w *world, o *owner, pause time.Duration) (sent int) {
	question, tapped, then := o.Last().ID, "m:1:media:1+", "m:1:media:1-"
	for ctx.Err() == nil {
		o.TapForged(question, tapped)
		tapped, then = then, tapped
		sent++
		switch {
		case pause > 0:
			<-time.After(pause)
		case sent%100 == 0 && w.Confirmed(ctx) != nil:
			return sent
		}
	}
	return sent
}
