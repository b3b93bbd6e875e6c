package bot_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikmbot/bot"
	"ikmbot/bot/simulator"
	"ikmbot/dialog/say"
	"ikmbot/locales"
	"ikmbot/locales/speech"
)

// A look is what a phone tells without one's reading the words.
type look struct {
	Added int    // new messages of the bot
	Asks  string // the question under the newest keyboard
	Toast bool   // a tap was answered with words
}

// asked is an owner who has typed the name and is now asked for the education.
func (w *world) asked(id int64) *owner {
	w.t.Helper()
	o := newOwner(w.Server, id)
	o.plan["region"], o.plan["age"] = 0, 1
	o.Start("")
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	if err := o.upTo(ctx, "education"); err != nil {
		w.t.Fatal(err)
	}
	w.settle()
	return o
}

// after does something and tells what then is to be seen.
func (w *world) after(o *owner, does func()) look {
	w.t.Helper()
	before, nods := len(fromBot(o.Messages())), w.toasts(o)
	does()
	w.settle()
	messages := fromBot(o.Messages())
	l := look{Added: len(messages) - before, Toast: w.toasts(o) > nods}
	for _, m := range slices.Backward(messages) {
		if buttons(m) != nil {
			l.Asks = questionOf(m)
			break
		}
	}
	if n := o.Unanswered(); n != 0 {
		w.t.Errorf("%d taps are not answered", n)
	}
	return l
}

// toasts counts the taps of an owner that were answered with words.
func (w *world) toasts(o *owner) int {
	n := 0
	for _, c := range w.Calls("answerCallbackQuery") {
		if c.ChatID == o.User().ID && c.Text != "" {
			n++
		}
	}
	return n
}

func TestSituations(t *testing.T) {
	t.Parallel()
	again := look{Added: 1, Asks: "education"} // the question is shown once more
	kept := look{Added: 1}                     // it is kept and asked about
	silence := look{Asks: "education"}
	recorded := look{Asks: "education", Toast: true} // a nod, and nothing changes
	old := look{Added: 1, Asks: "education", Toast: true}
	next := look{Asks: "funding"}
	open := func(o *owner) int { return o.Last().ID }
	situations := map[string]struct {
		does func(w *world, o *owner)
		want look
	}{
		"a text where a tap is expected": {func(_ *world, o *owner) { o.Send("SMA, tahun 1998") }, kept},
		"a long text":                    {func(_ *world, o *owner) { o.Send(strings.Repeat("a", 4096)) }, kept},
		"a forwarded text":               {func(_ *world, o *owner) { o.Forward("Kapan dikirim?", "Pembeli") }, kept},
		"a sticker":                      {func(_ *world, o *owner) { o.Sticker("👍") }, again},
		"a voice note":                   {func(_ *world, o *owner) { o.Voice(3 * time.Second) }, again},
		"a picture":                      {func(_ *world, o *owner) { o.Photo([]byte("\x89PNG\r\n\x1a\n"), "/start") }, kept},
		"a file":                         {func(_ *world, o *owner) { o.Document("harga.pdf", []byte("%PDF"), "") }, again},
		"a message edited":               {func(w *world, o *owner) { w.edit(o, "Batik Lain") }, silence},
		"a tap on the answer":            {func(_ *world, o *owner) { o.TapForged(open(o), "a:1:education:3") }, next},
		"two taps on the same answer at once": {func(_ *world, o *owner) {
			o.TapForged(open(o), "a:1:education:3")
			o.TapForged(open(o), "a:1:education:3")
		}, look{Asks: "funding", Toast: true}},
		"two taps on different answers at once": {func(_ *world, o *owner) {
			o.TapForged(open(o), "a:1:education:3")
			o.TapForged(open(o), "a:1:education:4")
		}, look{Added: 1, Asks: "funding", Toast: true}},
		"a tap under a message that is gone": {func(_ *world, o *owner) { o.TapForged(1, "a:1:education:3") }, look{Added: 1, Asks: "funding"}},
		"a tap on skip under the name":       {func(w *world, o *owner) { w.tapOld(o, "name", "s:1:name:") }, recorded},
		"a tap on the answer given before":   {func(_ *world, o *owner) { o.TapForged(open(o), "a:1:age:2") }, recorded},
		"a tap on another answer than given": {func(_ *world, o *owner) { o.TapForged(open(o), "a:1:age:3") }, old},
		"a button of another interview":      {func(_ *world, o *owner) { o.TapForged(open(o), "a:7:education:3") }, old},
		"a channel post": {func(w *world, o *owner) {
			w.inject(`{"channel_post":{"chat":{"id":-1007,"type":"channel"},"text":"/start"}}`)
		}, silence},
		"an update of an unknown kind": {func(w *world, o *owner) { w.inject(`{"hologram":{"from":{"id":1}}}`) }, silence},
		"another bot's message": {func(w *world, o *owner) {
			w.injectMessage(o, `"from":{"id":9,"is_bot":true,"first_name":"x"},"text":"/start"`)
		}, silence},
		"a notice that a message was pinned": {func(w *world, o *owner) {
			w.injectMessage(o, `"from":{"id":1,"first_name":"x"},"pinned_message":{"message_id":1,"date":0,"chat":{"id":1,"type":"private"}}`)
		}, silence},
	}
	for name, s := range situations {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			o := w.asked(1)
			if diff := cmp.Diff(s.want, w.after(o, func() { s.does(w, o) })); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if s.want.Asks == "funding" {
				o.answers["education"] = 3
			}
			w.checkAnswers(o)
			w.checkNothingAside()
		})
	}
}

