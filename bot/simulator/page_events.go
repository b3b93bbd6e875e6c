package simulator

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// pageEvent tells the page what has changed on a phone. The first one after the page has connected tells everything.
type pageEvent struct {
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

// events sends what changes on the phone as server-sent events until the browser goes away or the server closes.
func (p *Page) events(w http.ResponseWriter, r *http.Request, phone *Phone) {
	w.Header().Set("Content-Type", "text/event-stream")
	changed, cancel := phone.Subscribe()
	defer cancel()
	connection := http.NewResponseController(w)
	for revision := int64(0); ; {
		var event pageEvent
		event, revision = phone.event(revision)
		data, _ := json.Marshal(event) // wire types always encode
		if _, err := fmt.Fprintf(w, "data: %s\n\n", data); err != nil {
			return
		}
		if err := connection.Flush(); err != nil {
			return
		}
		select {
		case <-changed:
		case <-r.Context().Done():
			return
		case <-phone.server.ctx.Done():
			return
		}
	}
}

// event tells what has changed after a revision of the chat, and the revision that the chat has reached.
func (p *Phone) event(revision int64) (pageEvent, int64) {
	ch := p.chat.since(revision)
	profile := p.server.Profile(p.language())
	event := pageEvent{
		Fresh: revision == 0, Name: profile.Name, About: profile.Description,
		Commands: p.server.Commands(p.User()), Removed: ch.removed, Action: p.Action(),
	}
	if ch.toast != nil && !event.Fresh {
		event.Toast = &pageToast{ch.toast.Text, ch.toast.Alert}
	}
	p.chat.mu.Lock()
	defer p.chat.mu.Unlock()
	for _, m := range ch.messages {
		event.Messages = append(event.Messages, pageMessage{p.server.wireMessage(p.chat, &m), m.Waiting})
	}
	return event, ch.revision
}
