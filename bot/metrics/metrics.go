// Package metrics shows Prometheus how the bot is doing. No metric identifies a person.
package metrics

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Metrics are the metrics of one bot. They are safe for concurrent use.
type Metrics struct {
	registry *prometheus.Registry
	updates  *prometheus.CounterVec
	refused  *prometheus.CounterVec
	commit   prometheus.Histogram
	reply    prometheus.Histogram
}

// New makes the metrics of one bot. Each scrape reads from source.
func New(source Source) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		updates: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "ikmbot_updates_total", Help: "Updates committed, by outcome.",
		}, []string{"outcome"}),
		refused: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "ikmbot_webhook_refused_total", Help: "Requests to the webhook that were not answered with 200, by HTTP status.",
		}, []string{"status"}),
		commit: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "ikmbot_commit_seconds", Help: "From the arrival of a batch of updates to its commit.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 5},
		}),
		reply: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "ikmbot_reply_seconds", Help: "From the commit of a reply until Telegram has taken it.",
			Buckets: []float64{.025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300},
		}),
	}
	for _, outcome := range []string{handled, setAside} {
		m.updates.WithLabelValues(outcome) // so that it is 0 from the start
	}
	m.registry.MustRegister(m.updates, m.refused, m.commit, m.reply, reading{source},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// The outcomes of an update.
const (
	handled  = "handled"
	setAside = "set_aside"
)

// Committed counts a batch of updates, some of them set aside, and the time its commit took.
func (m *Metrics) Committed(updates, aside int, took time.Duration) {
	m.updates.WithLabelValues(handled).Add(float64(updates - aside))
	m.updates.WithLabelValues(setAside).Add(float64(aside))
	m.commit.Observe(took.Seconds())
}

// Replied records how long a reply waited until Telegram took it.
func (m *Metrics) Replied(took time.Duration) { m.reply.Observe(max(0, took.Seconds())) }

// Refused counts a request to the webhook that was answered with an HTTP status other than 200.
func (m *Metrics) Refused(status int) { m.refused.WithLabelValues(strconv.Itoa(status)).Inc() }

// Handler serves the metrics. Those that can't be read at the moment are left out.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError})
}
