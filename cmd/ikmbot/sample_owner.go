package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"ikmbot/bot/simulator"
	"ikmbot/dialog"
)

// samples is how many sample businesses there are: as many as the study had respondents.
const samples = 292

// The sample owners: the id of the first, how many of them answer at the same time, and how patient they are.
const (
	firstSample   = 2001
	samplesAtOnce = 16
	longestWait   = 2 * time.Minute // for something on the phone
)

// sampleOwner is the owner of a sample business, who uses the bot as everybody does: by what
// the phone shows. What they do follows from their number.
type sampleOwner struct {
	business
	phone *simulator.Phone
	done  map[string]bool // buttons that were tapped, or typed instead
}

// sampleOwners are all sample owners.
func (d *demo) sampleOwners() []*sampleOwner {
	all := make([]*sampleOwner, d.crowd)
	for i := range all {
		r := &sampleOwner{business: sample(rand.New(rand.NewPCG(uint64(i), samples))), done: map[string]bool{}}
		language := "id"
		if r.english {
			language = "en"
		}
		name := d.catalog.Say(language, "program.sample", map[string]any{"Number": i + 1})
		r.name = name
		r.phone = d.server.Phone(simulator.User{ID: firstSample + int64(i), FirstName: name, LanguageCode: language})
		all[i] = r
	}
	return all
}

// fill has the sample owners use the bot, and calls done after each. Those whom the bot knows
// from an earlier start do nothing.
func (d *demo) fill(ctx context.Context, done func()) {
	var group errgroup.Group
	group.SetLimit(samplesAtOnce)
	for _, r := range d.sampleOwners() {
		group.Go(func() error {
			if err := r.use(ctx); err != nil && ctx.Err() == nil {
				d.log.Error("a sample owner was stuck", "error", err)
			}
			done()
			return nil
		})
	}
	group.Wait()
}

// use does all that the owner does.
func (r *sampleOwner) use(ctx context.Context) error {
	r.phone.Start("")
	welcome, err := r.tap(ctx, "go:consent", "go:")
	if err != nil || welcome != "go:consent" {
		return err // no welcome for somebody who is known
	}
	consent := "consent:yes"
	if r.quiet {
		consent = "consent:quiet"
	}
	if _, err := r.tap(ctx, consent); err != nil {
		return err
	}
	questions := dialog.Newest().Questions
	if finished, err := r.interview(ctx, questions); !finished {
		return err
	}
	if r.again {
		if err := r.repeat(ctx, questions); err != nil {
			return fmt.Errorf("again: %w", err)
		}
	}
	return r.complain(ctx)
}

// repeat answers once more, when the business does better; what it is, is not asked again.
func (r *sampleOwner) repeat(ctx context.Context, questions []dialog.Question) error {
	r.phone.Start("")
	if _, err := r.tap(ctx, "go:again"); err != nil {
		return err
	}
	r.grow()
	_, err := r.interview(ctx, slices.DeleteFunc(slices.Clone(questions), dialog.Question.Skippable))
	return err
}

// interview answers the questions, or those before the one at which the owner leaves off.
func (r *sampleOwner) interview(ctx context.Context, questions []dialog.Question) (finished bool, err error) {
	for _, q := range questions {
		if q.Code == r.leaves {
			return false, nil
		}
		if err := r.answer(ctx, q); err != nil {
			return false, fmt.Errorf("answer %s: %w", q.Code, err)
		}
	}
	_, err = r.tap(ctx, "f:")
	return err == nil, err
}

// answer answers a question that is shown.
func (r *sampleOwner) answer(ctx context.Context, q dialog.Question) error {
	value, answered := r.answers[q.Code]
	switch {
	case q.Kind == dialog.FreeText:
		asked, err := r.await(ctx, "s:*:"+q.Code)
		if err != nil {
			return err
		}
		r.done[asked.key()] = true
		r.phone.Send(r.name)
		return nil
	case q.Kind == dialog.SomeOf:
		for bit := 1; bit <= value; bit <<= 1 {
			if value&bit == 0 {
				continue
			}
			if _, err := r.tap(ctx, fmt.Sprintf("m:*:%s:%d+", q.Code, bit)); err != nil {
				return err
			}
		}
		_, err := r.tap(ctx, "d:*:"+q.Code)
		return err
	case !answered:
		_, err := r.tap(ctx, "s:*:"+q.Code)
		return err
	}
	_, err := r.tap(ctx, fmt.Sprintf("a:*:%s:%d", q.Code, value))
	return err
}

// complain keeps the complaint of a buyer at the desk, if there was one.
func (r *sampleOwner) complain(ctx context.Context) error {
	if r.complaint == "" {
		return nil
	}
	r.phone.Send("/keluhan")
	for _, button := range []string{"desk:kind." + r.complaint, "desk:channel." + r.channel, "desk:skip", "desk:skip", "desk:save"} {
		if _, err := r.tap(ctx, button); err != nil {
			return fmt.Errorf("complain: %w", err)
		}
	}
	return nil
}

// press is a button of a message on the phone.
type press struct {
	message    int
	text, data string
}

// tap waits for a button and taps it, the newest that was not tapped yet; ways are as those
// of await.
func (r *sampleOwner) tap(ctx context.Context, ways ...string) (data string, err error) {
	found, err := r.await(ctx, ways...)
	if err != nil {
		return "", err
	}
	r.done[found.key()] = true
	r.phone.TapForged(found.message, found.data) // the keyboard may be another by now
	return found.data, nil
}

// key tells one tap from another: the buttons of an interview hold its number, all others
// belong to what the message says.
func (p press) key() string {
	if strings.Count(p.data, ":") == 3 {
		return p.data
	}
	return fmt.Sprint(p.message, p.text, p.data)
}

// await waits for a button with callback data that begins in one of the given ways, of which a
// star stands for the number of the interview.
func (r *sampleOwner) await(ctx context.Context, ways ...string) (found press, err error) {
	ctx, cancel := context.WithTimeout(ctx, longestWait)
	defer cancel()
	err = r.phone.Wait(ctx, func(messages []simulator.Message) bool {
		for _, m := range slices.Backward(messages) {
			for _, way := range ways {
				for _, b := range slices.Concat(m.Keyboard...) {
					found = press{m.ID, m.Text, b.Data}
					if begins(b.Data, way) && !r.done[found.key()] {
						return true
					}
				}
			}
		}
		return false
	})
	if err != nil {
		return press{}, fmt.Errorf("wait for %v: %w", ways, err)
	}
	return found, nil
}

// begins tells whether callback data begins in a way, in whole values.
func begins(data, way string) bool {
	verb, rest, ofInterview := strings.Cut(way, "*:")
	if !ofInterview {
		return strings.HasPrefix(data, way)
	}
	if !strings.HasPrefix(data, verb) {
		return false
	}
	_, behind, _ := strings.Cut(strings.TrimPrefix(data, verb), ":")
	return behind == rest || strings.HasPrefix(behind, rest+":")
}
