package page

import (
	"context"
	"net/http"
	"slices"
	"time"

	"ikmbot/bot/simulator"
)

// Stage is everything around the phones: a time that can be moved on, and more people.
type Stage struct {
	// Ahead is how far the time on the phones is ahead of the machine's.
	Ahead func() time.Duration
	// Move moves that time on by days, or a little more, and returns when the bot is running again.
	Move func(ctx context.Context, days int) error
	// Join returns the phone of one more person.
	Join func() *simulator.Phone
	// Crowd is the number of people in Fill.
	Crowd int
	// Fill lets a crowd of people without a phone on the page use the bot, and calls done after
	// each.
	Fill func(ctx context.Context, done func())
}

// longestMove is the most days by which the time can be moved on at once.
const longestMove = 31

// shown are the phones on the page.
func (p *Page) shown() []*simulator.Phone {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.phones)
}

// touch tells the page's windows that the stage has changed.
func (p *Page) touch() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, w := range p.watchers {
		select {
		case w <- struct{}{}:
		default:
		}
	}
}

// watch signals every change of the stage until cancel is called.
func (p *Page) watch(signal chan struct{}) (cancel func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.watchers = append(p.watchers, signal)
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.watchers = slices.DeleteFunc(p.watchers, func(w chan struct{}) bool { return w == signal })
	}
}

// join puts one more phone on the page.
func (p *Page) join(http.ResponseWriter, *http.Request) {
	phone := p.stage.Join()
	p.mu.Lock()
	p.phones = append(p.phones, phone)
	p.mu.Unlock()
	p.touch()
}

// move moves the time on; the answer is 409 while the stage is busy.
func (p *Page) move(w http.ResponseWriter, r *http.Request) {
	var moved struct{ Days int }
	if err := readPosted(w, r, &moved); err != nil {
		return
	}
	if moved.Days < 1 || moved.Days > longestMove {
		http.Error(w, "the time can be moved on by 1 to 31 days", http.StatusBadRequest)
		return
	}
	if !p.begin() {
		http.Error(w, "the crowd is at work", http.StatusConflict)
		return
	}
	defer p.end()
	p.moving.Lock()
	defer p.moving.Unlock()
	if err := p.stage.Move(p.ctx, moved.Days); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

// fill starts the crowd; the answer is 409 while the stage is busy.
func (p *Page) fill(w http.ResponseWriter, _ *http.Request) {
	if !p.begin() {
		http.Error(w, "the crowd is at work", http.StatusConflict)
		return
	}
	p.mu.Lock()
	p.filled = 0
	p.mu.Unlock()
	w.WriteHeader(http.StatusAccepted)
	go func() {
		defer p.end()
		p.stage.Fill(p.ctx, func() { // it ends early only with the page
			p.mu.Lock()
			p.filled++
			p.mu.Unlock()
			p.touch()
		})
	}()
}

// begin claims the stage for a change; false if another one is under way.
func (p *Page) begin() bool {
	p.mu.Lock()
	claimed := !p.busy
	p.busy = true
	p.mu.Unlock()
	p.touch()
	return claimed
}

func (p *Page) end() {
	p.mu.Lock()
	p.busy = false
	p.mu.Unlock()
	p.touch()
}

// stageEvent tells the page about the stage and its phones.
type stageEvent struct {
	Phones []shownPhone `json:"phones"`
	Ahead  int64        `json:"ahead"` // milliseconds
	Busy   bool         `json:"busy"`
	Crowd  int          `json:"crowd"`
	Filled int          `json:"filled"`
}

type shownPhone struct {
	User     int64  `json:"user"`
	Owner    string `json:"owner"`
	Language string `json:"language"`
	Bot      string `json:"bot"`
}

func (p *Page) stageEvent() stageEvent {
	event := stageEvent{Ahead: p.stage.Ahead().Milliseconds(), Crowd: p.stage.Crowd}
	for _, phone := range p.shown() {
		event.Phones = append(event.Phones, shownPhone{phone.User().ID, phone.User().FirstName, languageOf(phone), phone.Server().Username()})
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	event.Busy, event.Filled = p.busy, p.filled
	return event
}