func TestForgedTaps_ChangeNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o := w.asked(1)
	for _, data := range []string{
		"", "x", ":", ":::", "a:1:education:", "a:1:education:0", "a:1:education:6", "a:1:education:-1", "a:1:education:1.0", "a:1:education: 1",
		"a:1:education:9223372036854775808", "a:01x:education:1", "a:-1:education:1", "a:1:S1:1", "a:1:nothing:1", "m:1:education:1+", "d:1:education:", "k:1:education:",
		"f:1::", "r:1:market:", "c:1:age:", "go:over", "go:begin", "go:again", "go:result", "go:elsewhere", "lang:xx", "consent:yes", "consent:perhaps", "erase:yes", "resume:yes",
		"st:1:SO1:", "tk:1:SO1:SO1_1", "plan:SO1_1.done", "\x00", "\u202e", strings.Repeat("z", 64), "a:1:education:" + strings.Repeat("1", 50), "'; DROP TABLE person; --",
	} {
		got := w.after(o, func() { o.TapForged(o.Last().ID, data) })
		if !got.Toast || got.Added > 1 || got.Asks != "education" {
			t.Errorf("%q: %+v", data, got)
		}
	}
	w.checkAnswers(o)
	w.checkNothingAside()
}

func TestNames_AreKeptAsTyped(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := int64(0)
	for typed, kept := range map[string]string{
		`<b>Batik</b> & "Sari" 'Jaya'`: `<b>Batik</b> & "Sari" 'Jaya'`,
		"</code></pre> &lt;b&gt;":      "</code></pre> &lt;b&gt;",
		"'; DROP TABLE person; --":     "'; DROP TABLE person; --",
		"{{.Name}} %s %d":              "{{.Name}} %s %d",
		"\u202eirasbatik":              "irasbatik",
		"Ba\u200btik\ufeff Sari\u2066": "Batik Sari",
		"Batik\n\n\tSari\u00a0Jaya":    "Batik Sari Jaya",
		"Batik 👩‍🎨 _*[x](y)*_":         "Batik 👩‍🎨 _*[x](y)*_",
		"\u3164\u2800":                 "",
		strings.Repeat("é", 60):        strings.Repeat("é", 60),
		strings.Repeat("é", 61):        "",
		strings.Repeat("x", 4096):      "",
		"\u200b\u200d":                 "",
	} {
		id++
		o := newOwner(w.Server, id)
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		defer cancel()
		o.Start("")
		if err := o.upTo(ctx, "name"); err != nil {
			t.Fatal(err)
		}
		want := look{Added: 1, Asks: "region"}
		if kept == "" {
			want.Asks = "name"
		}
		if diff := cmp.Diff(want, w.after(o, func() { o.Send(typed) })); diff != "" {
			t.Errorf("%q (-want +got):\n%s", typed, diff)
		}
		o.name = kept
		w.checkAnswers(o)
		w.after(o, func() { o.Send("/dataku") })
		if kept != "" && !slices.ContainsFunc(o.Messages(), func(m simulator.Message) bool { return m.FromBot && strings.Contains(m.Text, kept) }) {
			t.Errorf("%q is not shown as %q", typed, kept)
		}
	}
	w.checkNothingAside()
	if log := w.log.String(); strings.Contains(log, "Batik") || strings.Contains(log, "DROP") {
		t.Errorf("a name is in the log:\n%s", log)
	}
}

