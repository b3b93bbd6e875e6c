package main

import (
	"database/sql"
	"flag"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"ikmbot/bot/simulator"
	"ikmbot/scoring/store"
	"ikmbot/scoring/store/storetest"
)

var scaleBusinesses = flag.Int("businesses", 20_000, "how many businesses BenchmarkScale makes up")

// The load of a run: taps after the first reply until caches are warm, and then those that
// are measured.
const (
	scaleWarm     = 1000
	scaleMeasured = 8000
)

// scaleMost is how often somebody taps in a run at most: more would be taken for a flood.
const scaleMost = updatesPerMinute - 1

// BenchmarkScale measures the built program on a file of -businesses businesses, in turns with
// the same on a file of 1,000: from its start to the first reply, the processor time of its
// own process and the time an update under load, and its memory then and at its most. Each
// metric with x- is the large file's divided by the small one's, turn by turn: the median, the
// least and the greatest.
//
// A turn is one run of the program. Those who tap, drawn by lot from all businesses in the file,
// ask for the list of steps and are answered with two calls, which the simulator takes in the
// test's own process: as strangers, of whom each taps once and none is known to any cache, and
// in conversations of twenty taps, two hundred of them at a time. Both files were written just
// before and lie in the system's page cache if that is large enough; the program's own caches
// are cold at each start.
func BenchmarkScale(b *testing.B) {
	program := build(b)
	many, few := newScaled(b, program, *scaleBusinesses), newScaled(b, program, 1000)
	for name, taps := range map[string]int{"strangers": 1, "conversations": 20} {
		b.Run(name, func(b *testing.B) { benchScale(b, many.by(taps), few.by(taps)) })
	}
}

func benchScale(b *testing.B, many, few *scaled) {
	var large, small []scaleRun
	for b.Loop() {
		large, small = append(large, many.turn(b)), append(small, few.turn(b))
	}
	for _, m := range scaleMetrics {
		var of, ratios []float64
		for i := range large {
			of = append(of, m.of(large[i]))
			ratios = append(ratios, m.of(large[i])/m.of(small[i]))
		}
		slices.Sort(of)
		slices.Sort(ratios)
		b.ReportMetric(of[len(of)/2], m.unit)
		b.ReportMetric(ratios[len(ratios)/2], "x-"+m.name)
		b.ReportMetric(ratios[0], "x-"+m.name+"-min")
		b.ReportMetric(ratios[len(ratios)-1], "x-"+m.name+"-max")
	}
	b.ReportMetric(many.bytes/1e9, "GB")
	b.ReportMetric(many.made.Seconds(), "s-to-make")
}

// scaleRun is what one run of the program came to.
type scaleRun struct {
	first     time.Duration // from the start to the first reply
	wall      time.Duration // of what was measured
	processor time.Duration // likewise
	end       usage         // at its end
}

// scaleMetrics are what is told of runs, each with the unit of the large file's median.
var scaleMetrics = []struct {
	name, unit string
	of         func(scaleRun) float64
}{
	{"processor", "processor-µs/update", func(r scaleRun) float64 { return float64(r.processor.Microseconds()) / scaleMeasured }},
	{"time", "µs/update", func(r scaleRun) float64 { return float64(r.wall.Microseconds()) / scaleMeasured }},
	{"memory", "MiB", func(r scaleRun) float64 { return float64(r.end.memory) / 1024 }},
	{"peak", "MiB-peak", func(r scaleRun) float64 { return float64(r.end.peak) / 1024 }},
	{"first-reply", "ms-first-reply", func(r scaleRun) float64 { return float64(r.first.Microseconds()) / 1000 }},
}

// scaled is a file of so many businesses, and phones of theirs before the program on it.
type scaled struct {
	sim    *simulator.Server
	victim *victim
	chats  []int64 // by lot
	random *rand.Rand
	each   int           // how often somebody taps, on average
	here   []int64       // the chats of those who are tapping
	tapped map[int64]int // how often each chat has in this run
	made   time.Duration // how long it took to make the file
	bytes  float64       // its size

	left    atomic.Int64  // messages to be sent until that is told
	arrived chan struct{} // all of them were
}

