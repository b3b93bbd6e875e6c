package metrics

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"ikmbot/bot/delivery"
)

// Stored is what the database holds.
type Stored struct {
	Outbox     map[string]int // messages still to be sent, by class
	Broadcasts map[string]int // by state
	Begun      int            // interviews
	Finished   int            // interviews
	Bytes      int64
}

// Source is where a scrape reads from.
type Source struct {
	Queue  func() delivery.Stats
	Stored func(context.Context) (Stored, error)
}

// scrapeTimeout bounds the reading of the database for one scrape.
const scrapeTimeout = 5 * time.Second

// reading is what is read at each scrape.
type reading struct{ source Source }

var (
	outbox     = describe("outbox_messages", "Messages that are committed and still to be sent, by class; those that are not due yet too.", "class")
	sends      = describe("sends_total", "Messages that were sent or given up, by result.", "result")
	retries    = describe("send_retries_total", "Calls that are to be made again after a passing fault or a 429.")
	floods     = describe("floods_total", "Answers 429 of Telegram, which asks for a pause by them.")
	inFlight   = describe("sends_in_flight", "Calls under way.")
	silent     = describe("telegram_silent", "1 while Telegram does not answer what is sent, 0 otherwise.")
	broadcasts = describe("broadcasts", "Broadcasts, by state.", "state")
	interviews = describe("interviews", "Interviews that the database holds, by how far they came: begun are all, finished those with a result.", "stage")
	database   = describe("database_bytes", "Size of the database, without its log.")
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