// TestCommands_ByAnyName gives each command by either name to people of either language,
// and with what apps and people add to it.
func TestCommands_ByAnyName(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := int64(0)
	for _, language := range w.words.Languages() {
		for _, command := range say.Commands {
			reactions := map[string][]string{}
			for _, name := range w.names(command) {
				for _, form := range []string{"/" + name, "/" + strings.ToUpper(name), "/" + name + "@" + w.Username(), "/" + name + " apa saja", "/" + name + "@" + w.Username() + " x"} {
					id++
					phone := w.Phone(simulator.User{ID: id, FirstName: "Owner", LanguageCode: language})
					phone.Send(form)
					w.settle()
					for _, m := range fromBot(phone.Messages()) {
						reactions[form] = append(reactions[form], m.Text+m.Caption+strings.Join(buttons(m), " "))
					}
				}
			}
			first := reactions["/"+speech.CommandName(w.words, say.Language(language), command)]
			if len(first) == 0 {
				t.Errorf("%s, %s: no answer", command, language)
			}
			for form, said := range reactions {
				if diff := cmp.Diff(first, said); diff != "" {
					t.Errorf("%s (-by its name in %s +so):\n%s", form, language, diff)
				}
			}
		}
	}
	w.checkNothingAside()
}

func TestGroup(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	group := int64(-100)
	for text, answers := range map[string]int{
		"/start": 1, "/mulai@" + w.Username(): 1, "/hasil@" + strings.ToUpper(w.Username()): 1, "/apa_saja": 1,
		"/start@other_bot": 0, "halo": 0, "start": 0,
	} {
		for _, kind := range []string{"group", "supergroup"} {
			group--
			w.inject(fmt.Sprintf(`{"message":{"chat":{"id":%d,"type":%q,"title":"Pengrajin"},"from":{"id":77,"first_name":"A","language_code":"id"},"text":%q}}`, group, kind, text))
			w.settle()
			said := fromBot(w.Messages(group))
			if len(said) != answers {
				t.Errorf("%s in a %s: %d answers, want %d", text, kind, len(said), answers)
			}
			for _, m := range said {
				if strings.Contains(m.Text, "\n") || len(m.Keyboard) != 1 || m.Keyboard[0][0].URL != "https://t.me/"+w.Username() {
					t.Errorf("%s: want one line and the way to the private chat, got %+v", text, m)
				}
			}
		}
	}
	if n := w.count("person"); n != 0 {
		t.Errorf("%d people are stored for what was said in groups", n)
	}
	w.checkNothingAside()
}

