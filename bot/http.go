package bot

import (
	"fmt"
	"net/http"
)

// Handler serves /healthz, /metrics and, if the bot has one, the webhook.
func (b *Bot) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", b.serveHealth)
	mux.Handle("GET /metrics", b.metrics.Handler())
	if b.intake != nil {
		mux.HandleFunc("/", b.serveWebhook)
	}
	return mux
}

// serveHealth answers with 200, or with 503 and what is wrong.
func (b *Bot) serveHealth(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if err := b.Health(r.Context()); err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		fmt.Fprintln(w, err)
		return
	}
	fmt.Fprintln(w, "ok")
}

// serveWebhook takes updates at the path of the webhook's address.
func (b *Bot) serveWebhook(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != b.intake.path {
		http.NotFound(w, r)
		return
	}
	status := b.intake.serve(w, r)
	if status != http.StatusOK {
		b.metrics.Refused(status)
	}
	w.WriteHeader(status)
}
