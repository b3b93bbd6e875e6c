package bot_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"runtime"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"ikmbot/bot"
	"ikmbot/bot/client"
	"ikmbot/bot/simulator"
	"ikmbot/locales"
)

// The load: so many phones, each of which picks an option and drops it again. Every
// update is answered with two calls: to the tap, and an edit of the question.
const (
	benchPhones = 100
	benchRound  = 2000 // updates
)

// BenchmarkUpdates measures the whole program, from receiving to delivering, with every
// commit on the disk, against a bare handler on the same library and the same transport that
// makes the same two calls and stores nothing. They take turns in one run. The processor time
// of either holds that of the simulator, which answers both.
func BenchmarkUpdates(b *testing.B) {
	program, bare := benchProgram(b), benchBare(b)
	program.round(benchRound)
	bare.round(benchRound)
	var ours, theirs, ratios, ourTime, theirTime, timeRatios []float64
	for b.Loop() {
		rate, processor := benchCost(program)
		bareRate, bareProcessor := benchCost(bare)
		ours, theirs, ratios = append(ours, rate), append(theirs, bareRate), append(ratios, rate/bareRate)
		ourTime, theirTime, timeRatios = append(ourTime, processor), append(theirTime, bareProcessor), append(timeRatios, processor/bareProcessor)
	}
	b.ReportMetric(median(ours), "updates/s")
	b.ReportMetric(median(theirs), "bare-updates/s")
	b.ReportMetric(median(ratios), "x-bare")
	b.ReportMetric(slices.Min(ratios), "x-bare-min")
	b.ReportMetric(slices.Max(ratios), "x-bare-max")
	b.ReportMetric(median(ourTime), "processor-µs/update")
	b.ReportMetric(median(theirTime), "bare-processor-µs/update")
	b.ReportMetric(median(timeRatios), "x-bare-processor")
	b.ReportMetric(slices.Min(timeRatios), "x-bare-processor-min")
	b.ReportMetric(slices.Max(timeRatios), "x-bare-processor-max")
}

// benchCost is what a round comes to: updates a second, and microseconds of processor time an
// update. Each begins with the garbage of the one before cleared away.
func benchCost(l *benchLoad) (rate, processor float64) {
	runtime.GC()
	before := processorTime()
	rate = benchRound / l.round(benchRound).Seconds()
	return rate, float64((processorTime() - before).Microseconds()) / benchRound
}

// processorTime is what the process has had of the processors so far.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func median(xs []float64) float64 {
	return slices.Sorted(slices.Values(xs))[len(xs)/2]
}

// A benchLoad is phones that tap on what answers them: the program or the bare handler.
type benchLoad struct {
	phones []*simulator.Phone
	picked []bool         // by phone, whether the option is picked
	expect func(taps int) // called before so many taps
	settle func()         // waits until all taps are answered
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
	l.expect(n)
	began := time.Now()
	for i := range n {
		l.tap(i % len(l.phones))
	}
	l.settle()
	return time.Since(began)
}

// benchProgram starts the bot and the phones of owners who are at a question.
func benchProgram(b *testing.B) *benchLoad {
	w := openWorld(b)
	catalog, err := locales.Load(func(err error) { b.Error(err) })
	if err != nil {
		b.Fatal(err)
	}
	sim := benchServer(b)
	w.Server.Close()
	w.Server = sim
	w.bot, err = bot.New(bot.Config{Token: sim.Token(), URL: sim.URL(), Store: w.store, Catalog: catalog, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- w.bot.Run(ctx) }()
	b.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			b.Error(err)
		}
	})
	phones := make([]*simulator.Phone, benchPhones)
	for i := range phones {
		o := newOwner(sim, int64(i+1))
		phones[i] = o.Phone
		o.Start("")
		if err := o.upTo(ctx, "media"); err != nil {
			b.Fatal(err)
		}
	}
	return &benchLoad{phones, make([]bool, len(phones)), func(int) {}, w.settle}
}

func benchServer(b *testing.B) *simulator.Server {
	sim, err := simulator.Start(simulator.Options{CallsKept: -1, MessagesKept: 10})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { sim.Close() })
	return sim
}

// benchBare starts the bare handler: as many senders as the program has, the
// updates of one chat always with the same one.
func benchBare(b *testing.B) *benchLoad {
	sim := benchServer(b)
	const senders = 32
	http, err := client.New(sim.URL(), sim.Token(), senders)
	if err != nil {
		b.Fatal(err)
	}
	api, err := tg.New(sim.Token(), tg.WithSkipGetMe(), tg.WithServerURL(sim.URL()), tg.WithHTTPClient(time.Minute, http))
	if err != nil {
		b.Fatal(err)
	}
	phones := make([]*simulator.Phone, benchPhones)
	for i := range phones {
		phones[i] = sim.Phone(simulator.User{ID: int64(i + 1), FirstName: "Owner", LanguageCode: "id"})
		phones[i].Start("")
		if _, err := api.SendMessage(b.Context(), &tg.SendMessageParams{ChatID: i + 1, Text: "x"}); err != nil {
			b.Fatal(err)
		}
	}
	var open sync.WaitGroup
	ctx, cancel := context.WithCancel(context.Background())
	b.Cleanup(cancel)
	lanes := make([]chan *models.Update, senders)
	for i := range lanes {
		lanes[i] = make(chan *models.Update, benchRound)
		go benchSender(ctx, b, api, lanes[i], &open)
	}
	go benchReceive(ctx, http, lanes)
	return &benchLoad{phones, make([]bool, len(phones)), open.Add, open.Wait}
}

// benchReceive fetches and decodes updates, and hands them out by chat.
func benchReceive(ctx context.Context, http *client.Client, lanes []chan *models.Update) {
	var offset int64
	for ctx.Err() == nil {
		raws, err := http.GetUpdates(ctx, offset, client.MaxPoll, []string{"callback_query"})
		if err != nil {
			return
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
}

// benchSender makes the two calls: the answer to the tap, and an edit of the size of a question.
func benchSender(ctx context.Context, b *testing.B, api *tg.Bot, lane <-chan *models.Update, open *sync.WaitGroup) {
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
		if _, err := api.AnswerCallbackQuery(ctx, &tg.AnswerCallbackQueryParams{CallbackQueryID: q.ID}); err != nil && ctx.Err() == nil {
			b.Error(err)
		}
		_, err := api.EditMessageText(ctx, &tg.EditMessageTextParams{
			ChatID: q.From.ID, MessageID: q.Message.Message.ID, ParseMode: models.ParseModeHTML,
			Text: fmt.Sprintf("Pertanyaan 7 dari 35  ▰▱▱▱▱▱▱▱▱▱\n\n<b>Lewat apa saja Anda jualan atau promosi di internet? Boleh pilih beberapa, lalu ketuk Selesai.</b> %d", n),

			ReplyMarkup: &models.InlineKeyboardMarkup{InlineKeyboard: keyboard},
		})
		if err != nil && ctx.Err() == nil {
			b.Error(err)
		}
		open.Done()
	}
}