// TestUndecodable puts an update that the library can't read between good ones of one batch.
func TestUndecodable(t *testing.T) {
	t.Parallel()
	w := openWorld(t)
	before, after := w.Phone(simulator.User{ID: 2, FirstName: "A"}), w.Phone(simulator.User{ID: 3, FirstName: "B"})
	before.Start("")
	w.inject(`{"message":{"chat":{"id":1,"type":"private"},"from":{"id":1,"first_name":"C","language_code":"id"},"text":"Rahasia","forward_origin":"martian"}}`)
	w.inject(`{"message":{"chat":{"id":-5,"type":"group"},"from":{"id":1,"first_name":"C"},"forward_origin":"martian"}}`)
	w.inject(`{"message":"none"}`)
	w.inject(`{"callback_query":[]}`)
	after.Start("")
	w.run()
	w.settle()
	for _, id := range []int64{1, 2, 3} {
		if n := len(fromBot(w.Messages(id))); n != 1 {
			t.Errorf("person %d is told %d things, want 1", id, n)
		}
	}
	if n := len(fromBot(w.Messages(-5))); n != 0 {
		t.Errorf("a group is told %d things", n)
	}
	if n := w.count("set_aside WHERE raw LIKE '%martian%' OR raw LIKE '%none%' OR raw LIKE '%[]%'"); n != 4 {
		t.Errorf("%d updates are set aside, want 4", n)
	}
	if log := w.log.String(); strings.Count(log, "level=ERROR") != 4 || strings.Contains(log, "Rahasia") {
		t.Errorf("want a line for each, without what was written:\n%s", log)
	}
}

// TestNewKinds has a message with something in it of a kind that Telegram may have one day.
func TestNewKinds(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.inject(`{"message":{"chat":{"id":1,"type":"private"},"from":{"id":1,"first_name":"C","language_code":"id"},"text":"/start","forward_origin":{"type":"martian"},"hologram":{"depth":3}}}`)
	w.settle()
	if said := fromBot(w.Messages(1)); len(said) != 1 || find(buttons(said[0]), "go:consent", "") == "" {
		t.Errorf("a message with something new in it is answered with %+v", said)
	}
	w.checkNothingAside()
}

// TestPanic has a row that no check let in, and that the dialog falls over.
func TestPanic(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o, other := w.asked(1), w.asked(2)
	db, err := sql.Open("sqlite3", "file:"+w.file+"?_busy_timeout=5000&_ignore_check_constraints=1")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("UPDATE assessment SET age = 77 WHERE person_id = (SELECT id FROM person WHERE chat_id = 1)"); err != nil {
		t.Fatal(err)
	}
	if got := w.after(o, func() { o.Send("/dataku") }); got.Added != 1 {
		t.Errorf("the sender is told %d things", got.Added)
	}
	if diff := cmp.Diff(look{Added: 1, Asks: "education"}, w.after(other, func() { other.Send("/lanjut") })); diff != "" {
		t.Errorf("another person (-want +got):\n%s", diff)
	}
	if n := w.count("set_aside WHERE reason LIKE 'panic%' AND chat_id = 1"); n != 1 {
		t.Errorf("%d panics are set aside", n)
	}
}

func TestProfile(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.Phone(simulator.User{ID: 1, FirstName: "A"}).Start("")
	w.settle()
	seen := map[string]string{}
	for language, alike := range map[string]say.Language{"id": say.Indonesian, "en": "en", "": "en", "fr": "en"} {
		p := w.Profile(language)
		if p.Name == "" || p.Description == "" || p.ShortDescription == "" {
			t.Errorf("profile in %q: %+v", language, p)
		}
		var names, want []string
		for _, c := range w.Commands(simulator.User{ID: 1, LanguageCode: language}) {
			names = append(names, c.Command)
		}
		for _, c := range say.Commands {
			want = append(want, speech.CommandName(w.words, alike, c))
		}
		if diff := cmp.Diff(want, names); diff != "" {
			t.Errorf("menu in %q (-want +got):\n%s", language, diff)
		}
		seen[string(alike)] += p.Description
	}
	if strings.HasPrefix(seen["en"], seen["id"]) {
		t.Error("both languages have the same description")
	}
}

func TestMyData(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o := w.asked(1)
	if got := w.after(o, func() { o.Send("/dataku") }); got.Added != 2 {
		t.Errorf("%d messages, want the list and the file", got.Added)
	}
	file := o.Last().File
	if file == nil || !strings.HasSuffix(file.Name, ".json") {
		t.Fatalf("the file is %+v", file)
	}
	var tables map[string][]map[string]any
	if err := json.Unmarshal(file.Data, &tables); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(w.tables(1))), slices.Sorted(maps.Keys(tables))); diff != "" {
		t.Errorf("tables (-stored +sent):\n%s", diff)
	}
	if name := tables["assessment"][0]["name"]; name != o.name {
		t.Errorf("the file has the name %v, want %q", name, o.name)
	}
}

