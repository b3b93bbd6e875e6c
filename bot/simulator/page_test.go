package simulator_test

import (
	"bufio"
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
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"ikmbot/bot/simulator"
)

var officer = simulator.User{ID: 9, FirstName: "<Officer>", LanguageCode: "en-GB"}

// pageWords are words that stand for themselves, in both languages.
func pageWords() map[string]map[string]string {
	words := map[string]string{}
	for _, word := range simulator.PageWords {
		words[word] = "<" + word + ">"
	}
	return map[string]map[string]string{"id": words, "en": words}
}

// browser visits a page.
type browser struct {
	t    *testing.T
	host string
	page *simulator.Page
}

func open(t *testing.T, s *simulator.Server) browser {
	t.Helper()
	page, err := simulator.NewPage(pageWords(), s.Phone(owner), s.Phone(officer))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(page)
	t.Cleanup(server.Close)
	return browser{t, server.URL, page}
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

func TestPage_ShowsEveryPhone(t *testing.T) {
	t.Parallel()
	b := open(t, start(t, simulator.Options{Username: "craft_bot"}))
	r, body := b.do("GET", b.page.Path(), "")
	if !strings.Contains(r.Header.Get("Content-Security-Policy"), "default-src 'none'") || r.Header.Get("Referrer-Policy") != "no-referrer" {
		t.Errorf("headers %v", r.Header)
	}
	for _, want := range []string{
		`<title>&lt;title&gt;</title>`, `<chat-phone user="4711" bot="craft_bot" lang="id" owner="Owner"`,
		`<chat-phone user="9" bot="craft_bot" lang="en" owner="&lt;Officer&gt;"`, `src="/static/page.js"`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("%s lacks %s", body, want)
		}
	}
	for _, path := range []string{"/static/page.js", "/static/message.js", "/static/text.js", "/static/style.css"} {
		if r, body := b.do("GET", path, ""); r.StatusCode != 200 || body == "" {
			t.Errorf("%s: %d", path, r.StatusCode)
		}
	}
}

func TestPage_IsClosedToStrangers(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	b := open(t, s)
	for _, route := range []struct{ method, path string }{
		{"GET", "/"}, {"GET", "/events?user=4711"}, {"GET", "/file?user=4711&id=x"},
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
	s := start(t, simulator.Options{})
	phone, b := s.Phone(owner), open(t, s)
	if r, _ := b.do("POST", b.with("/send?user=4711"), `{"text":"/start"}`); r.StatusCode != 200 {
		t.Errorf("send: %d", r.StatusCode)
	}
	post(t, s, "sendMessage", `{"chat_id":4711,"text":"?","reply_markup":{"inline_keyboard":[[{"text":"Yes","callback_data":"y"}]]}}`)
	if r, _ := b.do("POST", b.with("/tap?user=4711"), fmt.Sprintf(`{"message":%d,"data":"y"}`, phone.Last().ID)); r.StatusCode != 200 {
		t.Errorf("tap: %d", r.StatusCode)
	}
	b.do("POST", b.with("/upload?user=4711&name=weights.csv"), "a;b")
	b.do("POST", b.with("/upload?user=4711&name=picture.png"), string(picture(t, 3, 2)))
	updates := fetch(t, s, `{}`)
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
		{"an empty file", "/upload?user=4711&name=x", "", http.StatusBadRequest},
	} {
		if r, _ := b.do("POST", b.with(c.path), c.body); r.StatusCode != c.want {
			t.Errorf("%s: %d, want %d", c.name, r.StatusCode, c.want)
		}
	}
}

func TestPage_GivesFiles(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	phone, b := s.Phone(owner), open(t, s)
	phone.Document("page.html", []byte("<script>"), "")
	phone.Photo(picture(t, 3, 2), "")
	messages := phone.Messages()
	r, body := b.do("GET", b.with("/file?user=4711&id="+messages[0].File.ID), "")
	if body != "<script>" || r.Header.Get("Content-Disposition") != "attachment" || r.Header.Get("Content-Type") != "application/octet-stream" {
		t.Errorf("document: %q, %v", body, r.Header)
	}
	r, body = b.do("GET", b.with("/file?user=4711&id="+messages[1].File.ID), "")
	if body != string(picture(t, 3, 2)) || r.Header.Get("Content-Type") != "image/png" || r.Header.Get("Content-Disposition") != "" {
		t.Errorf("picture: %v", r.Header)
	}
	if r, _ = b.do("GET", b.with("/file?user=4711&id=none"), ""); r.StatusCode != http.StatusNotFound {
		t.Errorf("no file: %d", r.StatusCode)
	}
}

