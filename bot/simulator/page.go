package simulator

import (
	"crypto/rand"
	"crypto/subtle"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// PageWords are the words that the page needs in the language of every phone on it.
var PageWords = []string{
	"about", "attach", "bot", "chat", "close", "commands", "copied", "copy", "document", "document_coming", "download", "edited",
	"enlarge", "message", "note", "offline", "photo", "photo_coming", "reveal", "send", "start", "title", "typing", "unsent",
}

// Page is a web page that shows phones side by side and works them. It answers only on a loopback host and only those who
// know its key, so that no other page open in the browser can work the phones.
type Page struct {
	phones []*Phone
	words  map[string]map[string]string
	key    string
	mux    http.ServeMux
}

var (
	//go:embed static
	static    embed.FS
	indexPage = template.Must(template.ParseFS(static, "static/index.html"))
)

// NewPage makes the page of one or more phones of one server. words are the PageWords by two-letter language. It fails if
// the language of a phone lacks a word.
func NewPage(words map[string]map[string]string, phones ...*Phone) (*Page, error) {
	p := &Page{phones: phones, words: words, key: rand.Text()}
	for _, phone := range phones {
		spoken := words[phone.language()]
		for _, word := range PageWords {
			if spoken[word] == "" {
				return nil, fmt.Errorf("make page: the language %q of a phone lacks the word %q", phone.language(), word)
			}
		}
	}
	if len(phones) == 0 {
		return nil, errors.New("make page: there is no phone to show")
	}
	p.mux.Handle("GET /static/", http.FileServerFS(static))
	p.mux.HandleFunc("GET /{$}", p.keyed(p.index))
	p.mux.HandleFunc("GET /events", p.keyed(p.onPhone(p.events)))
	p.mux.HandleFunc("GET /file", p.keyed(p.onPhone(p.file)))
	p.mux.HandleFunc("POST /send", p.keyed(p.onPhone(p.send)))
	p.mux.HandleFunc("POST /tap", p.keyed(p.onPhone(p.tap)))
	p.mux.HandleFunc("POST /upload", p.keyed(p.onPhone(p.upload)))
	return p, nil
}

// Path is the address of the page below the host that serves it. It holds the key.
func (p *Page) Path() string { return "/?key=" + p.key }

// ServeHTTP answers the browser.
func (p *Page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !loopback(r.Host) {
		http.Error(w, "this page is for the computer that it runs on", http.StatusForbidden)
		return
	}
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "+
		"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	p.mux.ServeHTTP(w, r)
}

// loopback reports whether a Host header names this computer: a page elsewhere cannot make the browser send that one.
func loopback(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = strings.Trim(host, "[]")
	}
	ip := net.ParseIP(name)
	return name == "localhost" || ip != nil && ip.IsLoopback()
}

// keyed lets through those who know the key.
func (p *Page) keyed(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if subtle.ConstantTimeCompare([]byte(r.URL.Query().Get("key")), []byte(p.key)) != 1 {
			http.Error(w, "open the page by the address that the program printed", http.StatusForbidden)
			return
		}
		next(w, r)
	}
}

// onPhone finds the phone that the request is about.
func (p *Page) onPhone(next func(http.ResponseWriter, *http.Request, *Phone)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		id, _ := strconv.ParseInt(r.URL.Query().Get("user"), 10, 64)
		i := slices.IndexFunc(p.phones, func(phone *Phone) bool { return phone.chat.id == id })
		if i < 0 {
			http.Error(w, "no such phone on this page", http.StatusNotFound)
			return
		}
		next(w, r, p.phones[i])
	}
}

func (p *Page) index(w http.ResponseWriter, _ *http.Request) {
	type shown struct {
		ID              int64
		Language, Words string
		Owner, Bot      string
	}
	var phones []shown
	for _, phone := range p.phones {
		words, _ := json.Marshal(p.words[phone.language()]) // strings always encode
		phones = append(phones, shown{
			phone.chat.id, phone.language(), string(words), phone.User().FirstName, phone.server.Username(),
		})
	}
	first := p.phones[0].language()
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	indexPage.Execute(w, map[string]any{"Language": first, "Words": p.words[first], "Phones": phones})
}

// language is the two-letter language of the person's app.
func (p *Phone) language() string {
	language, _, _ := strings.Cut(p.User().LanguageCode, "-")
	return language
}

// send sends a text from the phone.
func (p *Page) send(w http.ResponseWriter, r *http.Request, phone *Phone) {
	var sent struct{ Text string }
	if err := readPosted(w, r, &sent); err != nil {
		return
	}
	phone.Send(sent.Text)
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