// TestErase erases somebody to whom a message is still waiting.
func TestErase(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o, other := w.asked(1001), w.asked(1002)
	if got := w.after(o, func() { o.Send("/hapus") }); got.Added != 1 {
		t.Errorf("asked %d times", got.Added)
	}
	asks := o.Last()
	if err := o.Tap(asks.ID, "erase:no"); err != nil {
		t.Fatal(err)
	}
	w.after(o, func() { o.TapForged(asks.ID, "erase:yes") })
	w.checkAnswers(o) // the question was over
	before := len(fromBot(o.Messages()))

	lift := w.Plan(simulator.Fault{Kind: simulator.CutBefore, Method: "sendMessage", ChatID: 1001})
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	o.Send("/bantuan")
	if err := w.Confirmed(ctx); err != nil { // so that the answer is in memory, too
		t.Fatal(err)
	}
	o.Send("/hapus")
	o.TapForged(asks.ID, "erase:yes")
	w.settle()
	lift()
	if got := len(fromBot(o.Messages())) - before; got != 0 {
		t.Errorf("%d messages come after the erasure, other than the farewell in place of the question", got)
	}
	if last := o.Last(); last.ID != asks.ID || last.HTML == asks.HTML || buttons(last) != nil {
		t.Errorf("the farewell is %+v", last)
	}
	w.checkErased(1001, o.name)
	if n := w.count("erasure"); n != 1 {
		t.Errorf("%d erasures are noted", n)
	}
	w.checkAnswers(other)
	if err := other.finish(ctx); err != nil {
		t.Error(err)
	}
	w.after(o, func() { o.Start("") })
	if len(buttons(o.Last())) == 0 {
		t.Error("somebody who was erased and comes again is not greeted")
	}
}

// checkErased looks through every table for a chat's number and a name.
func (w *world) checkErased(chat int64, name string) {
	w.t.Helper()
	for table, rows := range w.tables(chat) {
		if len(rows) > 0 {
			w.t.Errorf("left in %s: %v", table, rows)
		}
	}
	if n := w.count("outbox WHERE chat_id = ? OR instr(reply, ?)", chat, name); n != 0 {
		w.t.Errorf("%d messages are left", n)
	}
}

