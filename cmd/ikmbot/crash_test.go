package main

import (
	"bytes"
	"context"
	"database/sql"
	"flag"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ikmbot/bot/simulator"
	"ikmbot/dialog/questionnaire"
)

var crashSeed = flag.Uint64("crash-seed", 0, "seed of the instants at which the program is killed; 0: a new one")

// atOnce is how many respondents answer at the same time.
const atOnce = 40

// TestKill kills the program again and again while many respondents answer interviews,
// and then compares what is stored with what they answered.
func TestKill(t *testing.T) {
	t.Parallel()
	t.Run("while it polls", func(t *testing.T) { killAgainAndAgain(t, newWire(t), 120, nil) })
	t.Run("while updates are posted to it", func(t *testing.T) {
		address := freeAddress(t)
		wire := newWire(t)
		wire.stages = slices.Concat(stages, webhookStages)
		killAgainAndAgain(t, wire, 30, []string{"IKMBOT_LISTEN=" + address, "IKMBOT_WEBHOOK_URL=http://" + address + "/hook", "IKMBOT_WEBHOOK_SECRET=s3cret"})
	})
}

// freeAddress is an address of this machine at which nobody listens.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// killAgainAndAgain kills the program so many times, which has settings beside the usual ones.
func killAgainAndAgain(t *testing.T, wire *wire, kills int, settings []string) {
	t.Helper()
	seed := *crashSeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	if testing.Short() {
		kills = 15
	}
	t.Logf("-crash-seed %d", seed)
	ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
	defer cancel()
	p := newVictim(t, wire)
	p.env = append(p.env, settings...)

	ended := make(chan struct{})
	over := make(chan []*respondent, 1)
	go func() { over <- crowd(ctx, t, wire.Server, seed, ended) }()
	random := rand.New(rand.NewPCG(seed, 0))
	for range kills {
		p.start()
		p.kill(wire.instant(ctx, random))
	}
	close(ended)
	p.start()
	respondents := <-over
	p.terminate()

	t.Logf("%d interviews, killed %s", len(respondents), wire.killed)
	tellDuplicates(t, wire.Server)
	checkTaps(t, wire.Server)
	checkLog(t, wire.Server, p.log.String())
	checkStored(t, p.file, respondents)
	for _, o := range respondents {
		o.check(t)
	}
}

// A victim is the built program, one run of it after the other on one database.
type victim struct {
	t       testing.TB
	program string
	file    string
	env     []string
	run     *exec.Cmd
	log     bytes.Buffer // of all runs
}

func newVictim(t *testing.T, w *wire) *victim {
	t.Helper()
	return victimOf(t, build(t), filepath.Join(t.TempDir(), "ikmbot.db"), w.url, w.Token())
}

// build builds the program and gives its path.
func build(t testing.TB) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "ikmbot")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return program
}

// victimOf is the program on a database, which asks a Bot API server at a URL.
func victimOf(t testing.TB, program, file, url, token string) *victim {
	t.Helper()
	p := &victim{t: t, program: program, file: file}
	p.env = []string{"TELEGRAM_API_URL=" + url, "TELEGRAM_BOT_TOKEN=" + token, "IKMBOT_DB=" + p.file, "IKMBOT_MAX_RATE=0"}
	t.Cleanup(func() {
		if p.run != nil {
			p.run.Process.Kill()
			p.run.Wait()
		}
	})
	return p
}

func (p *victim) start() {
	p.t.Helper()
	p.run = exec.Command(p.program)
	p.run.Env, p.run.Stderr = p.env, &p.log
	if err := p.run.Start(); err != nil {
		p.t.Fatal(err)
	}
}

// kill kills the program at an instant, until which it must have gone on.
func (p *victim) kill(instant <-chan time.Time) {
	p.t.Helper()
	<-instant
	p.end(syscall.SIGKILL)
	if status := p.run.ProcessState.Sys().(syscall.WaitStatus); !status.Signaled() || status.Signal() != syscall.SIGKILL {
		p.t.Fatalf("the program ended by itself: %v\n%s", p.run.ProcessState, &p.log)
	}
}

// terminate asks the program to stop and waits until it has.
func (p *victim) terminate() {
	p.t.Helper()
	p.end(syscall.SIGTERM)
	if code := p.run.ProcessState.ExitCode(); code != exitDone {
		p.t.Fatalf("exit status %d\n%s", code, &p.log)
	}
}

func (p *victim) end(signal syscall.Signal) {
	p.t.Helper()
	if err := p.run.Process.Signal(signal); err != nil {
		p.t.Errorf("%v: %v", signal, err)
	}
	p.run.Wait() // its error is told by the state
}

