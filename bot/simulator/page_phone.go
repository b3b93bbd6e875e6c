package simulator

import (
	"encoding/json"
	"html"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// onPhone finds the phone that the request is about.
func (p *Page) onPhone(next func(http.ResponseWriter, *http.Request, *Phone)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		id, _ := strconv.ParseInt(r.URL.Query().Get("user"), 10, 64)
		phones := p.shown()
		i := slices.IndexFunc(phones, func(phone *Phone) bool { return phone.chat.id == id })
		if i < 0 {
			http.Error(w, "no such phone on this page", http.StatusNotFound)
			return
		}
		p.moving.RLock()
		defer p.moving.RUnlock()
		next(w, r, phones[i])
	}
}

// language is the two-letter language of the person's app.
func (p *Phone) language() string {
	language, _, _ := strings.Cut(p.User().LanguageCode, "-")
	return language
}

// setLanguage sets the language of the phone to one that the page has words in.
func (p *Page) setLanguage(w http.ResponseWriter, r *http.Request, phone *Phone) {
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

// send sends a text from the phone, as an answer to a message if one is named.
func (p *Page) send(w http.ResponseWriter, r *http.Request, phone *Phone) {
	var sent struct {
		Text  string
		Reply int
	}
	if err := readPosted(w, r, &sent); err != nil {
		return
	}
	phone.typed(strings.TrimSpace(sent.Text), sent.Reply)
}

// What Telegram's apps make bold and italic of what is typed.
var (
	typedBold   = regexp.MustCompile(`\*\*(\S|\S.*?\S)\*\*`)
	typedItalic = regexp.MustCompile(`__(\S|\S.*?\S)__`)
)

// typed sends what was typed, as an answer to a message or to none, 0. As in Telegram's apps **so** is bold and __so__ italic.
func (p *Phone) typed(text string, reply int) {
	marked := typedBold.ReplaceAllString(html.EscapeString(text), "<b>$1</b>")
	marked = typedItalic.ReplaceAllString(marked, "<i>$1</i>")
	f, err := format(marked, "html", nil)
	switch {
	case err == nil && strings.Contains(marked, "<") && len16(f.text) <= textLimit:
		p.send(Message{Text: f.text, Entities: f.entities, ReplyTo: reply})
	case reply != 0 && text != "":
		p.Reply(reply, text)
	default:
		p.Send(text)
	}
}

// tap taps the button with the given callback data; one that is gone by now answers 409.
func (p *Page) tap(w http.ResponseWriter, r *http.Request, phone *Phone) {
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

// upload sends the body as a picture, if it can be one, or else as a document.
func (p *Page) upload(w http.ResponseWriter, r *http.Request, phone *Phone) {
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, uploadLimit))
	if err != nil || len(data) == 0 {
		http.Error(w, "the file is empty or too large", http.StatusBadRequest)
		return
	}
	if checkPhoto(data) == nil {
		phone.Photo(data, "")
	} else {
		phone.Document(r.URL.Query().Get("name"), data, "")
	}
}

// file gives the bytes of a file: a picture to be shown, anything else to be saved.
func (p *Page) file(w http.ResponseWriter, r *http.Request, phone *Phone) {
	f, known := phone.server.File(r.URL.Query().Get("id"))
	if !known {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", f.MIME)
	if f.Kind != Photo {
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Header().Set("Content-Disposition", "attachment")
	}
	w.Write(f.Data)
}
