package page

import (
	"encoding/json"
	"fmt"
	"net/http"

	"ikmbot/bot/simulator"
)

// phoneEvent tells the page what has changed on a phone. A fresh one tells everything.
type phoneEvent struct {
	User     int64               `json:"user"`
	Fresh    bool                `json:"fresh"`
	Name     string              `json:"name"`
	About    string              `json:"about"`
	Commands []simulator.Command `json:"commands"`
	Messages []message           `json:"messages"`
	Removed  []int               `json:"removed"`
	Toast    *toast              `json:"toast"`
	Action   string              `json:"action"`
}

type message struct {
	*simulator.WireMessage
	Waiting int `json:"waiting"`
}

type toast struct {
	Text  string `json:"text"`
	Alert bool   `json:"alert"`
}

// events sends what changes as server-sent events until the browser goes away or the server closes. All phones share one
// stream, since a browser keeps six connections to a host, all its windows together.
func (p *Page) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	s := stream{page: p, w: w, changed: make(chan struct{}, 1), told: map[*simulator.Phone]told{}}
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
	stage   string                    // as last told
	told    map[*simulator.Phone]told // the phones that it knows
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
func (s *stream) tellPhone(phone *simulator.Phone) error {
	known, language := s.told[phone], languageOf(phone)
	if known.cancel == nil {
		known.cancel = phone.Watch(s.changed)
	}
	fresh := known.language != language
	if fresh {
		known.revision = 0
	}
	event, revision := eventOf(phone, known.revision)
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

// eventOf tells what has changed on a phone after a revision of its chat, and the revision that the chat has reached.
func eventOf(phone *simulator.Phone, revision int64) (phoneEvent, int64) {
	changes, server, user := phone.Since(revision), phone.Server(), phone.User()
	profile := server.Profile(languageOf(phone))
	event := phoneEvent{
		User: user.ID, Name: profile.Name, About: profile.Description,
		Commands: server.Commands(user), Removed: changes.Removed, Action: phone.Action(),
	}
	if changes.Toast != nil {
		event.Toast = &toast{changes.Toast.Text, changes.Toast.Alert}
	}
	for _, m := range changes.Messages {
		event.Messages = append(event.Messages, message{phone.Wire(m), m.Waiting})
	}
	return event, changes.Revision
}