// A wire stands between the program and the simulator and notices each call, so
// that the program can be killed at every stage of one.
type wire struct {
	*simulator.Server
	url    string
	stages []string // that the program can be killed at
	killed census

	mu   sync.Mutex
	want string // the stage that is waited for
	hit  chan struct{}
}

func newWire(t *testing.T) *wire {
	t.Helper()
	server, err := simulator.Start(simulator.Options{CallsKept: 10_000_000})
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{Server: server, stages: slices.Concat(stages, pollStages), killed: census{}}
	front := httptest.NewServer(w)
	w.url = front.URL
	t.Cleanup(func() {
		server.Close() // ends the calls that wait
		front.Close()
	})
	return w
}

// ServeHTTP lets the simulator answer a call.
func (w *wire) ServeHTTP(answer http.ResponseWriter, r *http.Request) {
	method := path.Base(r.URL.Path)
	w.tell("asked " + method)
	w.Server.ServeHTTP(answer, r)
	w.tell("answered " + method)
}

func (w *wire) tell(stage string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.hit != nil && w.want == stage {
		close(w.hit)
		w.hit = nil
	}
}

// stages are what the program can be killed shortly after, however updates come; the first
// is its start.
var stages = []string{
	"started", "asked getMe", "answered getMe",
	"asked sendMessage", "answered sendMessage", "asked editMessageText", "answered editMessageText",
	"asked answerCallbackQuery", "answered answerCallbackQuery", "asked sendPhoto", "answered sendPhoto",
}

// The stages of polling and of a webhook.
var (
	pollStages    = []string{"asked getUpdates", "answered getUpdates", "answered getUpdates"}
	webhookStages = []string{"asked setWebhook", "answered setWebhook"}
)

// instant chooses a stage and a delay behind it of 0 to 200 ms, the short ones more
// often, and reports when the time has come. A stage that does not come is not waited for long.
func (w *wire) instant(ctx context.Context, random *rand.Rand) <-chan time.Time {
	stage := w.stages[random.IntN(len(w.stages))]
	delay := time.Duration(math.Pow(random.Float64(), 3) * float64(200*time.Millisecond))
	if stage == w.stages[0] {
		w.killed[stage]++
		return time.After(delay)
	}
	return w.after(ctx, stage, delay)
}

// after reports when a delay behind a stage has passed.
func (w *wire) after(ctx context.Context, stage string, delay time.Duration) <-chan time.Time {
	hit := make(chan struct{})
	w.mu.Lock()
	w.want, w.hit = stage, hit
	w.mu.Unlock()
	select {
	case <-hit:
		w.killed[stage]++
	case <-time.After(600 * time.Millisecond):
		w.killed["elsewhere"]++
	case <-ctx.Done():
	}
	return time.After(delay)
}

// census counts by name.
type census map[string]int

func (c census) String() string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(c)) {
		parts = append(parts, fmt.Sprintf("%d × %s", c[name], name))
	}
	return strings.Join(parts, ", ")
}

// crowd lets respondents answer interviews until it is time to end.
func crowd(ctx context.Context, t *testing.T, s *simulator.Server, seed uint64, ended <-chan struct{}) []*respondent {
	return throng{atOnce: atOnce}.answers(ctx, t, s, seed, ended)
}

// A throng is how many respondents there are and how they are.
type throng struct {
	atOnce int           // how many answer at the same time
	before int64         // the id before that of the first
	thinks time.Duration // how long each waits before doing something
}

// answers lets respondents answer interviews, so many at once, until it is time to end, and
// then finishes those under way.
func (g throng) answers(ctx context.Context, t *testing.T, s *simulator.Server, seed uint64, ended <-chan struct{}) []*respondent {
	var last atomic.Int64
	last.Store(g.before)
	var mu sync.Mutex
	var all []*respondent
	var group sync.WaitGroup
	for range g.atOnce {
		group.Go(func() {
			for {
				o := newRespondent(s, last.Add(1), seed)
				o.thinks = g.thinks
				mu.Lock()
				all = append(all, o)
				mu.Unlock()
				if err := o.interview(ctx); err != nil {
					t.Errorf("owner %d stuck after %v: %v", o.id, o.asked, err)
					return
				}
				select {
				case <-ended:
					return
				default:
				}
			}
		})
	}
	group.Wait()
	return all
}

