package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"ikmbot/bot/simulator"
	"ikmbot/dialog/button"
	"ikmbot/dialog/complaint"
	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/say"
	"ikmbot/locales/speech"
)

// Respondents is the number of sample businesses, the same as the study's sample.
const Respondents = 292

// Constants of the sample owners.
const (
	firstSample   = 2001            // Telegram id of the first
	samplesAtOnce = 16              // owners who use the bot at the same time
	longestWait   = 2 * time.Minute // for something on the phone
)

// owner is the owner of a sample business, who uses the bot as people do: reads the messages on the
// phone and presses buttons by their labels. The owner's number determines everything.
type owner struct {
	business
	phone   *simulator.Phone
	words   speech.Language
	regions map[int]say.Region // by code
	pressed map[string]bool
}

// owners makes the owners of all sample businesses.
func (s *show) owners(ctx context.Context) ([]*owner, error) {
	listed, err := s.store.Regions(ctx)
	if err != nil {
		return nil, err
	}
	regions := map[int]say.Region{}
	for _, r := range listed {
		regions[r.Code] = r
	}
	all := make([]*owner, s.Crowd)
	for i := range all {
		o := &owner{business: sample(rand.New(rand.NewPCG(uint64(i), Respondents))), regions: regions, pressed: map[string]bool{}}
		language := say.Indonesian
		if others := s.config.Catalog.Languages()[1:]; o.foreign && len(others) > 0 {
			language = say.Language(others[i%len(others)])
		}
		o.words = speech.In(s.config.Catalog, language)
		o.name = s.config.Catalog.Say(string(language), "program.sample", map[string]any{"Number": i + 1})
		o.phone = s.server.Phone(simulator.User{ID: firstSample + int64(i), FirstName: o.name, LanguageCode: string(language)})
		all[i] = o
	}
	return all, nil
}

// fill lets the sample owners use the bot, and calls done after each. Owners who are known from an
// earlier start do nothing.
func (s *show) fill(ctx context.Context, done func()) {
	owners, err := s.owners(ctx)
	if err != nil {
		s.config.Log.Error("the sample owners could not start", "error", err)
	}
	var group errgroup.Group
	group.SetLimit(samplesAtOnce)
	for _, o := range owners {
		group.Go(func() error {
			if err := o.use(ctx); err != nil && ctx.Err() == nil {
				s.config.Log.Error("a sample owner got stuck", "error", err)
			}
			done()
			return nil
		})
	}
	group.Wait()
}

// use plays the owner's whole conversation.
func (o *owner) use(ctx context.Context) error {
	if stranger, err := o.welcomed(ctx); !stranger {
		return err
	}
	consent := o.labelled("button.consent_yes")
	if o.quiet {
		consent = o.labelled("button.consent_quiet")
	}
	if err := o.press(ctx, "", consent); err != nil {
		return err
	}
	questions := questionnaire.Newest().Questions
	if finished, err := o.interview(ctx, questions); !finished {
		return err
	}
	if o.again {
		if err := o.repeat(ctx, questions); err != nil {
			return fmt.Errorf("again: %w", err)
		}
	}
	return o.complain(ctx)
}

// welcomed starts the bot and reports whether it welcomes the owner, which it does with strangers
// only.
func (o *owner) welcomed(ctx context.Context) (stranger bool, err error) {
	started := o.phone.Start("")
	begin := o.labelled("button.to_consent")
	ctx, cancel := context.WithTimeout(ctx, longestWait)
	defer cancel()
	err = o.phone.Wait(ctx, func(messages []simulator.Message) bool {
		for _, m := range messages {
			if m.ID > started && m.FromBot && m.Keyboard != nil {
				_, stranger = begin(slices.Concat(m.Keyboard...))
				return true
			}
		}
		return false
	})
	if err != nil || !stranger {
		return false, err
	}
	return true, o.press(ctx, "", begin)
}

// repeat answers once more, after the business has grown. Questions about it are not asked again.
func (o *owner) repeat(ctx context.Context, questions []questionnaire.Question) error {
	o.phone.Start("")
	if err := o.press(ctx, "", o.labelled("button.again")); err != nil {
		return err
	}
	o.grow()
	_, err := o.interview(ctx, slices.DeleteFunc(slices.Clone(questions), questionnaire.Question.Skippable))
	return err
}

// interview answers the questions, or those before the one at which the owner stops.
func (o *owner) interview(ctx context.Context, questions []questionnaire.Question) (finished bool, err error) {
	for _, q := range questions {
		if _, implied := q.Implied(o.given()); implied {
			continue
		}
		if q.Code == o.leaves {
			return false, nil
		}
		if err := o.answer(ctx, q); err != nil {
			return false, fmt.Errorf("answer %s: %w", q.Code, err)
		}
	}
	err = o.press(ctx, "", o.labelled("button.finish"))
	return err == nil, err
}

