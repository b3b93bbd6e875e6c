package simulator

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"time"
)

const (
	usualConnections = 40
	mostConnections  = 100
	firstRetry       = 100 * time.Millisecond // doubled with every further attempt
	lastRetry        = time.Minute
	webhookTimeout   = 60 * time.Second
)

var secretPattern = regexp.MustCompile(`^[A-Za-z0-9_-]{0,256}$`)

// webhook delivers updates to the address that the bot has set: one at a time in each chat, up to
// connections at once. The lock of the updates guards its fields.
type webhook struct {
	url         string // empty: no webhook is set
	secret      string
	connections int
	lanes       map[int64]*lane
	ready       []*lane // lanes with updates, none of them under way
	underWay    int
	failedAt    time.Time
	failure     string

	updates    *updates
	ctx        context.Context // ends with the server
	stop       context.CancelFunc
	set        context.Context // ends when the webhook is set again or deleted
	client     *http.Client
	deliveries sync.WaitGroup
}

// lane holds the undelivered updates of one chat, the oldest first.
type lane struct {
	pending []update
	busy    bool // the first one is under way or waits for a retry
	failed  int  // attempts at the first one
}

func (h *webhook) init(ctx context.Context, u *updates) {
	h.ctx, h.updates = ctx, u
	h.set, h.stop = context.WithCancel(ctx)
	h.client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: mostConnections}, Timeout: webhookTimeout}
}

func (s *Server) setWebhook(c *call) (any, error) {
	address := c.params["url"]
	if address == "" {
		return s.deleteWebhook(c)
	}
	target, err := url.Parse(address)
	if err != nil || target.Scheme != "http" && target.Scheme != "https" || target.Host == "" {
		return nil, badRequest("bad webhook: invalid webhook URL specified")
	}
	if !secretPattern.MatchString(c.params["secret_token"]) {
		return nil, badRequest("secret token contains unallowed characters")
	}
	connections, err := c.number("max_connections")
	if err != nil {
		return nil, err
	}
	if connections < 1 || connections > mostConnections {
		connections = usualConnections
	}
	var allowed []string
	named, err := c.object("allowed_updates", &allowed)
	if err != nil {
		return nil, err
	}
	u := &s.updates
	u.mu.Lock()
	defer u.mu.Unlock()
	if named {
		u.allow(allowed)
	}
	u.terminate("setWebhook")
	undelivered := u.giveBack(c)
	u.hook.url, u.hook.secret, u.hook.connections = address, c.params["secret_token"], int(connections)
	for _, p := range undelivered {
		u.hook.take(p)
	}
	u.hold(nil)
	return true, nil
}

func (s *Server) deleteWebhook(c *call) (any, error) {
	u := &s.updates
	u.mu.Lock()
	defer u.mu.Unlock()
	u.hold(u.giveBack(c))
	return true, nil
}

// giveBack ends the webhook and returns all undelivered updates, unless the call drops those.
func (u *updates) giveBack(c *call) []update {
	undelivered := slices.Concat(u.hook.unset(), u.pending)
	if c.flag("drop_pending_updates") {
		return nil
	}
	return undelivered
}

func (s *Server) getWebhookInfo(*call) (any, error) {
	u := &s.updates
	u.mu.Lock()
	defer u.mu.Unlock()
	info := struct {
		URL         string   `json:"url"`
		Certificate bool     `json:"has_custom_certificate"`
		Pending     int      `json:"pending_update_count"`
		FailedAt    int64    `json:"last_error_date,omitempty"`
		Failure     string   `json:"last_error_message,omitempty"`
		Connections int      `json:"max_connections,omitempty"`
		Allowed     []string `json:"allowed_updates,omitempty"`
	}{URL: u.hook.url, Pending: len(u.pending), Failure: u.hook.failure, Connections: u.hook.connections, Allowed: u.allowed}
	for _, l := range u.hook.lanes {
		info.Pending += len(l.pending)
	}
	if info.Failure != "" {
		info.FailedAt = u.hook.failedAt.Unix()
	}
	return info, nil
}

// unset ends the webhook and returns its undelivered updates in the order in which they came.
func (h *webhook) unset() []update {
	h.stop()
	h.set, h.stop = context.WithCancel(h.ctx)
	var undelivered []update
	for _, l := range h.lanes {
		undelivered = append(undelivered, l.pending...)
	}
	slices.SortFunc(undelivered, func(a, b update) int { return int(a.order - b.order) })
	h.url, h.secret, h.connections, h.failure = "", "", 0, ""
	h.lanes, h.ready, h.underWay = map[int64]*lane{}, nil, 0
	return undelivered
}

// take adds an update to the lane of its chat.
func (h *webhook) take(p update) {
	l := h.lanes[p.chatID]
	if l == nil {
		l = &lane{}
		h.lanes[p.chatID] = l
	}
	l.pending = append(l.pending, p)
	if !l.busy && len(l.pending) == 1 {
		h.ready = append(h.ready, l)
	}
	h.dispatch()
}

// dispatch sends off as many lanes' first updates as connections allow.
func (h *webhook) dispatch() {
	for len(h.ready) > 0 && h.underWay < h.connections && h.set.Err() == nil {
		l := h.ready[0]
		h.ready = h.ready[1:]
		l.busy = true
		h.underWay++
		h.deliveries.Add(1)
		go h.deliver(h.set, l, l.pending[0].raw, h.url, h.secret)
	}
}

// deliver posts one update, then takes it off its lane or retries it.
func (h *webhook) deliver(set context.Context, l *lane, raw []byte, address, secret string) {
	defer h.deliveries.Done()
	pause, err := h.post(set, raw, address, secret)
	h.updates.mu.Lock()
	defer h.updates.mu.Unlock()
	if set.Err() != nil {
		return
	}
	h.underWay--
	if err == nil {
		h.delivered(l)
	} else {
		h.failure, h.failedAt = err.Error(), h.updates.now()
		h.retry(set, l, pause)
	}
	h.dispatch()
}

func (h *webhook) delivered(l *lane) {
	chatID := l.pending[0].chatID
	l.pending, l.busy, l.failed = l.pending[1:], false, 0
	if len(l.pending) > 0 {
		h.ready = append(h.ready, l)
	} else {
		delete(h.lanes, chatID)
		h.updates.tellDrained()
	}
}

// retry makes the lane ready again after the pause that the bot asked for, or one that doubles.
func (h *webhook) retry(set context.Context, l *lane, pause time.Duration) {
	if pause == 0 {
		pause = min(firstRetry<<min(l.failed, 16), lastRetry)
	}
	l.failed++
	time.AfterFunc(pause, func() {
		h.updates.mu.Lock()
		defer h.updates.mu.Unlock()
		if set.Err() == nil {
			h.ready = append(h.ready, l)
			h.dispatch()
		}
	})
}

// post sends one update; pause is how long the bot asks to be left alone.
func (h *webhook) post(ctx context.Context, raw []byte, address, secret string) (pause time.Duration, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(raw))
	if err != nil {
		return 0, err
	}
	request.Header.Set("Content-Type", "application/json")
	if secret != "" {
		request.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	}
	response, err := h.client.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	io.Copy(io.Discard, io.LimitReader(response.Body, 1<<20))
	if response.StatusCode/100 != 2 {
		seconds, _ := strconv.Atoi(response.Header.Get("Retry-After"))
		return time.Duration(seconds) * time.Second, wrongResponse(response.Status)
	}
	return 0, nil
}

// wrongResponse is the error for a webhook's answer with an HTTP status other than success.
type wrongResponse string

func (r wrongResponse) Error() string { return "Wrong response from the webhook: " + string(r) }