// A respondent is an owner who answers one interview by what the phone shows: each thing that is
// shown is acted on once and never again, whatever is shown twice.
type respondent struct {
	*simulator.Phone
	id      int64
	random  *rand.Rand
	thinks  time.Duration   // how long before doing something
	done    map[string]bool // what was tapped, by callback data, and "name" once it is typed
	picks   map[string]int  // the masks of what is picked
	asked   []string        // the questions in the order in which they were answered
	answers map[string]int  // by question; what was skipped is not in it
	name    string          // as it was typed; empty: skipped
	ended   int             // the message under which the interview was finished
	told    string          // the last notice during the interview
	drawn   int             // pictures that stand above the strategies of the result
}

func newRespondent(s *simulator.Server, id int64, seed uint64) *respondent {
	random := rand.New(rand.NewPCG(seed, uint64(id)))
	return &respondent{
		Phone: s.Phone(simulator.User{ID: id, FirstName: "Owner", LanguageCode: "id"}), id: id, random: random,
		done: map[string]bool{}, answers: map[string]int{}, picks: map[string]int{"media": 1 + random.IntN(255), "obstacles": 1 + random.IntN(63)},
	}
}

func (o *respondent) interview(ctx context.Context) error {
	o.Start("")
	for {
		var act func() error
		err := o.Wait(ctx, func(messages []simulator.Message) bool {
			act = o.next(messages)
			return act != nil || o.over(messages)
		})
		if err != nil {
			return err
		}
		<-time.After(o.thinks)
		if act == nil {
			o.told = o.Toast().Text
			return o.takeUp(ctx)
		}
		if err := act(); err != nil {
			return err
		}
	}
}

// takeUp takes up a step of the first strategy and keeps a complaint, by the buttons
// that the phone shows for it.
func (o *respondent) takeUp(ctx context.Context) error {
	var acted simulator.Message
	for _, prefix := range []string{"st:", "tk:", "/keluhan", "desk:kind.late", "desk:channel.", "desk:skip", "desk:skip", "desk:save", "desk:list"} {
		if strings.HasPrefix(prefix, "/") {
			o.Send(prefix)
			continue
		}
		var shown simulator.Message
		var button string
		err := o.Wait(ctx, func(messages []simulator.Message) bool {
			shown, button = buttonOf(messages, prefix, acted)
			if prefix == "st:" {
				o.drawn = pictures(messages, shown.ID)
			}
			return button != ""
		})
		if err != nil {
			return fmt.Errorf("wait for %s: %w", prefix, err)
		}
		if acted = shown; prefix == "desk:list" {
			return nil // the complaint is kept
		}
		if err := o.Tap(shown.ID, button); err != nil {
			return err
		}
	}
	return nil
}

// buttonOf finds the newest message with a button of the prefix, unless that is
// the message that was acted on last, unchanged.
func buttonOf(messages []simulator.Message, prefix string, acted simulator.Message) (simulator.Message, string) {
	for _, m := range slices.Backward(messages) {
		data := callbacks(m)
		i := slices.IndexFunc(data, func(d string) bool { return strings.HasPrefix(d, prefix) })
		if i < 0 || m.ID == acted.ID && m.Text == acted.Text {
			continue
		}
		if prefix == "desk:list" && slices.Contains(data, "desk:save") {
			continue
		}
		if m.ID >= acted.ID {
			return m, data[i]
		}
	}
	return simulator.Message{}, ""
}

// over reports whether the result, the first thing with buttons after the end that asks
// for nothing, is the newest message. A question that came twice may stand there, too.
func (o *respondent) over(messages []simulator.Message) bool {
	last := messages[len(messages)-1]
	asks := func(data string) bool { _, asks := o.react(last, data); return asks }
	return o.ended != 0 && last.ID > o.ended && last.FromBot && len(callbacks(last)) > 0 && !slices.ContainsFunc(callbacks(last), asks)
}

// next is what the newest message with something to do asks for; nil if none does.
func (o *respondent) next(messages []simulator.Message) func() error {
	for _, m := range slices.Backward(messages) {
		if !m.FromBot || m.ID <= o.ended {
			continue
		}
		for _, data := range callbacks(m) {
			if act, asks := o.react(m, data); asks {
				if act != nil {
					return act
				}
				break // done already: an older message may have been edited since
			}
		}
	}
	return nil
}

