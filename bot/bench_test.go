package bot_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"ikmbot/bot"
	"ikmbot/bot/client"
	"ikmbot/bot/simulator"
	"ikmbot/locales"
	"ikmbot/locales/speech"
	"ikmbot/scoring/store"
)

// benchRole is the setting that makes the test program one of those that are measured, in a
// process of its own, until its input ends: "program", "bare" or "durable".
const benchRole = "IKMBOT_BENCH_ROLE"

func TestMain(m *testing.M) {
	role, url, token, file := os.Getenv(benchRole), os.Getenv("TELEGRAM_API_URL"), os.Getenv("TELEGRAM_BOT_TOKEN"), os.Getenv("IKMBOT_DB")
	if role == "" {
		os.Exit(m.Run())
	}
	rate, _ := strconv.Atoi(os.Getenv("IKMBOT_MAX_RATE")) // 0 without one: no limit
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		io.Copy(io.Discard, os.Stdin)
		cancel()
	}()
	var err error
	switch role {
	case "program":
		err = serveProgram(ctx, url, token, file, rate)
	case "bare":
		err = serveBare(ctx, url, token, func([]json.RawMessage) error { return nil })
	case "durable":
		err = serveDurable(ctx, url, token, file)
	default:
		err = fmt.Errorf("nothing is measured as %q", role)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// serveProgram is the whole program, but for its settings.
func serveProgram(ctx context.Context, url, token, file string, rate int) (err error) {
	catalog, err := locales.Load(func(err error) { fmt.Fprintln(os.Stderr, err) })
	if err != nil {
		return err
	}
	s, err := store.Open(ctx, file, store.Options{Languages: speech.Languages(catalog)})
	if err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, s.Close()) }()
	b, err := bot.New(bot.Config{Token: token, URL: url, MaxRate: rate, Store: s, Catalog: catalog, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	return b.Run(ctx)
}

// serveBare is the bare handler: the library, the same transport, as many senders as the
// program has, the updates of one chat always with the same one. It makes the same two calls
// and stores nothing; what is to be done with a batch before any of it is handled is given.
func serveBare(ctx context.Context, url, token string, keep func([]json.RawMessage) error) error {
	const senders = 32
	http, err := client.New(url, token, senders)
	if err != nil {
		return err
	}
	api, err := tg.New(token, tg.WithSkipGetMe(), tg.WithServerURL(url), tg.WithHTTPClient(time.Minute, http))
	if err != nil {
		return err
	}
	lanes := make([]chan *models.Update, senders)
	for i := range lanes {
		lanes[i] = make(chan *models.Update, benchRound)
		go bareSender(ctx, api, lanes[i])
	}
	return bareReceiver(ctx, http, keep, lanes)
}

// serveDurable is the bare handler with the least that makes a batch outlive a power cut before
// it is answered: its updates are appended to a file, which is synced.
func serveDurable(ctx context.Context, url, token, file string) (err error) {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, f.Close()) }()
	return serveBare(ctx, url, token, func(batch []json.RawMessage) error {
		for _, raw := range batch {
			if _, err := f.Write(raw); err != nil {
				return err
			}
		}
		return f.Sync()
	})
}

// The load: so many phones, each of which picks an option and drops it again. Every
// update is answered with two calls: to the tap, and an edit of the question.
const (
	benchPhones = 100
	benchRound  = 2000 // updates
)

// BenchmarkUpdates measures the whole program, from receiving to delivering, with every
// commit on the disk, against a bare handler on the same library and the same transport that
// makes the same two calls and stores nothing. Each is a process of its own, whose processor
// time is its own alone; the simulator, a third, answers both. They take turns in one run.
func BenchmarkUpdates(b *testing.B) {
	program, bare := benchProgram(b), benchBare(b, "bare")
	program.round(benchRound)
	bare.round(benchRound)
	var ours, theirs, ratios, ourTime, theirTime, timeRatios []float64
	for b.Loop() {
		rate, processor := program.cost()
		bareRate, bareProcessor := bare.cost()
		ours, theirs, ratios = append(ours, rate), append(theirs, bareRate), append(ratios, rate/bareRate)
		ourTime, theirTime, timeRatios = append(ourTime, processor), append(theirTime, bareProcessor), append(timeRatios, processor/bareProcessor)
	}
	b.ReportMetric(median(ours), "updates/s")
	b.ReportMetric(median(theirs), "bare-updates/s")
	reportRatios(b, ratios, "x-bare")
	b.ReportMetric(median(ourTime), "processor-µs/update")
	b.ReportMetric(median(theirTime), "bare-processor-µs/update")
	reportRatios(b, timeRatios, "x-bare-processor")
}