func TestStop(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o := w.asked(1)
	stopped := "person WHERE stopped_at IS NOT NULL"
	if got := w.after(o, func() { o.Send("/berhenti") }); got.Added != 1 || w.count(stopped) != 1 {
		t.Errorf("%+v, stopped %d", got, w.count(stopped))
	}
	w.after(o, func() { o.Send("/mulai") })
	resumes := o.Last()
	w.after(o, func() { o.TapForged(resumes.ID, "resume:no") })
	if w.count(stopped) != 1 {
		t.Error("a no is taken for a yes")
	}
	w.after(o, func() { o.Send("/mulai") })
	w.after(o, func() { o.TapForged(o.Last().ID, "resume:yes") })
	if w.count(stopped) != 0 {
		t.Error("a yes is taken for a no")
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if err := o.finish(ctx); err != nil {
		t.Error(err)
	}
}

func TestRun_WrongToken(t *testing.T) {
	t.Parallel()
	w := openWorld(t)
	catalog, err := locales.Load(func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	b, err := bot.New(bot.Config{Token: "1:" + strings.Repeat("x", 35), URL: w.URL(), Store: w.store, Catalog: catalog, Log: slog.New(slog.NewTextHandler(&w.log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Run(t.Context()); !errors.Is(err, bot.ErrUnauthorized) {
		t.Errorf("got %v, want ErrUnauthorized", err)
	}
	if log := w.log.String(); strings.Contains(log, "xxxx") {
		t.Errorf("the token is in the log:\n%s", log)
	}
}

// TestRun_Stops stops while calls are under way and messages wait; what is
// committed and not sent is sent by the next run, and nothing twice.
func TestRun_Stops(t *testing.T) {
	t.Parallel()
	w := openWorld(t)
	w.Plan(simulator.Fault{Kind: simulator.Delay, Method: "sendMessage", Wait: 300 * time.Millisecond, Times: 60})
	phones := make([]*simulator.Phone, 150) // more than are sent at the same time, and more than a batch
	for i := range phones {
		phones[i] = w.Phone(simulator.User{ID: int64(i + 1), FirstName: "A"})
		phones[i].Start("")
	}
	w.run()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if err := phones[0].Wait(ctx, func(ms []simulator.Message) bool { return len(fromBot(ms)) > 0 }); err != nil {
		t.Fatal(err)
	}
	since := time.Now()
	if err := w.stop(); err != nil {
		t.Error(err)
	}
	if took := time.Since(since); took > 10*time.Second {
		t.Errorf("the stop took %v", took)
	}
	sent := w.Count("sendMessage").OK
	if left := w.count("outbox"); left == 0 || left+sent != w.count("person") {
		t.Errorf("of %d answers %d are sent and %d left", w.count("person"), sent, left)
	}
	w.run()
	w.settle()
	for i, p := range phones {
		if n := len(fromBot(p.Messages())); n != 1 {
			t.Errorf("phone %d has %d answers", i, n)
		}
	}
}

// TestBatch_KeepsTheOrder has a conversation wait for the bot that is longer than a batch.
func TestBatch_KeepsTheOrder(t *testing.T) {
	t.Parallel()
	w := openWorld(t)
	phone := w.Phone(simulator.User{ID: 1, FirstName: "A", LanguageCode: "id"})
	phone.Start("")
	phone.TapForged(1, "go:consent")
	phone.TapForged(1, "consent:yes")
	for i := range 120 {
		phone.TapForged(1, "s:1:name:")
		phone.TapForged(1, "b:1:region:")
		if i%40 == 0 {
			phone.Start("")
		}
	}
	phone.Send("Batik Sari")
	w.run()
	w.settle()
	if diff := cmp.Diff("Batik Sari", w.tables(1)["assessment"][0]["name"]); diff != "" {
		t.Errorf("name (-want +got):\n%s", diff)
	}
	var ids []int
	for _, m := range fromBot(phone.Messages()) {
		ids = append(ids, m.ID)
	}
	if len(ids) == 0 || !slices.IsSorted(ids) || phone.Unanswered() != 0 {
		t.Errorf("messages %v, %d taps not answered", ids, phone.Unanswered())
	}
}

// inject puts an update before the bot.
func (w *world) inject(raw string) {
	w.t.Helper()
	if _, err := w.Inject(raw); err != nil {
		w.t.Fatal(err)
	}
}

// injectMessage puts a message of the owner's chat before the bot.
func (w *world) injectMessage(o *owner, fields string) {
	w.t.Helper()
	w.inject(fmt.Sprintf(`{"message":{"chat":{"id":%d,"type":"private"},%s}}`, o.User().ID, fields))
}

// edit changes the message with the name.
func (w *world) edit(o *owner, text string) {
	w.t.Helper()
	for _, m := range o.Messages() {
		if m.Text == o.name {
			if err := o.Edit(m.ID, text); err != nil {
				w.t.Error(err)
			}
			return
		}
	}
	w.t.Error("no message to edit")
}

// tapOld taps a button of a question that was asked before.
func (w *world) tapOld(o *owner, question, button string) {
	w.t.Helper()
	for _, m := range o.Messages() {
		if questionOf(m) == question {
			if err := o.Tap(m.ID, button); err != nil {
				w.t.Error(err)
			}
			return
		}
	}
	w.t.Errorf("%s is shown no more", question)
}

func (w *world) checkNothingAside() {
	w.t.Helper()
	if n := w.count("set_aside"); n != 0 {
		var reason string
		w.query(&reason, "SELECT reason FROM set_aside LIMIT 1")
		w.t.Errorf("%d updates are set aside: %s", n, reason)
	}
}