// react reports whether a button is the one to go by in its message, and what is then
// to be done; nil if that is done already. Nothing is decided before it is done.
func (o *respondent) react(m simulator.Message, data string) (act func() error, asks bool) {
	tap := strings.Split(data, ":")
	switch {
	case data == "go:consent" || data == "consent:yes":
		return o.once(data, func() error { return o.Tap(m.ID, data) }), true
	case tap[0] == "f":
		return o.once(data, func() error { o.ended = m.ID; return o.Tap(m.ID, data) }), true
	case tap[0] == "a":
		return o.once(tap[2], func() error { return o.answer(m, tap[2]) }), true
	case tap[0] == "m" && strings.HasSuffix(data, "+"):
		bit, _ := strconv.Atoi(strings.Trim(tap[3], "+"))
		return o.once(data, func() error { return o.Tap(m.ID, data) }), o.picks[tap[2]]&bit != 0
	case tap[0] == "d":
		return o.once(data, func() error {
			o.record(tap[2], o.picks[tap[2]])
			return o.Tap(m.ID, data)
		}), true
	case tap[0] == "s": // alone, so that the answer is typed
		return o.once(tap[2], func() error { return o.typeName(m, data) }), true
	}
	return nil, false
}

func (o *respondent) once(what string, act func() error) func() error {
	if o.done[what] {
		return nil
	}
	return func() error { o.done[what] = true; return act() }
}

func (o *respondent) record(question string, answer int) {
	o.asked = append(o.asked, question)
	o.answers[question] = answer
}

// answer taps one of the answers, or now and then skips what can be skipped.
func (o *respondent) answer(m simulator.Message, question string) error {
	var offered []string
	for _, data := range callbacks(m) {
		if strings.HasPrefix(data, "a:") {
			offered = append(offered, data)
		}
		if strings.HasPrefix(data, "s:") && o.random.IntN(6) == 0 {
			o.asked = append(o.asked, question)
			return o.Tap(m.ID, data)
		}
	}
	chosen := offered[o.random.IntN(len(offered))]
	value, err := strconv.Atoi(chosen[strings.LastIndex(chosen, ":")+1:])
	if err != nil {
		return err
	}
	o.record(question, value)
	return o.Tap(m.ID, chosen)
}

func (o *respondent) typeName(m simulator.Message, skip string) error {
	o.asked = append(o.asked, "name")
	if o.random.IntN(4) == 0 {
		return o.Tap(m.ID, skip)
	}
	o.name = fmt.Sprintf("Batik & <Rahasia> %d", o.id)
	o.Send(o.name)
	return nil
}

// check looks at what the phone shows in the end.
func (o *respondent) check(t *testing.T) {
	t.Helper()
	var order []string
	for _, q := range questionnaire.Newest().Asked(o.given()) {
		order = append(order, q.Code)
	}
	if diff := cmp.Diff(order, o.asked); diff != "" {
		t.Errorf("owner %d: questions (-in order +as asked):\n%s", o.id, diff)
	}
	if o.told != "" {
		t.Errorf("owner %d was told off: %q", o.id, o.told)
	}
	if o.drawn < 1 {
		t.Errorf("owner %d: the strategies of the result came before its diagram", o.id)
	}
}

// pictures counts the bot's pictures above a message.
func pictures(messages []simulator.Message, above int) (n int) {
	for _, m := range messages {
		if m.FromBot && m.ID < above && m.File != nil && m.File.Kind == simulator.Photo {
			n++
		}
	}
	return n
}

func callbacks(m simulator.Message) (data []string) {
	for _, b := range slices.Concat(m.Keyboard...) {
		if b.Data != "" {
			data = append(data, b.Data)
		}
	}
	return data
}

// tellDuplicates counts what came twice, which is no fault: a reply that was sent
// and not yet marked as sent when the program was killed is sent once more. So are the
// taps whose answer, which is never stored, was lost.
func tellDuplicates(t *testing.T, s *simulator.Server) {
	t.Helper()
	sent, again := census{}, census{}
	for _, c := range s.Calls("sendMessage", "sendPhoto", "editMessageText") {
		key := fmt.Sprint(c.Method, c.ChatID, c.Text)
		switch {
		case c.Method == "editMessageText" && strings.Contains(c.Refusal, "not modified"):
			again["edits that changed nothing"]++
		case c.Method != "editMessageText":
			if sent[key]++; sent[key] > 1 {
				again[c.Method]++
			}
		}
	}
	t.Logf("sent before a kill, not yet marked as sent, and so sent again: %s; of %d messages and %d edits", again, len(sent), s.Count("editMessageText").OK)
	t.Logf("%d taps whose answer was lost show their spinner until the app gives it up", s.Unanswered())
}

