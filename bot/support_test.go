package bot_test

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"ikmbot/bot"
	"ikmbot/bot/simulator"
	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/say"
	"ikmbot/locales"
	"ikmbot/locales/speech"
	"ikmbot/scoring/store"
)

// patience is how long a test waits for something that must come.
const patience = 100 * time.Second

// A world is a bot at work, with a database and a Telegram of its own.
type world struct {
	*simulator.Server
	t     testing.TB
	file  string
	url   string // that the bot asks; empty: the server's own
	store *store.Store
	log   journal
	bot   *bot.Bot
	// posted tells that Telegram posts updates to a webhook rather than have them fetched.
	posted bool
	web    *httptest.Server // serves what the bot serves while it runs
	stop   func() error     // ends the bot and returns what Run returned
	words  *locales.Catalog

	maxUpdates int // of a chat that are answered one by one in a minute; 0: no limit
}

// newWorld makes a world that the bot runs in until the test ends.
func newWorld(t testing.TB) *world {
	w := openWorld(t)
	w.run()
	return w
}

// secret is what the webhook is known by.
const secret = "Kunci_rahasia-1"

// modes are the ways in which updates come, told to a world before its bot runs.
var modes = map[string]bool{"polling": false, "webhook": true}

// newWorldPosted is newWorld with updates that come by one of the modes.
func newWorldPosted(t testing.TB, posted bool) *world {
	w := openWorld(t)
	w.posted = posted
	w.run()
	return w
}

// openWorld makes a world in which no bot runs yet.
func openWorld(t testing.TB) *world {
	t.Helper()
	return openWorldAt(t, time.Now)
}

// openWorldAt is openWorld by a clock of its own.
func openWorldAt(t testing.TB, clock func() time.Time) *world {
	t.Helper()
	return openWorldWith(t, store.Options{Clock: clock})
}

// openWorldWith is openWorld on a store with options.
func openWorldWith(t testing.TB, options store.Options) *world {
	t.Helper()
	return openWorldIn(t, t.TempDir(), options)
}

