package page_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"ikmbot/bot/simulator"
	"ikmbot/bot/simulator/page"
	"ikmbot/bot/simulator/simulatortest"
)

var officer = simulator.User{ID: 9, FirstName: "<Officer>", LanguageCode: "en-GB"}

// pageWords are words that stand for themselves, in both languages.
func pageWords() map[string]map[string]string {
	words := map[string]string{}
	for _, word := range page.Words {
		words[word] = "<" + word + ">"
	}
	return map[string]map[string]string{"id": words, "en": words}
}

// stage is what stands around the phones in the tests: the time moves at once, and the crowd is two
// people.
func stage(s *simulator.Server) page.Stage {
	var days atomic.Int64
	return page.Stage{
		Ahead: func() time.Duration { return time.Duration(days.Load()) * 24 * time.Hour },
		Move:  func(_ context.Context, n int) error { days.Add(int64(n)); return nil },
		Join: func() *simulator.Phone {
			return s.Phone(simulator.User{ID: 10, FirstName: "Another", LanguageCode: "id"})
		},
		Crowd: 2,
		Fill:  func(_ context.Context, done func()) { done(); done() },
	}
}

// browser visits a page.
type browser struct {
	t    *testing.T
	host string
	page *page.Page
}

func open(t *testing.T, s *simulator.Server) browser {
	t.Helper()
	shown, err := page.New(t.Context(), pageWords(), stage(s), s.Phone(simulatortest.Owner), s.Phone(officer))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(shown)
	t.Cleanup(server.Close)
	return browser{t, server.URL, shown}
}

// with completes a path with the page's key.
func (b browser) with(path string) string {
	separator := "?"
	if strings.Contains(path, "?") {
		separator = "&"
	}
	return path + separator + strings.TrimPrefix(b.page.Path(), "/?")
}

func (b browser) do(method, path, body string) (*http.Response, string) {
	b.t.Helper()
	r, err := http.NewRequest(method, b.host+path, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return response, string(content)
}

func TestPage_HasWhatTheBrowserNeeds(t *testing.T) {
	t.Parallel()
	b := open(t, simulatortest.Start(t, simulator.Options{}))
	r, body := b.do("GET", b.page.Path(), "")
	if !strings.Contains(r.Header.Get("Content-Security-Policy"), "default-src 'none'") || r.Header.Get("Referrer-Policy") != "no-referrer" {
		t.Errorf("headers %v", r.Header)
	}
	for _, want := range []string{
		`<title>&lt;title&gt;</title>`, `<html lang="id">`, `src="/static/page.js"`, `data-words="{&#34;en&#34;:{&#34;about&#34;`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("%s lacks %s", body, want)
		}
	}
	for _, path := range []string{"/static/page.js", "/static/bar.js", "/static/phone.js", "/static/composer.js", "/static/message.js", "/static/program.js", "/static/text.js", "/static/style.css"} {
		if r, body := b.do("GET", path, ""); r.StatusCode != 200 || body == "" {
			t.Errorf("%s: %d", path, r.StatusCode)
		}
	}
}

func TestPage_IsClosedToStrangers(t *testing.T) {
	t.Parallel()
	s := simulatortest.Start(t, simulator.Options{})
	b := open(t, s)
	for _, route := range []struct{ method, path string }{
		{"GET", "/"}, {"GET", "/events"}, {"POST", "/join"}, {"POST", "/move"}, {"POST", "/fill"}, {"POST", "/language?user=4711"}, {"GET", "/file?user=4711&id=x"},
		{"POST", "/send?user=4711"}, {"POST", "/tap?user=4711"}, {"POST", "/upload?user=4711&name=x"},
	} {
		t.Run(route.method+" "+route.path, func(t *testing.T) {
			t.Parallel()
			separator := map[bool]string{true: "&", false: "?"}[strings.Contains(route.path, "?")]
			for _, path := range []string{route.path, route.path + separator + "key=wrong"} {
				if r, _ := b.do(route.method, path, `{"text":"x"}`); r.StatusCode != http.StatusForbidden {
					t.Errorf("%s: %d", path, r.StatusCode)
				}
			}
		})
	}
	t.Run("answers loopback hosts only", func(t *testing.T) {
		t.Parallel()
		for host, want := range map[string]int{
			"localhost:80": 200, "127.0.0.1:80": 200, "127.9.9.9": 200, "[::1]:80": 200, "[::1]": 200, "localhost": 200,
			"example.org": 403, "example.org:80": 403, "localhost.example.org": 403, "192.168.1.2:80": 403, "": 403,
		} {
			r := httptest.NewRequest("GET", b.page.Path(), nil)
			r.Host = host
			w := httptest.NewRecorder()
			b.page.ServeHTTP(w, r)
			if w.Code != want {
				t.Errorf("host %q: %d, want %d", host, w.Code, want)
			}
		}
	})
}

