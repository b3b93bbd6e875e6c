package bot

import (
	"cmp"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
)

const (
	mostPosted = 100     // updates that share a commit, as many as a poll gives
	maxBody    = 1 << 20 // bytes; an update has a few thousand
)

// errNoSecret is for a webhook at which anybody could post.
var errNoSecret = errors.New("the webhook has no secret")

// intake takes the updates that Telegram posts to the webhook. A request is answered once its update is
// committed: with 200, or with 500, after which Telegram posts it again.
type intake struct {
	Webhook
	path    string            // of its address
	digest  [sha256.Size]byte // of the secret
	arrived chan *posted
	over    chan struct{} // closed: no further update is taken
	close   func()
}

// posted is an update that came by the webhook.
type posted struct {
	id   int64
	raw  json.RawMessage
	done chan error // gets what became of it
}

func newIntake(w Webhook) (*intake, error) {
	if w.Secret == "" {
		return nil, errNoSecret
	}
	address, err := url.Parse(w.URL)
	if err != nil {
		return nil, fmt.Errorf("address of the webhook: %w", err)
	}
	h := &intake{
		Webhook: w, path: "/" + strings.TrimPrefix(address.Path, "/"), digest: sha256.Sum256([]byte(w.Secret)),
		arrived: make(chan *posted), over: make(chan struct{}),
	}
	h.close = sync.OnceFunc(func() { close(h.over) })
	return h, nil
}

// run commits what arrives until the context ends.
func (h *intake) run(ctx context.Context, b *Bot) error {
	defer h.close()
	database := b.retry("storing what was received")
	for {
		select {
		case first := <-h.arrived:
			batch := h.gather(first)
			applied, err := b.apply(ctx, raws(batch), true)
			if applied.Fresh > 0 {
				b.health.hear()
			}
			for _, p := range batch {
				p.done <- err
			}
			if ctx.Err() == nil {
				database.Note(err)
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// gather takes what else has arrived while the batch before was committed.
func (h *intake) gather(first *posted) []*posted {
	batch := []*posted{first}
	for len(batch) < mostPosted {
		select {
		case p := <-h.arrived:
			batch = append(batch, p)
		default:
			return batch
		}
	}
	return batch
}

// raws are the updates of a batch in the order in which people sent them.
func raws(batch []*posted) []json.RawMessage {
	slices.SortStableFunc(batch, func(a, b *posted) int { return cmp.Compare(a.id, b.id) })
	raws := make([]json.RawMessage, len(batch))
	for i, p := range batch {
		raws[i] = p.raw
	}
	return raws
}

// serve answers a request with an HTTP status.
func (h *intake) serve(w http.ResponseWriter, r *http.Request) (status int) {
	shown := sha256.Sum256([]byte(r.Header.Get("X-Telegram-Bot-Api-Secret-Token")))
	switch {
	case subtle.ConstantTimeCompare(shown[:], h.digest[:]) != 1:
		return http.StatusForbidden
	case r.Method != http.MethodPost:
		return http.StatusMethodNotAllowed
	}
	p, status := read(w, r)
	if p == nil {
		return status
	}
	select {
	case h.arrived <- p:
	case <-h.over:
		return http.StatusServiceUnavailable // Telegram posts it again, to the next run
	case <-r.Context().Done():
		return http.StatusServiceUnavailable
	}
	if err := <-p.done; err != nil {
		return http.StatusInternalServerError
	}
	return http.StatusOK
}

// read reads the update of a request; nil and the status where it is none. Of an update it
// asks for no more than an id: one that can't be read otherwise is set aside.
func read(w http.ResponseWriter, r *http.Request) (p *posted, status int) {
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return nil, http.StatusRequestEntityTooLarge
	}
	var update struct {
		ID *int64 `json:"update_id"`
	}
	if err != nil || json.Unmarshal(raw, &update) != nil || update.ID == nil {
		return nil, http.StatusBadRequest
	}
	return &posted{id: *update.ID, raw: raw, done: make(chan error, 1)}, 0
}
