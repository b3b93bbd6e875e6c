package page

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"ikmbot/bot/simulator"
)

// onPhone finds the phone that the request is about.
func (p *Page) onPhone(next func(http.ResponseWriter, *http.Request, *simulator.Phone)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		id, _ := strconv.ParseInt(r.URL.Query().Get("user"), 10, 64)
		phones := p.shown()
		i := slices.IndexFunc(phones, func(phone *simulator.Phone) bool { return phone.User().ID == id })
		if i < 0 {
			http.Error(w, "no such phone on this page", http.StatusNotFound)
			return
		}
		p.moving.RLock()
		defer p.moving.RUnlock()
		next(w, r, phones[i])
	}
}

// languageOf is the two-letter language of the app on a phone.
func languageOf(phone *simulator.Phone) string {
	language, _, _ := strings.Cut(phone.User().LanguageCode, "-")
	return language
}

// setLanguage sets the language of the phone to one that the page has words in.
func (p *Page) setLanguage(w http.ResponseWriter, r *http.Request, phone *simulator.Phone) {
	var chosen struct{ Language string }
	if err := readPosted(w, r, &chosen); err != nil {
		return
	}
	if p.words[chosen.Language] == nil {
		http.Error(w, "the page has no words in that language", http.StatusBadRequest)
		return
	}
	phone.SetLanguage(chosen.Language)
	p.touch()
}

// send sends a text from the phone, as a reply if the request names a message.
func (p *Page) send(w http.ResponseWriter, r *http.Request, phone *simulator.Phone) {
	var sent struct {
		Text  string
		Reply int
	}
	if err := readPosted(w, r, &sent); err != nil {
		return
	}
	phone.Type(strings.TrimSpace(sent.Text), sent.Reply)
}

// tap taps the button with the given callback data; the answer is 409 if it is gone by now.
func (p *Page) tap(w http.ResponseWriter, r *http.Request, phone *simulator.Phone) {
	var tapped struct {
		Message int
		Data    string
	}
	if err := readPosted(w, r, &tapped); err != nil {
		return
	}
	if err := phone.Tap(tapped.Message, tapped.Data); err != nil {
		http.Error(w, err.Error(), http.StatusConflict)
	}
}

func readPosted(w http.ResponseWriter, r *http.Request, into any) error {
	err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(into)
	if err != nil {
		http.Error(w, "a JSON object is expected", http.StatusBadRequest)
	}
	return err
}

// upload sends the body as a picture if it can be one, otherwise as a document.
func (p *Page) upload(w http.ResponseWriter, r *http.Request, phone *simulator.Phone) {
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, simulator.UploadLimit))
	if err != nil || len(data) == 0 {
		http.Error(w, "the file is empty or too large", http.StatusBadRequest)
		return
	}
	phone.Upload(r.URL.Query().Get("name"), data)
}

// file serves a file: a picture to be shown, anything else to be saved.
func (p *Page) file(w http.ResponseWriter, r *http.Request, phone *simulator.Phone) {
	f, known := phone.Server().File(r.URL.Query().Get("id"))
	if !known {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", f.MIME)
	if f.Kind != simulator.Photo {
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Header().Set("Content-Disposition", "attachment")
	}
	w.Write(f.Data)
}