func TestPage_WorksThePhone(t *testing.T) {
	t.Parallel()
	s := simulatortest.Start(t, simulator.Options{})
	phone, b := s.Phone(simulatortest.Owner), open(t, s)
	if r, _ := b.do("POST", b.with("/send?user=4711"), `{"text":"/start"}`); r.StatusCode != 200 {
		t.Errorf("send: %d", r.StatusCode)
	}
	simulatortest.Post(t, s, "sendMessage", `{"chat_id":4711,"text":"?","reply_markup":{"inline_keyboard":[[{"text":"Yes","callback_data":"y"}]]}}`)
	if r, _ := b.do("POST", b.with("/tap?user=4711"), fmt.Sprintf(`{"message":%d,"data":"y"}`, phone.Last().ID)); r.StatusCode != 200 {
		t.Errorf("tap: %d", r.StatusCode)
	}
	b.do("POST", b.with("/upload?user=4711&name=weights.csv"), "a;b")
	b.do("POST", b.with("/upload?user=4711&name=picture.png"), string(simulatortest.Picture(t, 3, 2)))
	updates := simulatortest.Fetch(t, s, `{}`)
	if len(updates) != 4 || updates[0].Message.Text != "/start" || updates[1].CallbackQuery.Data != "y" ||
		updates[2].Message.Document.FileName != "weights.csv" || updates[3].Message.Photo[0].Width != 3 {
		t.Errorf("the bot got %+v", updates)
	}
	for _, c := range []struct {
		name, path, body string
		want             int
	}{
		{"a button that is gone", "/tap?user=4711", fmt.Sprintf(`{"message":%d,"data":"z"}`, phone.Last().ID), http.StatusConflict},
		{"another person's phone", "/send?user=5", `{"text":"x"}`, http.StatusNotFound},
		{"what is no JSON", "/send?user=4711", `x`, http.StatusBadRequest},
		{"a language without words", "/language?user=4711", `{"language":"fr"}`, http.StatusBadRequest},
		{"a move back in time", "/move", `{"days":-1}`, http.StatusBadRequest},
		{"an empty file", "/upload?user=4711&name=x", "", http.StatusBadRequest},
	} {
		if r, _ := b.do("POST", b.with(c.path), c.body); r.StatusCode != c.want {
			t.Errorf("%s: %d, want %d", c.name, r.StatusCode, c.want)
		}
	}
}

func TestPage_FormatsWhatIsTyped(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]struct {
		text  string
		kinds []string
	}{
		"**Halo** __semua__ & <3":  {"Halo semua & <3", []string{"bold", "italic"}},
		"__**both**__":             {"both", []string{"bold", "italic"}},
		"** a ** 2*3 snake__case ": {"** a ** 2*3 snake__case", nil},
		"**crossed __over** so__":  {"**crossed __over** so__", nil},
		"/start":                   {"/start", []string{"bot_command"}},
	} {
		t.Run(typed, func(t *testing.T) {
			t.Parallel()
			s := simulatortest.Start(t, simulator.Options{})
			b := open(t, s)
			body, err := json.Marshal(map[string]string{"text": typed})
			if err != nil {
				t.Fatal(err)
			}
			b.do("POST", b.with("/send?user=4711"), string(body))
			messages := s.Messages(simulatortest.Owner.ID)
			if len(messages) != 1 {
				t.Fatalf("%d messages", len(messages))
			}
			var kinds []string
			for _, e := range messages[0].Entities {
				kinds = append(kinds, e.Type)
			}
			slices.Sort(kinds)
			if messages[0].Text != want.text || !slices.Equal(kinds, want.kinds) {
				t.Errorf("it became %q, %v", messages[0].Text, kinds)
			}
		})
	}
}

func TestPage_GivesFiles(t *testing.T) {
	t.Parallel()
	s := simulatortest.Start(t, simulator.Options{})
	phone, b := s.Phone(simulatortest.Owner), open(t, s)
	phone.Document("page.html", []byte("<script>"), "")
	phone.Photo(simulatortest.Picture(t, 3, 2), "")
	messages := phone.Messages()
	r, body := b.do("GET", b.with("/file?user=4711&id="+messages[0].File.ID), "")
	if body != "<script>" || r.Header.Get("Content-Disposition") != "attachment" || r.Header.Get("Content-Type") != "application/octet-stream" {
		t.Errorf("document: %q, %v", body, r.Header)
	}
	r, body = b.do("GET", b.with("/file?user=4711&id="+messages[1].File.ID), "")
	if body != string(simulatortest.Picture(t, 3, 2)) || r.Header.Get("Content-Type") != "image/png" || r.Header.Get("Content-Disposition") != "" {
		t.Errorf("picture: %v", r.Header)
	}
	if r, _ = b.do("GET", b.with("/file?user=4711&id=none"), ""); r.StatusCode != http.StatusNotFound {
		t.Errorf("no file: %d", r.StatusCode)
	}
}