// checkTaps sees to it that no tap was held for a second or an old one, which would be
// answered with words, as only the tap that takes up a step is.
func checkTaps(t *testing.T, s *simulator.Server) {
	t.Helper()
	said := map[int64][]string{}
	for _, c := range s.Calls("answerCallbackQuery") {
		if c.Text != "" {
			said[c.ChatID] = append(said[c.ChatID], c.Text)
		}
	}
	for chat, words := range said {
		if len(words) > 1 {
			t.Errorf("owner %d was told off: %q", chat, words)
		}
	}
}

func checkLog(t *testing.T, s *simulator.Server, log string) {
	t.Helper()
	_, secret, _ := strings.Cut(s.Token(), ":")
	if strings.Contains(log, secret) || strings.Contains(log, "ahasia") {
		t.Errorf("the log holds the token or a name:\n%s", log)
	}
}

// An outcome is what the database must hold of an owner.
type outcome struct {
	Interviews, Consents         int
	Steps, Complaints, Reminders int
	Name                         string
	Answers                      map[string]int
	X, Y                         float64
	Quadrant                     string
}

// given is what was answered, as the questionnaire holds it.
func (o *respondent) given() questionnaire.Answers {
	given := questionnaire.Answers{}
	for code, value := range o.answers {
		given[code] = questionnaire.Answer{Value: value}
	}
	return given
}

// outcome is the model in plain Go, under balanced weights. What does not apply is at its lowest.
func (o *respondent) outcome() outcome {
	for _, code := range questionnaire.Newest().Implied(o.given()) {
		o.answers[code] = map[byte]int{'S': 1, 'W': 4}[code[0]]
	}
	sums := map[byte]float64{}
	for question, value := range o.answers {
		sums[question[0]] += float64(value)
	}
	want := outcome{Interviews: 1, Consents: 1, Steps: 1, Complaints: 1, Reminders: 2, Name: o.name, Answers: o.answers, X: sums['S']/16 - sums['W']/12, Y: (sums['O'] - sums['T']) / 8}
	right, top := want.X >= -1e-9, want.Y >= -1e-9
	want.Quadrant = map[[2]bool]string{{true, true}: "growth", {true, false}: "diversification", {false, true}: "turnaround", {false, false}: "defensive"}[[2]bool{right, top}]
	return want
}

// checkStored compares the database with what the respondents answered.
func checkStored(t *testing.T, file string, respondents []*respondent) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+file+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, empty := range []string{"set_aside", "undelivered", "person WHERE blocked_at IS NOT NULL"} {
		var n int
		if err := db.QueryRow("SELECT count(*) FROM " + empty).Scan(&n); err != nil || n != 0 {
			t.Errorf("%d rows in %s, %v", n, empty, err)
		}
	}
	want := map[int64]outcome{}
	first := int64(math.MaxInt64)
	for _, o := range respondents {
		want[o.id] = o.outcome()
		first = min(first, o.id)
	}
	if diff := cmp.Diff(want, stored(t, db, first), cmpopts.EquateApprox(0, 1e-9)); diff != "" {
		t.Errorf("interviews (-answered +stored):\n%s", diff)
	}
}

// stored reads what is stored of everybody from a chat's number on.
func stored(t *testing.T, db *sql.DB, first int64) map[int64]outcome {
	t.Helper()
	var codes []string
	for _, q := range questionnaire.Newest().Questions[1:] {
		codes = append(codes, q.Code)
	}
	rows, err := db.Query(`
		SELECT chat_id, (SELECT count(*) FROM assessment WHERE person_id = p.id), (SELECT count(*) FROM consent WHERE person_id = p.id),
			(SELECT count(*) FROM plan WHERE person_id = p.id AND state = 'todo'), (SELECT count(*) FROM complaint WHERE person_id = p.id),
			(SELECT count(*) FROM follow_up WHERE person_id = p.id), -- of the result, and of the complaint
			coalesce(name, ''), coalesce(x, 99), coalesce(y, 99), coalesce(quadrant, ''), `+strings.Join(codes, ", ")+`
		FROM person p LEFT JOIN assessment a ON a.person_id = p.id LEFT JOIN result ON assessment_id = a.id WHERE chat_id >= ?`, first)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	all := map[int64]outcome{}
	for rows.Next() {
		var chat int64
		o := outcome{Answers: map[string]int{}}
		values := make([]sql.NullInt64, len(codes))
		into := []any{&chat, &o.Interviews, &o.Consents, &o.Steps, &o.Complaints, &o.Reminders, &o.Name, &o.X, &o.Y, &o.Quadrant}
		for i := range values {
			into = append(into, &values[i])
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		for i, v := range values {
			if v.Valid {
				o.Answers[codes[i]] = int(v.Int64)
			}
		}
		all[chat] = o
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