func newScaled(b *testing.B, program string, businesses int) *scaled {
	b.Helper()
	sim, err := simulator.Start(simulator.Options{CallsKept: -1, MessagesKept: 2})
	if err != nil {
		b.Fatal(err)
	}
	s := &scaled{sim: sim, random: rand.New(rand.NewPCG(1, 2)), here: make([]int64, 200), arrived: make(chan struct{}, 1)}
	front := httptest.NewServer(s)
	b.Cleanup(func() {
		sim.Close() // ends the calls that wait
		front.Close()
	})
	s.victim = victimOf(b, program, filepath.Join(b.TempDir(), "ikmbot.db"), front.URL, sim.Token())
	s.fill(b, businesses)
	s.draw(b, businesses)
	return s
}

// fill makes the file.
func (s *scaled) fill(b *testing.B, businesses int) {
	b.Helper()
	began := time.Now()
	empty, err := store.Open(b.Context(), s.victim.file, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	if err := empty.Close(); err != nil {
		b.Fatal(err)
	}
	if err := storetest.Fill(b.Context(), s.victim.file, storetest.Survey{Businesses: businesses, Seed: 1, Until: time.Now()}); err != nil {
		b.Fatal(err)
	}
	s.made = time.Since(began)
	info, err := os.Stat(s.victim.file)
	if err != nil {
		b.Fatal(err)
	}
	s.bytes = float64(info.Size())
}

// draw draws lots who taps.
func (s *scaled) draw(b *testing.B, businesses int) {
	b.Helper()
	db, err := sql.Open("sqlite3", "file:"+s.victim.file+"?mode=ro")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	for range 100_000 {
		var chat int64
		if err := db.QueryRow("SELECT chat_id FROM person WHERE id = ?", 1+s.random.IntN(businesses)).Scan(&chat); err != nil {
			b.Fatal(err)
		}
		s.chats = append(s.chats, chat)
	}
}

// by has those who tap do so a number of times, on average.
func (s *scaled) by(taps int) *scaled {
	s.each = taps
	for i := range s.here {
		s.here[i] = s.lot()
	}
	return s
}

// lot is somebody's chat.
func (s *scaled) lot() int64 { return s.chats[s.random.IntN(len(s.chats))] }

// next is the chat of whoever taps next. Who has done so the last time makes room for somebody
// else.
func (s *scaled) next() int64 {
	i := s.random.IntN(len(s.here))
	for s.tapped[s.here[i]] == scaleMost {
		s.here[i] = s.lot()
	}
	chat := s.here[i]
	s.tapped[chat]++
	if s.random.IntN(s.each) == 0 {
		s.here[i] = s.lot()
	}
	return chat
}

// ServeHTTP lets the simulator answer a call, and counts the messages.
func (s *scaled) ServeHTTP(answer http.ResponseWriter, r *http.Request) {
	s.sim.ServeHTTP(answer, r)
	if path.Base(r.URL.Path) == "sendMessage" && s.left.Add(-1) == 0 {
		s.arrived <- struct{}{}
	}
}

// turn runs the program once.
func (s *scaled) turn(b *testing.B) scaleRun {
	b.Helper()
	var r scaleRun
	began := time.Now()
	s.tapped = map[int64]int{}
	s.victim.start()
	s.taps(b, 1)
	r.first = time.Since(began)
	s.taps(b, scaleWarm)
	before := s.usage(b)
	began = time.Now()
	s.taps(b, scaleMeasured)
	r.wall = time.Since(began)
	r.end = s.usage(b)
	r.processor = r.end.processor - before.processor
	s.victim.terminate()
	return r
}

// taps lets so many people tap and waits until each has the list.
func (s *scaled) taps(b *testing.B, n int) {
	b.Helper()
	s.left.Store(int64(n))
	for range n {
		phone := s.sim.Phone(simulator.User{ID: s.next(), FirstName: "Owner", LanguageCode: "id"})
		phone.Acquaint()
		phone.TapForged(1, "plan:")
	}
	select {
	case <-s.arrived:
	case <-time.After(time.Minute):
		b.Fatalf("%d replies are missing after a minute\n%s", s.left.Load(), &s.victim.log)
	}
}

func (s *scaled) usage(b *testing.B) usage {
	b.Helper()
	u, err := usageOf(s.victim.run.Process.Pid)
	if err != nil {
		b.Fatal(err)
	}
	return u
}
