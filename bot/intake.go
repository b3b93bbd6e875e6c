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
	mostPosted = 100     // updates that share a commit, the same as in a poll
	maxBody    = 1 << 20 // bytes; an update takes a few thousand
)

// errNoSecret refuses a webhook to which anybody could post.
var errNoSecret = errors.New("the webhook has no secret")

// intake takes the updates that Telegram posts to the webhook. It answers a request when the
// update is committed, with 200, or could not be, with 500: Telegram then posts it again.
type intake struct {
	Webhook
	path    string            // of the webhook's address
	digest  [sha256.Size]byte // of the webhook's secret
	arrived chan *posted
	closed  chan struct{} // no further update is taken
	close   func()
}

// posted is an update that came by the webhook.
type posted struct {
	id   int64
	raw  json.RawMessage
	done chan error // receives the error of its commit
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
		arrived: make(chan *posted), closed: make(chan struct{}),
	}
	h.close = sync.OnceFunc(func() { close(h.closed) })
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
				b.health.notePosted()
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

// gather adds the updates that arrived while the batch before was committed.
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

// raws returns the updates of a batch in the order in which people sent them.
func raws(batch []*posted) []json.RawMessage {
	slices.SortStableFunc(batch, func(a, b *posted) int { return cmp.Compare(a.id, b.id) })
	raws := make([]json.RawMessage, len(batch))
	for i, p := range batch {
		raws[i] = p.raw
	}
	return raws
}

// serve takes the update of a request and returns the HTTP status to answer with.
func (h *intake) serve(w http.ResponseWriter, r *http.Request) (status int) {
	shown := sha256.Sum256([]byte(r.Header.Get("X-Telegram-Bot-Api-Secret-Token")))
	switch {
	case subtle.ConstantTimeCompare(shown[:], h.digest[:]) != 1:
		return http.StatusForbidden
	case r.Method != http.MethodPost:
		return http.StatusMethodNotAllowed
	}
	p, status := readPosted(w, r)
	if p == nil {
		return status
	}
	select {
	case h.arrived <- p:
	case <-h.closed:
		return http.StatusServiceUnavailable // Telegram posts it again, to the next run
	case <-r.Context().Done():
		return http.StatusServiceUnavailable
	}
	if err := <-p.done; err != nil {
		return http.StatusInternalServerError
	}
	return http.StatusOK
}

// readPosted reads the update of a request, or returns nil and the status to refuse it with. An
// update needs no more than an id: if the rest can't be decoded, it is set aside later.
func readPosted(w http.ResponseWriter, r *http.Request) (p *posted, status int) {
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
