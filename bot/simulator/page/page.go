// Package page is the demo's web page: the phones of a simulator side by side, and the stage around
// them.
package page

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"net"
	"net/http"
	"strings"
	"sync"

	"ikmbot/bot/simulator"
)

// Words lists the names of the words that the page needs in each of its languages.
var Words = []string{
	"about", "attach", "bot", "cancel", "chat", "close", "commands", "copied", "copy", "crowd", "day", "demo", "document",
	"document_coming", "download", "edited", "enlarge", "filled", "filling", "join", "language", "message", "note", "offline",
	"phones", "photo", "photo_coming", "reply", "reveal", "send", "start", "title", "today", "typing", "unsent", "week",
}

// Page is a web page that shows phones side by side and lets one use them. It answers on a loopback
// host only, and only to requests with its key, so that no other page open in the browser can use
// the phones.
type Page struct {
	words map[string]map[string]string
	key   string
	mux   http.ServeMux
	ctx   context.Context // ends everything under way
	stage Stage

	// moving is held while the time moves on, so that no update is under way and grows old.
	moving sync.RWMutex

	mu       sync.Mutex
	phones   []*simulator.Phone
	watchers []chan struct{}
	busy     bool // the time is moving, or the crowd is at work
	filled   int  // members of the crowd who are done
}

var (
	//go:embed static
	static    embed.FS
	indexPage = template.Must(template.ParseFS(static, "static/index.html"))
)

// New makes the page of one or more phones of one server. Everything under way on it ends with ctx.
// words are the [Words] by two-letter language. It fails if a language lacks a word, or if a phone
// has a language without words.
func New(ctx context.Context, words map[string]map[string]string, stage Stage, phones ...*simulator.Phone) (*Page, error) {
	for language, spoken := range words {
		for _, word := range Words {
			if spoken[word] == "" {
				return nil, fmt.Errorf("make page: the language %q lacks the word %q", language, word)
			}
		}
	}
	for _, phone := range phones {
		if words[languageOf(phone)] == nil {
			return nil, fmt.Errorf("make page: there are no words in the language %q of a phone", languageOf(phone))
		}
	}
	if len(phones) == 0 {
		return nil, errors.New("make page: there is no phone to show")
	}
	p := &Page{words: words, key: rand.Text(), ctx: ctx, stage: stage, phones: phones}
	p.mux.Handle("GET /static/", http.FileServerFS(static))
	p.mux.HandleFunc("GET /{$}", p.keyed(p.index))
	p.mux.HandleFunc("GET /events", p.keyed(p.events))
	p.mux.HandleFunc("GET /file", p.keyed(p.onPhone(p.file)))
	p.mux.HandleFunc("POST /send", p.keyed(p.onPhone(p.send)))
	p.mux.HandleFunc("POST /tap", p.keyed(p.onPhone(p.tap)))
	p.mux.HandleFunc("POST /upload", p.keyed(p.onPhone(p.upload)))
	p.mux.HandleFunc("POST /language", p.keyed(p.onPhone(p.setLanguage)))
	p.mux.HandleFunc("POST /join", p.keyed(p.join))
	p.mux.HandleFunc("POST /move", p.keyed(p.move))
	p.mux.HandleFunc("POST /fill", p.keyed(p.fill))
	return p, nil
}

// Path is the path of the page on the host that serves it, including the key.
func (p *Page) Path() string { return "/?key=" + p.key }

// ServeHTTP answers the browser.
func (p *Page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !loopback(r.Host) {
		http.Error(w, "this page can only be opened on the computer that it runs on", http.StatusForbidden)
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

// loopback reports whether a Host header names this computer, which a page elsewhere can't forge.
func loopback(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = strings.Trim(host, "[]")
	}
	ip := net.ParseIP(name)
	return name == "localhost" || ip != nil && ip.IsLoopback()
}

// keyed lets requests with the key through.
func (p *Page) keyed(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if subtle.ConstantTimeCompare([]byte(r.URL.Query().Get("key")), []byte(p.key)) != 1 {
			http.Error(w, "open the page with the address that the program printed", http.StatusForbidden)
			return
		}
		next(w, r)
	}
}

// index serves the empty page; the phones come as events.
func (p *Page) index(w http.ResponseWriter, _ *http.Request) {
	first := languageOf(p.shown()[0])
	words, _ := json.Marshal(p.words) // strings always encode
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	indexPage.Execute(w, map[string]any{"Language": first, "Words": p.words[first], "AllWords": string(words)})
}