// words are those of the message files.
func words(t testing.TB) *locales.Catalog {
	t.Helper()
	catalog, err := locales.Load(func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	return catalog
}

// names are what a command is called in all languages.
func (w *world) names(c say.Command) []string {
	var names []string
	for _, lang := range w.words.Languages() {
		names = append(names, speech.CommandName(w.words, say.Language(lang), c))
	}
	return names
}

// openWorldIn is openWorld with its database in a folder.
func openWorldIn(t testing.TB, folder string, options store.Options) *world {
	t.Helper()
	return openWorldSpeaking(t, words(t), folder, options)
}

// openWorldSpeaking is openWorldIn with other words.
func openWorldSpeaking(t testing.TB, words *locales.Catalog, folder string, options store.Options) *world {
	t.Helper()
	w := &world{t: t, file: filepath.Join(folder, "ikmbot.db"), words: words}
	options.Languages = speech.Languages(w.words)
	var err error
	if w.Server, err = simulator.Start(simulator.Options{CallsKept: 1_000_000}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	if w.store, err = store.Open(t.Context(), w.file, options); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.store.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

// run starts the bot.
func (w *world) run() { w.runAt(0) }

// runAt starts the bot with a limit of messages a second; 0: no limit.
func (w *world) runAt(rate int) {
	w.t.Helper()
	web := httptest.NewUnstartedServer(nil)
	config := bot.Config{Token: w.Token(), URL: cmp.Or(w.url, w.URL()), MaxRate: rate, MaxUpdates: w.maxUpdates, Store: w.store, Catalog: w.words, Log: slog.New(slog.NewTextHandler(&w.log, nil))}
	if w.posted {
		config.Webhook = &bot.Webhook{URL: "http://" + web.Listener.Addr().String() + "/hook", Secret: secret}
	}
	var err error
	w.bot, err = bot.New(config)
	if err != nil {
		w.t.Fatal(err)
	}
	web.Config.Handler = w.bot.Handler()
	web.Start()
	w.web = web
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func(b *bot.Bot) { ended <- b.Run(ctx) }(w.bot)
	w.stop = sync.OnceValue(func() error {
		cancel()
		defer web.Close()
		return <-ended
	})
	w.t.Cleanup(func() {
		if err := w.stop(); err != nil {
			w.t.Error(err)
		}
	})
}

// settle waits until all that was done on the phones is carried out and answered.
func (w *world) settle() {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	if err := errors.Join(w.Confirmed(ctx), w.bot.Idle(ctx)); err != nil {
		w.t.Fatal(err)
	}
}

// query reads one value from the database file.
func (w *world) query(into any, statement string, args ...any) {
	w.t.Helper()
	db, err := sql.Open("sqlite3", "file:"+w.file+"?mode=ro&_busy_timeout=5000")
	if err != nil {
		w.t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow(statement, args...).Scan(into); err != nil {
		w.t.Fatalf("%s: %v", statement, err)
	}
}

// count counts rows.
func (w *world) count(of string, args ...any) int {
	w.t.Helper()
	var n int
	w.query(&n, "SELECT count(*) FROM "+of, args...)
	return n
}

// journal keeps the log.
type journal struct {
	mu    sync.Mutex
	text  bytes.Buffer
	wrote chan struct{} // closed when more is written; nil: nobody waits for that
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.wrote != nil {
		close(j.wrote)
		j.wrote = nil
	}
	return j.text.Write(p)
}

// await waits until a text is logged.
func (j *journal) await(ctx context.Context, text string) error {
	for {
		j.mu.Lock()
		if strings.Contains(j.text.String(), text) {
			j.mu.Unlock()
			return nil
		}
		if j.wrote == nil {
			j.wrote = make(chan struct{})
		}
		wrote := j.wrote
		j.mu.Unlock()
		select {
		case <-wrote:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

// An owner is somebody who answers a whole interview by what the phone shows:
// each thing that is shown is acted on once and never again.
type owner struct {
	*simulator.Phone
	name string // of the business, typed; empty: skipped
	// plan is, by question, which of the answers offered is tapped, from 0 and -1 for none,
	// or the mask of what is picked.
	plan map[string]int

	done    map[string]bool // what was tapped, by its callback data, and typed, by the question
	asked   []string        // the questions in the order in which they were answered
	answers map[string]int  // what was answered by tapping
	ended   int             // the message under which the interview was finished
}

// newOwner makes the phone of an owner whose answers follow from the id.
func newOwner(s *simulator.Server, id int64) *owner {
	random := rand.New(rand.NewPCG(uint64(id), 1))
	o := &owner{
		Phone: s.Phone(simulator.User{ID: id, FirstName: "Owner", LanguageCode: "id"}),
		name:  fmt.Sprintf("Batik & <Rahasia> %d", id),
		plan:  map[string]int{}, done: map[string]bool{}, answers: map[string]int{},
	}
	for _, q := range questionnaire.Newest().Questions {
		switch {
		case q.Kind == questionnaire.SomeOf:
			o.plan[q.Code] = 1 + random.IntN(63)
		case q.Skippable() && random.IntN(5) == 0:
			o.plan[q.Code] = -1
		default:
			o.plan[q.Code] = random.IntN(max(1, len(q.Options)))
		}
	}
	return o
}

// An act is what a phone invites to: a button to tap, or a question to answer by typing.
type act struct {
	message  int
	button   string
	question string
}

// next is the newest thing that the phone shows and that has not been acted on.
func (o *owner) next(messages []simulator.Message) (act, bool) {
	for _, m := range slices.Backward(messages) {
		if !m.FromBot || m.ID < o.ended {
			continue
		}
		if a := o.choose(m); a != (act{}) && !o.done[a.button+a.question] {
			return a, true
		}
	}
	return act{}, false
}

// choose decides what to do about a message; nothing where it asks for nothing.
func (o *owner) choose(m simulator.Message) act {
	data := buttons(m)
	for _, way := range []string{"go:consent", "consent:yes", "go:continue", "f:"} {
		if b := find(data, way, ""); b != "" {
			return act{message: m.ID, button: b}
		}
	}
	question := questionOf(m)
	switch kind := kindOf(question); {
	case question == "":
		return act{}
	case kind == questionnaire.FreeText && o.name != "":
		return act{message: m.ID, question: question}
	case kind == questionnaire.SomeOf:
		return act{message: m.ID, button: o.pick(o.plan[question], data)}
	case kind == questionnaire.FreeText || o.plan[question] < 0:
		return act{message: m.ID, button: find(data, "s:", "")}
	}
	offered := slices.DeleteFunc(data, func(b string) bool { return !strings.HasPrefix(b, "a:") })
	return act{message: m.ID, button: offered[o.plan[question]]}
}

// pick is the next button on the way to what is to be picked.
func (o *owner) pick(mask int, data []string) string {
	for bit := 1; bit <= mask; bit <<= 1 {
		if b := find(data, "m:", fmt.Sprintf(":%d+", bit)); b != "" && mask&bit != 0 {
			return b
		}
	}
	return find(data, "d:", "")
}

// act does what the phone invites to.
func (o *owner) act(a act) error {
	o.done[a.button+a.question] = true
	if a.question != "" {
		o.asked = append(o.asked, a.question)
		o.Send(o.name)
		return nil
	}
	verb, rest, _ := strings.Cut(a.button, ":")
	switch parts := strings.Split(rest, ":"); verb {
	case "a":
		o.asked, o.answers[parts[1]] = append(o.asked, parts[1]), valueOf(a.button)
	case "d":
		o.asked, o.answers[parts[1]] = append(o.asked, parts[1]), o.plan[parts[1]]
	case "s":
		o.asked = append(o.asked, parts[1])
	case "f":
		o.ended = a.message
	}
	return o.Tap(a.message, a.button)
}

// interview begins an interview and goes on until its result is there.
func (o *owner) interview(ctx context.Context) error {
	o.Start("")
	return o.finish(ctx)
}

// finish goes on until the result is there.
func (o *owner) finish(ctx context.Context) error {
	for {
		var a act
		over := false
		err := o.Wait(ctx, func(ms []simulator.Message) (ready bool) {
			if over = o.over(ms); over {
				return true
			}
			a, ready = o.next(ms)
			return ready
		})
		if err != nil {
			return fmt.Errorf("after %v: %w", o.asked, err)
		}
		if over {
			return nil
		}
		if err := o.act(a); err != nil {
			return err
		}
	}
}

// over reports whether the result, the first thing with buttons after the end that
// asks for nothing, is shown. A question that came twice may stand there, too.
func (o *owner) over(messages []simulator.Message) bool {
	return o.ended != 0 && slices.ContainsFunc(messages, func(m simulator.Message) bool {
		return m.ID > o.ended && m.FromBot && buttons(m) != nil && o.choose(m) == act{}
	})
}

// upTo goes on until a question is shown and not answered.
func (o *owner) upTo(ctx context.Context, question string) error {
	for {
		var a act
		err := o.Wait(ctx, func(ms []simulator.Message) (ready bool) {
			a, ready = o.next(ms)
			return ready
		})
		if err != nil {
			return fmt.Errorf("after %v: %w", o.asked, err)
		}
		if a.question == question || strings.Contains(a.button, ":"+question+":") {
			return nil
		}
		if err := o.act(a); err != nil {
			return err
		}
	}
}

// buttons are the callback data of a message.
func buttons(m simulator.Message) (data []string) {
	for _, b := range slices.Concat(m.Keyboard...) {
		if b.Data != "" {
			data = append(data, b.Data)
		}
	}
	return data
}

// find is the first of the callback data that begins and ends so; "" if none does.
func find(data []string, begins, ends string) string {
	for _, d := range data {
		if strings.HasPrefix(d, begins) && strings.HasSuffix(d, ends) {
			return d
		}
	}
	return ""
}

// questionOf is the question that a message asks; "" if it asks none.
func questionOf(m simulator.Message) string {
	for _, b := range buttons(m) {
		parts := strings.Split(b, ":")
		if len(parts) == 4 && strings.Contains("a m d s w p", parts[0]) {
			return parts[2]
		}
	}
	return ""
}

func valueOf(data string) int {
	value, _ := strconv.Atoi(data[strings.LastIndex(data, ":")+1:])
	return value
}

func kindOf(question string) questionnaire.Kind {
	for _, q := range questionnaire.Newest().Questions {
		if q.Code == question {
			return q.Kind
		}
	}
	return -1
}

// given is what the owner answered, as the questionnaire holds it, and applicable the questions that
// apply to it, in their order.
func (o *owner) given() questionnaire.Answers {
	given := questionnaire.Answers{}
	for code, value := range o.answers {
		given[code] = questionnaire.Answer{Value: value}
	}
	return given
}

func (o *owner) applicable() []questionnaire.Question { return questionnaire.Newest().Asked(o.given()) }

// codes are the questions' codes in their order.
func codes(of []questionnaire.Question) []string {
	var codes []string
	for _, q := range of {
		codes = append(codes, q.Code)
	}
	return codes
}

// tables reads everything that is stored about somebody, as that person would get it.
func (w *world) tables(chat int64) map[string][]map[string]any {
	w.t.Helper()
	text, err := w.store.MyData(w.t.Context(), chat)
	if err != nil {
		w.t.Fatal(err)
	}
	var tables map[string][]map[string]any
	if err := json.Unmarshal(text, &tables); err != nil {
		w.t.Fatal(err)
	}
	return tables
}
