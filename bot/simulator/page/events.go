package page

import (
	"encoding/json"
	"fmt"
	"net/http"

	"ikmbot/bot/simulator"
)

// phoneEvent tells the page what has changed on a phone; a fresh one holds everything.
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

// events sends changes as server-sent events until the browser goes away or the server closes. All
// phones share one stream, since a browser opens at most six connections to a host.
func (p *Page) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	s := stream{page: p, w: w, changed: make(chan struct{}, 1), sent: map[*simulator.Phone]sent{}}
	defer p.watch(s.changed)()
	defer s.close()
	for {
		if err := s.sendChanges(); err != nil {
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

// stream sends the changes to one browser window.
type stream struct {
	page    *Page
	w       http.ResponseWriter
	changed chan struct{}
	stage   string                    // as last sent
	sent    map[*simulator.Phone]sent // by phone that the window shows
}

// sent is how much of a phone has been sent.
type sent struct {
	revision int64 // of the chat
	language string
	cancel   func()
}

func (s *stream) close() {
	for _, t := range s.sent {
		t.cancel()
	}
}

// sendChanges sends what has changed since it last did.
func (s *stream) sendChanges() error {
	stage, _ := json.Marshal(s.page.stageEvent()) // the event always encodes
	if string(stage) != s.stage {
		s.stage = string(stage)
		if err := s.send("stage", stage); err != nil {
			return err
		}
	}
	for _, phone := range s.page.shown() {
		if err := s.sendPhone(phone); err != nil {
			return err
		}
	}
	return http.NewResponseController(s.w).Flush()
}

// sendPhone sends what has changed on a phone, or everything if its language is new to the window.
func (s *stream) sendPhone(phone *simulator.Phone) error {
	known, language := s.sent[phone], languageOf(phone)
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
	s.sent[phone] = sent{revision, language, known.cancel}
	data, _ := json.Marshal(event) // wire types always encode
	return s.send("phone", data)
}

func (s *stream) send(name string, data []byte) error {
	_, err := fmt.Fprintf(s.w, "event: %s\ndata: %s\n\n", name, data)
	return err
}

// eventOf returns what has changed on a phone after a revision of its chat, and the current
// revision.
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