// reportRatios tells the one in the middle, the least and the greatest.
func reportRatios(b *testing.B, ratios []float64, name string) {
	b.ReportMetric(median(ratios), name)
	b.ReportMetric(slices.Min(ratios), name+"-min")
	b.ReportMetric(slices.Max(ratios), name+"-max")
}

func median(xs []float64) float64 {
	return slices.Sorted(slices.Values(xs))[len(xs)/2]
}

// A benchLoad is phones that tap on what answers them: the program or a bare handler.
type benchLoad struct {
	*simulator.Server
	b       *testing.B
	process int // its number
	phones  []*simulator.Phone
	picked  []bool // by phone, whether the option is picked
}

// openLoad starts what is measured in a role, with its own simulator.
func openLoad(b *testing.B, role string) *benchLoad {
	sim := benchServer(b)
	process := startRole(b, sim, role, "IKMBOT_DB="+filepath.Join(b.TempDir(), "ikmbot.db"))
	return &benchLoad{Server: sim, b: b, process: process, phones: make([]*simulator.Phone, benchPhones), picked: make([]bool, benchPhones)}
}

// startRole starts what is measured before a simulator, in a process of its own, and gives the
// number of that.
func startRole(b *testing.B, sim *simulator.Server, role string, settings ...string) int {
	run := exec.Command(os.Args[0])
	run.Env = append(os.Environ(), benchRole+"="+role, "TELEGRAM_API_URL="+sim.URL(), "TELEGRAM_BOT_TOKEN="+sim.Token())
	run.Env = append(run.Env, settings...)
	run.Stderr = os.Stderr
	input, err := run.StdinPipe()
	if err == nil {
		err = run.Start()
	}
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		input.Close()
		if err := run.Wait(); err != nil {
			b.Error(err)
		}
	})
	return run.Process.Pid
}

// benchProgram starts the program and the phones of owners who are at a question.
func benchProgram(b *testing.B) *benchLoad {
	l := openLoad(b, "program")
	for i := range l.phones {
		o := newOwner(l.Server, int64(i+1))
		l.phones[i] = o.Phone
		o.Start("")
		if err := o.upTo(b.Context(), "media"); err != nil {
			b.Fatal(err)
		}
	}
	return l
}

// benchBare starts a bare handler and phones with a message to tap on.
func benchBare(b *testing.B, role string) *benchLoad {
	l := openLoad(b, role)
	api, err := tg.New(l.Token(), tg.WithSkipGetMe(), tg.WithServerURL(l.URL()))
	if err != nil {
		b.Fatal(err)
	}
	for i := range l.phones {
		l.phones[i] = l.Phone(simulator.User{ID: int64(i + 1), FirstName: "Owner", LanguageCode: "id"})
		l.phones[i].Start("")
		if _, err := api.SendMessage(b.Context(), &tg.SendMessageParams{ChatID: i + 1, Text: "x"}); err != nil {
			b.Fatal(err)
		}
	}
	return l
}

func benchServer(b *testing.B) *simulator.Server {
	sim, err := simulator.Start(simulator.Options{CallsKept: -1, MessagesKept: 10})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { sim.Close() })
	return sim
}

// tap picks the option on a phone, or drops it again.
func (l *benchLoad) tap(phone int) {
	data := "m:1:media:1+"
	if l.picked[phone] {
		data = "m:1:media:1-"
	}
	l.picked[phone] = !l.picked[phone]
	l.phones[phone].TapForged(l.phones[phone].Last().ID, data)
}

