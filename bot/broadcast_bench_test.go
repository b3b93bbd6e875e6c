package bot_test

import (
	"context"
	"flag"
	"fmt"
	"runtime/debug"
	"slices"
	"sync"
	"testing"
	"time"

	"ikmbot/bot/simulator"
	"ikmbot/scoring/store"
)

var benchOwners = flag.Int("owners", 0, "recipients of the measured broadcasts; 0: what takes five seconds at the rate")

// BenchmarkBroadcast sends a broadcast within Telegram's limits, the usual 30 messages a second and
// the 1,000 that can be paid for, while other owners are in the middle of an interview and tap, a
// third or a tenth of the limit; and takes turns with as long a time without a broadcast. It tells
// the share of the allowed rate that was used, the refusals for too many messages, and how long a
// tap waits for what it changes on the screen.
func BenchmarkBroadcast(b *testing.B) {
	for _, load := range []struct{ rate, tappers int }{{30, 20}, {1000, 200}} {
		b.Run(fmt.Sprintf("%d a second", load.rate), func(b *testing.B) { benchBroadcast(b, load.rate, load.tappers) })
	}
}

func benchBroadcast(b *testing.B, rate, tappers int) {
	defer debug.SetGCPercent(debug.SetGCPercent(1000)) // here, where the phones and their Telegram are
	n := benchNewsroom(b, rate, tappers)
	content := `{"texts":{"id":"Halo <b>{nama}</b>, ada pelatihan gratis bulan ini."},"answers":{"id":["Ikut","Tidak"]},"segment":{"recent":true},"night":true}`
	floods := n.floods()
	var shares []float64
	var with, without []time.Duration
	for b.Loop() {
		n.change("UPDATE broadcast SET state = 'cancelled' WHERE state = 'done'")
		draft := n.draft(content) // beforehand, for while the test writes to the file the bot waits
		calls, began := n.calls(), time.Now()
		with = append(with, n.tapping(func() {
			n.approve(draft)
			n.reported()
		})...)
		took := time.Since(began)
		shares = append(shares, float64(n.calls()-calls)/took.Seconds()/float64(rate))
		without = append(without, n.tapping(func() { <-time.After(took) })...)
	}
	b.ReportMetric(slices.Min(shares), "share-min")
	b.ReportMetric(median(shares), "share")
	b.ReportMetric(float64(n.floods()-floods), "429s")
	for name, delays := range map[string][]time.Duration{"with": with, "without": without} {
		slices.Sort(delays)
		b.ReportMetric(milliseconds(delays[len(delays)/2]), "ms-p50-"+name)
		b.ReportMetric(milliseconds(delays[len(delays)*99/100]), "ms-p99-"+name)
	}
	b.ReportMetric(ratio(with[len(with)*99/100], without[len(without)*99/100]), "x-p99")
	if copied := copies(n.owners[0]); len(copied) != len(shares) {
		b.Errorf("the first owner got %d copies of %d broadcasts", len(copied), len(shares))
	}
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// A benchedRoom is a newsroom within Telegram's limits, with owners in the middle of an interview.
type benchedRoom struct {
	*newsroom
	tappers []*owner
}

func benchNewsroom(b *testing.B, rate, tappers int) *benchedRoom {
	w := openWorldWith(b, store.Options{Administrators: []int64{1}})
	w.Server.Close()
	limits := simulator.UsualLimits
	limits.PerSecond = rate
	sim, err := simulator.Start(simulator.Options{CallsKept: -1, MessagesKept: 20, Limits: &limits})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { sim.Close() })
	w.Server = sim
	owners := *benchOwners
	if owners == 0 {
		owners = 5 * rate
	}
	n := &benchedRoom{newsroom: openNewsroom(b, w, owners)}
	if err := w.store.Close(); err != nil {
		b.Fatal(err)
	}
	startRole(b, sim, "program", "IKMBOT_DB="+w.file, fmt.Sprint("IKMBOT_MAX_RATE=", rate))
	n.begin()
	for i := range tappers {
		n.tappers = append(n.tappers, newOwner(sim, int64(1_000_001+i)))
	}
	var group sync.WaitGroup
	for _, o := range n.tappers {
		group.Go(func() {
			o.Start("")
			if err := o.upTo(b.Context(), "media"); err != nil {
				b.Error(err)
			}
		})
	}
	group.Wait()
	<-time.After(time.Duration(limits.ChatBurst) * time.Second) // a chat may take a burst again
	return n
}

// calls are the messages that were sent or edited so far.
func (n *benchedRoom) calls() int { return n.Count("sendMessage").OK + n.Count("editMessageText").OK }

// floods are the calls that were refused so far: nothing but too many messages is a reason here.
func (n *benchedRoom) floods() int {
	return n.Count("sendMessage").Refused + n.Count("editMessageText").Refused
}

// tapping has the owners tap, each once in two seconds, while something is done. It returns how
// long they waited.
func (n *benchedRoom) tapping(while func()) []time.Duration {
	ctx, cancel := context.WithCancel(n.t.Context())
	var mu sync.Mutex
	var all []time.Duration
	var group sync.WaitGroup
	for i, o := range n.tappers {
		group.Go(func() {
			delays := tapOn(ctx, o, 2*time.Second*time.Duration(i)/time.Duration(len(n.tappers)))
			mu.Lock()
			defer mu.Unlock()
			all = append(all, delays...)
		})
	}
	while()
	cancel()
	group.Wait()
	return all
}

// tapOn picks an option and drops it again, every two seconds, until the context ends.
func tapOn(ctx context.Context, o *owner, first time.Duration) (delays []time.Duration) {
	next := time.NewTimer(first)
	defer next.Stop()
	shows := func(button string) func([]simulator.Message) bool {
		return func(messages []simulator.Message) bool {
			return slices.Contains(buttons(messages[len(messages)-1]), button)
		}
	}
	for {
		select {
		case <-next.C:
			next.Reset(2 * time.Second)
		case <-ctx.Done():
			return delays
		}
		tapped, then := "m:1:media:1+", "m:1:media:1-"
		if shows(then)(o.Messages()) {
			tapped, then = then, tapped
		}
		began := time.Now()
		o.TapForged(o.Last().ID, tapped)
		if o.Wait(context.WithoutCancel(ctx), shows(then)) == nil {
			delays = append(delays, time.Since(began))
		}
	}
}
