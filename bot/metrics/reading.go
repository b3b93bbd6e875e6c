package metrics

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"ikmbot/bot/delivery"
)

// Stored is the state of the database.
type Stored struct {
	Outbox     map[string]int // messages still to be sent, by class
	Broadcasts map[string]int // by state
	Begun      int            // interviews
	Finished   int            // interviews
	Bytes      int64          // size of the database
}

// Source is what a scrape reads.
type Source struct {
	Queue  func() delivery.Stats
	Stored func(context.Context) (Stored, error)
}

// scrapeTimeout bounds the reading of the database in a scrape.
const scrapeTimeout = 5 * time.Second

// reading collects the metrics that each scrape reads.
type reading struct{ source Source }

var (
	outbox     = describe("outbox_messages", "Messages that are committed and still to be sent, by class, including those not due yet.", "class")
	sends      = describe("sends_total", "Messages that were sent or given up, by result.", "result")
	retries    = describe("send_retries_total", "Calls to be repeated after a temporary failure or a 429.")
	floods     = describe("floods_total", "Answers with status 429, by which Telegram asks for a pause.")
	inFlight   = describe("sends_in_flight", "Calls under way.")
	silent     = describe("telegram_silent", "1 while Telegram does not answer when messages are sent, 0 otherwise.")
	broadcasts = describe("broadcasts", "Broadcasts, by state.", "state")
	interviews = describe("interviews", "Interviews in the database, by stage: begun counts all, finished those with a result.", "stage")
	database   = describe("database_bytes", "Size of the database file, without its write-ahead log.")
)

func describe(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("ikmbot_"+name, help, labels, nil)
}

// Describe names the metrics.
func (reading) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{outbox, sends, retries, floods, inFlight, silent, broadcasts, interviews, database} {
		to <- d
	}
}

// Collect reads the metrics.
func (r reading) Collect(to chan<- prometheus.Metric) {
	q := r.source.Queue()
	total := func(d *prometheus.Desc, n uint64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.CounterValue, float64(n), labels...)
	}
	total(sends, q.Sent, "sent")
	total(sends, q.Gone, "gone")
	total(sends, q.Failed, "failed")
	total(retries, q.Retries)
	total(floods, q.Floods)
	gauge := func(d *prometheus.Desc, x float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, x, labels...)
	}
	gauge(inFlight, float64(q.InFlight))
	gauge(silent, map[bool]float64{true: 1}[q.Silent])
	ctx, cancel := context.WithTimeout(context.Background(), scrapeTimeout)
	defer cancel()
	s, err := r.source.Stored(ctx)
	if err != nil {
		to <- prometheus.NewInvalidMetric(database, err)
		return
	}
	for class, n := range s.Outbox {
		gauge(outbox, float64(n), class)
	}
	for state, n := range s.Broadcasts {
		gauge(broadcasts, float64(n), state)
	}
	gauge(interviews, float64(s.Begun), "begun")
	gauge(interviews, float64(s.Finished), "finished")
	gauge(database, float64(s.Bytes))
}
