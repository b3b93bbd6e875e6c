package bot_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ikmbot/bot/simulator"
)

// benchTaps is how often each phone taps while the waiting is measured.
const benchTaps = 10

// BenchmarkLatency measures how long a tap waits for what it changes on the screen, at half the
// rate that the bare handler of [BenchmarkUpdates] comes to: through the program, through that
// handler, and through one that does no more beside it than to have each batch on the disk before
// it is answered. They take turns in one run. Metrics with x- are the program's divided by those of
// the bare handler and of the durable one, turn by turn, and the durable one's by the bare one's.
func BenchmarkLatency(b *testing.B) {
	program, bare, durable := benchProgram(b), benchBare(b, "bare"), benchBare(b, "durable")
	program.round(benchRound)
	var ours, theirs, middles, tails, overDurable, floors []float64
	for b.Loop() {
		rate := benchRound / bare.round(benchRound).Seconds() / 2
		p50, p99 := program.delays(rate)
		bareP50, bareP99 := bare.delays(rate)
		durableP50, _ := durable.delays(rate)
		ours, theirs = append(ours, milliseconds(p50)), append(theirs, milliseconds(bareP50))
		middles = append(middles, ratio(p50, bareP50))
		tails = append(tails, ratio(p99, bareP99))
		overDurable = append(overDurable, ratio(p50, durableP50))
		floors = append(floors, ratio(durableP50, bareP50))
	}
	b.ReportMetric(median(ours), "ms-p50")
	b.ReportMetric(median(theirs), "bare-ms-p50")
	reportRatios(b, middles, "x-bare-p50")
	reportRatios(b, tails, "x-bare-p99")
	reportRatios(b, overDurable, "x-durable-p50")
	reportRatios(b, floors, "durable-x-bare-p50")
}

func ratio(a, b time.Duration) float64 { return float64(a) / float64(b) }

// delays has the phones tap at a rate, so many a second in all. It gives how long half of the
// taps wait at most, and 99 of a hundred, counted from when it was their turn.
func (l *benchLoad) delays(rate float64) (p50, p99 time.Duration) {
	answered := l.answered()
	all := make([][]time.Duration, len(l.phones))
	gap := time.Duration(float64(time.Second) / rate)
	began := time.Now()
	var group sync.WaitGroup
	for i := range l.phones {
		group.Go(func() {
			for n := range benchTaps {
				turn := began.Add(gap * time.Duration(n*len(l.phones)+i))
				<-time.After(time.Until(turn))
				before := screen(l.phones[i].Messages())
				l.tap(i)
				changed := func(messages []simulator.Message) bool { return screen(messages) != before }
				if l.phones[i].Wait(context.Background(), changed) == nil {
					all[i] = append(all[i], time.Since(turn))
				}
			}
		})
	}
	group.Wait()
	l.settle(answered + benchTaps*len(l.phones))
	sorted := slices.Sorted(slices.Values(slices.Concat(all...)))
	return sorted[len(sorted)/2], sorted[len(sorted)*99/100]
}

// screen is what the newest message says, its buttons included.
func screen(messages []simulator.Message) string {
	last := messages[len(messages)-1]
	return last.Text + strings.Join(buttons(last), " ")
}