// seen is an event as the page reads it.
type seen struct {
	Fresh       bool
	Name, About string
	Commands    []simulator.Command
	Messages    []struct {
		ID      int `json:"message_id"`
		Text    string
		Waiting int
	}
	Removed []int
	Toast   *struct {
		Text  string
		Alert bool
	}
	Action string
}

func TestPage_TellsWhatChanges(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{FirstID: 1})
	phone, b := s.Phone(owner), open(t, s)
	phone.Send("one")
	r, err := http.NewRequestWithContext(context20s(t), "GET", b.host+b.with("/events?user=4711"), nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	lines := bufio.NewScanner(response.Body)
	next := func() seen {
		t.Helper()
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				var event seen
				if err := json.Unmarshal([]byte(data), &event); err != nil {
					t.Fatal(err)
				}
				return event
			}
		}
		t.Fatal("no event", lines.Err())
		return seen{}
	}
	if got := next(); !got.Fresh || len(got.Messages) != 1 || got.Messages[0].Text != "one" || got.Toast != nil {
		t.Errorf("at first: %+v", got)
	}
	post(t, s, "sendMessage", `{"chat_id":4711,"text":"two"}`)
	if got := next(); got.Fresh || len(got.Messages) != 1 || got.Messages[0].Text != "two" {
		t.Errorf("a message: %+v", got)
	}
	phone.TapForged(2, "x")
	if got := next(); got.Messages[0].Waiting != 1 {
		t.Errorf("a tap: %+v", got)
	}
	post(t, s, "answerCallbackQuery", `{"callback_query_id":"`+fetch(t, s, `{}`)[1].CallbackQuery.ID+`","text":"noted","show_alert":true}`)
	if got := next(); got.Messages[0].Waiting != 0 || got.Toast.Text != "noted" || !got.Toast.Alert {
		t.Errorf("its answer: %+v", got)
	}
	post(t, s, "sendChatAction", `{"chat_id":4711,"action":"typing"}`)
	if got := next(); got.Action != "typing" || got.Toast != nil || len(got.Messages) != 0 {
		t.Errorf("an action: %+v", got)
	}
	post(t, s, "deleteMessage", `{"chat_id":4711,"message_id":1}`)
	if got := next(); !cmp.Equal(got.Removed, []int{1}) {
		t.Errorf("a deletion: %+v", got)
	}
	post(t, s, "setMyCommands", `{"commands":[{"command":"help","description":"d"}]}`)
	if got := next(); !cmp.Equal(got.Commands, []simulator.Command{{Command: "help", Description: "d"}}) {
		t.Errorf("commands: %+v", got)
	}
	post(t, s, "setMyDescription", `{"description":"about","language_code":"id"}`)
	if got := next(); got.About != "about" {
		t.Errorf("a description: %+v", got)
	}
}

func TestNewPage_WantsEveryWord(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	words := pageWords()
	delete(words["en"], "send")
	for name, phones := range map[string][]*simulator.Phone{
		`make page: the language "en" of a phone lacks the word "send"`:  {s.Phone(officer)},
		`make page: the language "fr" of a phone lacks the word "about"`: {s.Phone(simulator.User{ID: 1, LanguageCode: "fr"})},
		"make page: there is no phone to show":                           nil,
	} {
		if _, err := simulator.NewPage(words, phones...); err == nil || err.Error() != name {
			t.Errorf("got %v, want %s", err, name)
		}
	}
}

func TestPageWords_AreThoseThatThePageSays(t *testing.T) {
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
	if diff := cmp.Diff(simulator.PageWords, slices.Sorted(maps.Keys(said))); diff != "" {
		t.Error("PageWords against the words in static:", diff)
	}
	for _, language := range []string{"id", "en"} {
		var locale struct{ Page map[string]string }
		if _, err := toml.DecodeFile("../../locales/page."+language+".toml", &locale); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(simulator.PageWords, slices.Sorted(maps.Keys(locale.Page))); diff != "" {
			t.Errorf("PageWords against the locale %s: %s", language, diff)
		}
	}
}