// seen is an event as the page reads it.
type seen struct {
	event       string
	User        int64
	Fresh       bool
	Name, About string
	Commands    []simulator.Command
	Messages    []struct {
		ID      int `json:"message_id"`
		Text    string
		Waiting int
		ReplyTo *struct {
			ID int `json:"message_id"`
		} `json:"reply_to_message"`
	}
	Removed []int
	Toast   *struct {
		Text  string
		Alert bool
	}
	Action string

	Phones []struct {
		User            int64
		Owner, Language string
	}
	Ahead         int64
	Busy          bool
	Crowd, Filled int
}

// follow opens the stream of events and gives what reads the next one that is wanted.
func (b browser) follow() func(wanted func(seen) bool) seen {
	b.t.Helper()
	r, err := http.NewRequestWithContext(simulatortest.Context(b.t), "GET", b.host+b.with("/events"), nil)
	if err != nil {
		b.t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() { response.Body.Close() })
	lines := bufio.NewScanner(response.Body)
	name := ""
	return func(wanted func(seen) bool) seen {
		b.t.Helper()
		for lines.Scan() {
			if event, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				name = event
			}
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				event := seen{event: name}
				if err := json.Unmarshal([]byte(data), &event); err != nil {
					b.t.Fatal(err)
				}
				if wanted(event) {
					return event
				}
			}
		}
		b.t.Fatal("no such event", lines.Err())
		return seen{}
	}
}

func TestPage_TellsWhatChangesOnAPhone(t *testing.T) {
	t.Parallel()
	s := simulatortest.Start(t, simulator.Options{FirstID: 1})
	phone, b := s.Phone(simulatortest.Owner), open(t, s)
	phone.Send("one")
	follow := b.follow()
	next := func() seen {
		t.Helper()
		return follow(func(e seen) bool { return e.event == "phone" && e.User == simulatortest.Owner.ID })
	}
	if got := next(); !got.Fresh || len(got.Messages) != 1 || got.Messages[0].Text != "one" || got.Toast != nil {
		t.Errorf("at first: %+v", got)
	}
	simulatortest.Post(t, s, "sendMessage", `{"chat_id":4711,"text":"two"}`)
	if got := next(); got.Fresh || len(got.Messages) != 1 || got.Messages[0].Text != "two" {
		t.Errorf("a message: %+v", got)
	}
	phone.TapForged(2, "x")
	if got := next(); got.Messages[0].Waiting != 1 {
		t.Errorf("a tap: %+v", got)
	}
	simulatortest.Post(t, s, "answerCallbackQuery", `{"callback_query_id":"`+simulatortest.Fetch(t, s, `{}`)[1].CallbackQuery.ID+`","text":"noted","show_alert":true}`)
	if got := next(); got.Messages[0].Waiting != 0 || got.Toast.Text != "noted" || !got.Toast.Alert {
		t.Errorf("its answer: %+v", got)
	}
	simulatortest.Post(t, s, "sendChatAction", `{"chat_id":4711,"action":"typing"}`)
	if got := next(); got.Action != "typing" || got.Toast != nil || len(got.Messages) != 0 {
		t.Errorf("an action: %+v", got)
	}
	b.do("POST", b.with("/send?user=4711"), `{"text":"three","reply":2}`)
	if got := next(); len(got.Messages) != 1 || got.Messages[0].ReplyTo == nil || got.Messages[0].ReplyTo.ID != 2 {
		t.Errorf("a reply: %+v", got)
	}
	simulatortest.Post(t, s, "deleteMessage", `{"chat_id":4711,"message_id":1}`)
	if got := next(); !cmp.Equal(got.Removed, []int{1}) {
		t.Errorf("a deletion: %+v", got)
	}
	simulatortest.Post(t, s, "setMyCommands", `{"commands":[{"command":"help","description":"d"}]}`)
	if got := next(); !cmp.Equal(got.Commands, []simulator.Command{{Command: "help", Description: "d"}}) {
		t.Errorf("commands: %+v", got)
	}
	simulatortest.Post(t, s, "setMyDescription", `{"description":"about","language_code":"id"}`)
	if got := next(); got.About != "about" {
		t.Errorf("a description: %+v", got)
	}
	b.do("POST", b.with("/language?user=4711"), `{"language":"en"}`)
	if got := next(); !got.Fresh || got.About != "" || len(got.Messages) != 2 || got.Toast != nil {
		t.Errorf("another language: %+v", got)
	}
}