// answer answers a question that is shown.
func (o *owner) answer(ctx context.Context, q questionnaire.Question) error {
	ask := o.said(q.Key("ask"))
	value, answered := o.answers[q.Code]
	switch {
	case q.Kind == questionnaire.FreeText:
		if _, err := o.await(ctx, ask, o.labelled("button.skip")); err != nil {
			return err
		}
		o.phone.Send(o.name)
		return nil
	case q.Kind == questionnaire.SomeOf:
		for i := range q.Options {
			if value&(1<<i) == 0 {
				continue
			}
			if err := o.press(ctx, ask, option(i)); err != nil {
				return err
			}
		}
		return o.press(ctx, ask, o.labelled("button.done"))
	case !answered:
		return o.press(ctx, ask, o.labelled("button.skip"))
	case q.Kind == questionnaire.RegionOf:
		return o.press(ctx, ask, named(o.plain(o.regions[value].Label())))
	}
	return o.press(ctx, ask, answering(q.Code, value))
}

// given are the answers that the owner has to give, as the questionnaire holds them.
func (o *owner) given() questionnaire.Answers {
	given := questionnaire.Answers{}
	for code, value := range o.answers {
		given[code] = questionnaire.Answer{Value: value}
	}
	return given
}

// complain records a buyer's complaint, if there is one.
func (o *owner) complain(ctx context.Context) error {
	if o.complaint == "" {
		return nil
	}
	o.phone.Send("/keluhan")
	skip := o.labelled("desk.button_skip")
	where := o.said("complaint.channel." + string(o.channel) + ".where")
	if (complaint.Complaint{Kind: o.complaint, Channel: o.channel}).Public() {
		where = o.said("complaint.channel.public")
	}
	for _, step := range []struct {
		shown string
		which choice
	}{
		{o.said("desk.open"), o.labelled("complaint.kind." + string(o.complaint) + ".name")},
		{o.said("desk.which_channel"), o.labelled("complaint.channel." + string(o.channel) + ".name")},
		{o.said("desk.ask_buyer"), skip},
		{o.said("desk.ask_promise"), skip},
		{where, o.labelled("desk.button_save")},
	} {
		if err := o.press(ctx, step.shown, step.which); err != nil {
			return fmt.Errorf("complain: %w", err)
		}
	}
	return nil
}

// said is the text of a message as the phone shows it.
func (o *owner) said(key string) string {
	return o.plain(say.Text{Key: key})
}

// plain is a text without markup, as the phone shows it.
func (o *owner) plain(text say.Text) string {
	return strings.TrimSpace(say.Plain(o.words.Say(text)))
}

// A choice picks one of the buttons under a message; false if it is not there.
type choice func([]simulator.Button) (simulator.Button, bool)

// labelled picks the button with the text of a message.
func (o *owner) labelled(key string) choice { return named(o.said(key)) }

// named picks the button with a label.
func named(label string) choice {
	return func(buttons []simulator.Button) (simulator.Button, bool) {
		i := slices.IndexFunc(buttons, func(b simulator.Button) bool { return b.Text == label })
		if i < 0 {
			return simulator.Button{}, false
		}
		return buttons[i], true
	}
}

// option picks the button of a question's option; those come first, in order.
func option(i int) choice {
	return func(buttons []simulator.Button) (simulator.Button, bool) {
		if i >= len(buttons) {
			return simulator.Button{}, false
		}
		return buttons[i], true
	}
}

// answering chooses the button that answers a question with a value, wherever it stands.
func answering(code string, value int) choice {
	return func(buttons []simulator.Button) (simulator.Button, bool) {
		i := slices.IndexFunc(buttons, func(b simulator.Button) bool {
			tapped, ok := button.Parse(b.Data)
			return ok && tapped.Verb == button.Answer && tapped.Question == code && tapped.Value == strconv.Itoa(value)
		})
		if i < 0 {
			return simulator.Button{}, false
		}
		return buttons[i], true
	}
}

// A press identifies a button of a message on the phone.
type press struct {
	message int
	text    string // of the message
	data    string // of the button
}

// press waits for a button that the owner has not pressed yet, under the newest message that
// contains a text, and presses it.
func (o *owner) press(ctx context.Context, shown string, which choice) error {
	found, err := o.await(ctx, shown, which)
	if err != nil {
		return err
	}
	o.pressed[found.key()] = true
	o.phone.TapForged(found.message, found.data) // the keyboard may have changed by now
	return nil
}

// key is a string that identifies the press.
func (p press) key() string { return fmt.Sprint(p.message, p.text, p.data) }

// await waits for a button as press does, and returns it.
func (o *owner) await(ctx context.Context, shown string, which choice) (found press, err error) {
	ctx, cancel := context.WithTimeout(ctx, longestWait)
	defer cancel()
	err = o.phone.Wait(ctx, func(messages []simulator.Message) bool {
		for _, m := range slices.Backward(messages) {
			if !m.FromBot || !strings.Contains(m.Text, shown) {
				continue
			}
			button, there := which(slices.Concat(m.Keyboard...))
			found = press{m.ID, m.Text, button.Data}
			if there && !o.pressed[found.key()] {
				return true
			}
		}
		return false
	})
	if err != nil {
		return press{}, fmt.Errorf("wait for a button under %q: %w", shown, err)
	}
	return found, nil
}