// round lets the phones tap so often in turn and waits until all is answered.
func (l *benchLoad) round(n int) time.Duration {
	began, answered := time.Now(), l.answered()
	for i := range n {
		l.tap(i % len(l.phones))
	}
	l.settle(answered + n)
	return time.Since(began)
}

// answered is how many taps have been answered by both calls.
func (l *benchLoad) answered() int {
	return min(l.Count("editMessageText").OK, l.Count("answerCallbackQuery").OK)
}

// settle waits until so many taps have been answered since the beginning.
func (l *benchLoad) settle(taps int) {
	look := time.NewTicker(time.Millisecond)
	defer look.Stop()
	for l.answered() < taps {
		select {
		case <-look.C:
		case <-l.b.Context().Done():
			l.b.Fatal("not all taps were answered")
		}
	}
}

// cost is what a round comes to: updates a second, and microseconds of processor time an update.
func (l *benchLoad) cost() (rate, processor float64) {
	before := l.processorTime()
	rate = benchRound / l.round(benchRound).Seconds()
	return rate, float64((l.processorTime() - before).Microseconds()) / benchRound
}

// processorTime is what the process has had of the processors so far. Linux tells it in
// hundredths of a second.
func (l *benchLoad) processorTime() time.Duration {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", l.process))
	if err != nil {
		l.b.Skip("there is no /proc here: ", err)
	}
	fields := bytes.Fields(stat[bytes.LastIndexByte(stat, ')'):])
	var ticks int64
	for _, field := range fields[12:14] { // in user mode and in the kernel
		n, err := strconv.ParseInt(string(field), 10, 64)
		if err != nil {
			l.b.Fatal(err)
		}
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}

// bareReceiver fetches updates, keeps and decodes them, and hands them out by chat.
func bareReceiver(ctx context.Context, http *client.Client, keep func([]json.RawMessage) error, lanes []chan *models.Update) error {
	var offset int64
	for ctx.Err() == nil {
		raws, err := http.GetUpdates(ctx, offset, client.MaxPoll, []string{"callback_query"})
		if err != nil {
			return nil // the end of the benchmark ends the call
		}
		if err := keep(raws); err != nil {
			return err
		}
		for _, raw := range raws {
			u := new(models.Update)
			if json.Unmarshal(raw, u) != nil {
				continue
			}
			offset = u.ID + 1
			if u.CallbackQuery != nil {
				lanes[int(u.CallbackQuery.From.ID)%len(lanes)] <- u
			}
		}
	}
	return nil
}

// bareSender makes the two calls: the answer to the tap, and an edit of the size of a question.
func bareSender(ctx context.Context, api *tg.Bot, lane <-chan *models.Update) {
	var keyboard [][]models.InlineKeyboardButton
	for i := range 12 {
		keyboard = append(keyboard, []models.InlineKeyboardButton{{Text: "⬜ WhatsApp", CallbackData: fmt.Sprintf("m:1:media:%d+", i)}})
	}
	for n := 0; ; n++ {
		var u *models.Update
		select {
		case u = <-lane:
		case <-ctx.Done():
			return
		}
		q := u.CallbackQuery
		_, err1 := api.AnswerCallbackQuery(ctx, &tg.AnswerCallbackQueryParams{CallbackQueryID: q.ID})
		_, err2 := api.EditMessageText(ctx, &tg.EditMessageTextParams{
			ChatID: q.From.ID, MessageID: q.Message.Message.ID, ParseMode: models.ParseModeHTML,
			Text: fmt.Sprintf("Pertanyaan 7 dari 35  ▰▱▱▱▱▱▱▱▱▱\n\n<b>Lewat apa saja Anda jualan atau promosi di internet? Boleh pilih beberapa, lalu ketuk Selesai.</b> %d", n),

			ReplyMarkup: &models.InlineKeyboardMarkup{InlineKeyboard: keyboard},
		})
		if err := errors.Join(err1, err2); err != nil && ctx.Err() == nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}
}
