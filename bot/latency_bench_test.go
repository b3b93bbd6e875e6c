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

// BenchmarkLatency measures how long a tap waits for what it changes on the screen, at half
// the rate that the bare handler of [BenchmarkUpdates] comes to, through the program and
// through that handler, in turns.
func BenchmarkLatency(b *testing.B) {
	program, bare := benchProgram(b), benchBare(b)
	program.round(benchRound)
	var ours, theirs, middles, tails []float64
	for b.Loop() {
		rate := benchRound / bare.round(benchRound).Seconds() / 2
		p50, p99 := program.delays(rate)
		bareP50, bareP99 := bare.delays(rate)
		ours, theirs = append(ours, milliseconds(p50)), append(theirs, milliseconds(bareP50))
		middles = append(middles, float64(p50)/float64(bareP50))
		tails = append(tails, float64(p99)/float64(bareP99))
	}
	b.ReportMetric(median(ours), "ms-p50")
	b.ReportMetric(median(theirs), "bare-ms-p50")
	reportRatios(b, middles, "x-bare-p50")
	reportRatios(b, tails, "x-bare-p99")
}

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