func TestPage_TellsWhatStandsAroundThePhones(t *testing.T) {
	t.Parallel()
	s := simulatortest.Start(t, simulator.Options{})
	b := open(t, s)
	next := b.follow()
	stands := func(what string, is func(seen) bool) {
		t.Helper()
		if got := next(func(e seen) bool { return e.event == "stage" && is(e) }); got.Crowd != 2 {
			t.Errorf("%s: %+v", what, got)
		}
	}
	stands("at first", func(e seen) bool {
		return len(e.Phones) == 2 && e.Phones[1].Owner == "<Officer>" && e.Phones[1].Language == "en"
	})
	b.do("POST", b.with("/join"), "")
	stands("another person", func(e seen) bool { return len(e.Phones) == 3 && e.Phones[2].User == 10 })
	next(func(e seen) bool { return e.event == "phone" && e.User == 10 && e.Fresh })
	b.do("POST", b.with("/language?user=10"), `{"language":"en"}`)
	stands("another language", func(e seen) bool { return e.Phones[2].Language == "en" })
	b.do("POST", b.with("/move"), `{"days":7}`)
	stands("a week later", func(e seen) bool { return e.Ahead == (7*24*time.Hour).Milliseconds() && !e.Busy })
	b.do("POST", b.with("/fill"), "")
	stands("the crowd is done", func(e seen) bool { return e.Filled == 2 && !e.Busy })
}

func TestPage_ChangesEverythingOnceAtATime(t *testing.T) {
	t.Parallel()
	s := simulatortest.Start(t, simulator.Options{})
	under := stage(s)
	going := make(chan struct{})
	under.Fill = func(context.Context, func()) { <-going }
	shown, err := page.New(t.Context(), pageWords(), under, s.Phone(simulatortest.Owner))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(shown)
	t.Cleanup(server.Close)
	t.Cleanup(func() { close(going) })
	b := browser{t, server.URL, shown}
	for _, c := range []struct {
		path, body string
		want       int
	}{{"/fill", "", http.StatusAccepted}, {"/fill", "", http.StatusConflict}, {"/move", `{"days":1}`, http.StatusConflict}} {
		if r, _ := b.do("POST", b.with(c.path), c.body); r.StatusCode != c.want {
			t.Errorf("%s: %d, want %d", c.path, r.StatusCode, c.want)
		}
	}
}

func TestNew_WantsEveryWord(t *testing.T) {
	t.Parallel()
	s := simulatortest.Start(t, simulator.Options{})
	for name, phones := range map[string][]*simulator.Phone{
		`make page: there are no words in the language "fr" of a phone`: {s.Phone(simulator.User{ID: 1, LanguageCode: "fr"})},
		"make page: there is no phone to show":                          nil,
	} {
		if _, err := page.New(t.Context(), pageWords(), stage(s), phones...); err == nil || err.Error() != name {
			t.Errorf("got %v, want %s", err, name)
		}
	}
	words := pageWords()
	words["en"] = maps.Clone(words["en"])
	delete(words["en"], "send")
	want := `make page: the language "en" lacks the word "send"`
	if _, err := page.New(t.Context(), words, stage(s), s.Phone(simulatortest.Owner)); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestWords_AreThoseThatThePageSays(t *testing.T) {
	t.Parallel()
	said := map[string]bool{}
	use := regexp.MustCompile(`\b(?:[wW]ords|w)\.(\w+)`)
	sources, err := filepath.Glob("static/*.*")
	if err != nil {
		t.Fatal(err)
	}
	for _, source := range sources {
		text, err := os.ReadFile(source)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range use.FindAllStringSubmatch(string(text), -1) {
			said[m[1]] = true
		}
	}
	if diff := cmp.Diff(page.Words, slices.Sorted(maps.Keys(said))); diff != "" {
		t.Error("Words against the words in static:", diff)
	}
	for _, language := range []string{"id", "en"} {
		var locale struct{ Page map[string]string }
		if _, err := toml.DecodeFile("../../../locales/page."+language+".toml", &locale); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(page.Words, slices.Sorted(maps.Keys(locale.Page))); diff != "" {
			t.Errorf("Words against the locale %s: %s", language, diff)
		}
	}
}
