package simulator

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// pageEvent tells the page what has changed on a phone. A fresh one tells everything.
type pageEvent struct {
	User     int64         `json:"user"`
	Fresh    bool          `json:"fresh"`
	Name     string        `json:"name"`
	About    string        `json:"about"`
	Commands []Command     `json:"commands"`
	Messages []pageMessage `json:"messages"`
	Removed  []int         `json:"removed"`
	Toast    *pageToast    `json:"toast"`
	Action   string        `json:"action"`
}

type pageMessage struct {
	*wireMessage
	Waiting int `json:"waiting"`
}

type pageToast struct {
	Text  string `json:"text"`
	Alert bool   `json:"alert"`
}

// events sends what changes as server-sent events until the browser goes away or the server closes. All phones share one
// stream, since a browser keeps six connections to a host, all its windows together.
func (p *Page) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	s := stream{page: p, w: w, changed: make(chan struct{}, 1), told: map[*Phone]told{}}
	defer p.watch(s.changed)()
	defer s.close()
	for {
		if err := s.tell(); err != nil {
			return
		}
		select {
		case <-s.changed:
		case <-r.Context().Done():
			return
		case <-p.ctx.Done():
			return
		}
	}
}

// stream is what one window of the browser is told.
type stream struct {
	page    *Page
	w       http.ResponseWriter
	changed chan struct{}
	stage   string          // as last told
	told    map[*Phone]told // the phones that it knows
}

// told is how much of a phone has been told.
type told struct {
	revision int64 // of the chat
	language string
	cancel   func()
}

func (s *stream) close() {
	for _, t := range s.told {
		t.cancel()
	}
}

// tell sends what has changed since it last did.
func (s *stream) tell() error {
	stage, _ := json.Marshal(s.page.stageEvent()) // the event always encodes
	if string(stage) != s.stage {
		s.stage = string(stage)
		if err := s.send("stage", stage); err != nil {
			return err
		}
	}
	for _, phone := range s.page.shown() {
		if err := s.tellPhone(phone); err != nil {
			return err
		}
	}
	return http.NewResponseController(s.w).Flush()
}

// tellPhone sends what has changed on a phone; everything, if the window does not know the phone in its language.
func (s *stream) tellPhone(phone *Phone) error {
	known, language := s.told[phone], phone.language()
	if known.cancel == nil {
		known.cancel = phone.chat.watch(s.changed)
	}
	fresh := known.language != language
	if fresh {
		known.revision = 0
	}
	event, revision := phone.event(known.revision)
	if revision == known.revision && !fresh {
		return nil
	}
	event.Fresh = fresh
	if fresh {
		event.Toast = nil
	}
	s.told[phone] = told{revision, language, known.cancel}
	data, _ := json.Marshal(event) // wire types always encode
	return s.send("phone", data)
}

func (s *stream) send(name string, data []byte) error {
	_, err := fmt.Fprintf(s.w, "event: %s\ndata: %s\n\n", name, data)
	return err
}

// event tells what has changed after a revision of the chat, and the revision that the chat has reached.
func (p *Phone) event(revision int64) (pageEvent, int64) {
	ch := p.chat.since(revision)
	profile := p.server.Profile(p.language())
	event := pageEvent{
		User: p.chat.id, Name: profile.Name, About: profile.Description,
		Commands: p.server.Commands(p.User()), Removed: ch.removed, Action: p.Action(),
	}
	if ch.toast != nil {
		event.Toast = &pageToast{ch.toast.Text, ch.toast.Alert}
	}
	p.chat.mu.Lock()
	defer p.chat.mu.Unlock()
	for _, m := range ch.messages {
		event.Messages = append(event.Messages, pageMessage{p.server.wireMessage(p.chat, &m), m.Waiting})
	}
	return event, ch.revision
}
