package dialog_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ikmbot/dialog"
	"ikmbot/dialog/broadcast"
	"ikmbot/dialog/interview"
	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// A stroll is a random way through the conversation, the same for the same seed. Most steps lead
// forward, so that it reaches every place.
type stroll struct {
	*phone
	random  *rand.Rand
	offered []say.Choice // the buttons of the latest turn
	old     []string     // callback data of earlier ones
	way     []string     // what was done, to reproduce a failure
}

// places are the places and asides that strolls have reached.
type places struct {
	sync.Mutex
	seen map[string]bool
}

func TestStroll_EveryButtonWorksBackUndoesAndNoAnswerIsLost(t *testing.T) {
	t.Parallel()
	const strolls, steps = 30, 120
	reached := places{seen: map[string]bool{}}
	t.Run("strolls", func(t *testing.T) {
		for seed := range uint64(strolls) {
			t.Run(fmt.Sprint(seed), func(t *testing.T) {
				t.Parallel()
				s := &stroll{phone: arrive(t), random: rand.New(rand.NewPCG(seed, 0))}
				for _, command := range []say.Command{say.CommandStart, say.CommandComplaint}[:1+seed%2] {
					s.take(turn.Event{Kind: turn.CommandGiven, Command: command})
				}
				for range steps {
					s.take(s.next())
					reached.note(s.stored())
				}
			})
		}
	})
	for _, p := range turn.Places {
		if !reached.seen[string(p)] {
			t.Errorf("no stroll came to %s", p)
		}
	}
	for _, state := range []string{"implied", "correcting"} {
		if !reached.seen[state] {
			t.Errorf("no stroll came to %s", state)
		}
	}
	for _, a := range []turn.AsideKind{turn.AsideErase, turn.AsideRestart, turn.AsideResume, turn.AsideDesk} {
		if !reached.seen[string(a)] {
			t.Errorf("no stroll came to the aside %s", a)
		}
	}
}

// TestStroll_OfficersCanDoWhatTheyAreOffered strolls through the broadcasts, where every button
// works.
func TestStroll_OfficersCanDoWhatTheyAreOffered(t *testing.T) {
	t.Parallel()
	reached := places{seen: map[string]bool{}}
	t.Run("strolls", func(t *testing.T) {
		for seed := range uint64(12) {
			t.Run(fmt.Sprint(seed), func(t *testing.T) {
				t.Parallel()
				s := &stroll{phone: arrive(t), random: rand.New(rand.NewPCG(seed, 1))}
				s.happens("officer", []string{"", "1501"}[seed%2])
				for range 200 {
					s.take(s.desk())
					s.clock = s.clock.Add(time.Minute)
					reached.note(s.stored())
				}
				for _, b := range s.broadcasts {
					reached.note(turn.Session{Place: turn.Place(b.State)})
				}
			})
		}
	})
	for _, want := range []string{
		"drop", "cancel", "running", "text", "english", "media", "answers", "due", "name"} {
		if !reached.seen[want] {
			t.Errorf("no stroll came to %s", want)
		}
	}
}

// desk returns an officer's next action: mostly a tap, now and then a text, a picture or the
// command.
func (s *stroll) desk() turn.Event {
	typed := []string{"Halo {nama}", "Mau\nTidak", "Mau\nMungkin\nTidak", "besok 9.00", "Pelatihan", "{apa}"}[s.random.IntN(6)]
	taps := 70
	if field := s.stored().Aside.Field; field != "" {
		taps = 45
		if s.random.IntN(3) > 0 {
			typed = map[broadcast.Field]string{
				broadcast.FieldText: "Halo {nama}", english: "Hello {name}", broadcast.FieldAnswers: "Mau\nTidak", englishAnswers: "Yes\nNo",
				broadcast.FieldDue: "besok 9.00", broadcast.FieldName: "Pelatihan"}[field]
		}
	}
	switch x := s.random.IntN(100); {
	case x < taps && len(s.offered) > 0:
		tapped := s.offered[s.random.IntN(len(s.offered))]
		for _, c := range s.offered {
			if x < 20 && slices.Contains([]string{"button.send", "button.send_yes", "button.whom", "button.keep_segment"}, c.Label.Key) {
				tapped = c
			}
		}
		return turn.Event{Kind: turn.Tapped, Data: tapped.Data}
	case x < 75 && len(s.old) > 0:
		return turn.Event{Kind: turn.Tapped, Data: s.old[s.random.IntN(len(s.old))]}
	case x < 80:
		return turn.Event{Kind: turn.CommandGiven, Command: say.CommandBroadcast}
	case x < 85:
		return turn.Event{Kind: turn.ContentSent, Content: turn.Photo, Media: &say.Media{Kind: say.MediaPhoto, File: "file"}, Text: typed, Markup: typed}
	}
	return turn.Event{Kind: turn.Typed, Text: typed, Markup: typed}
}

func (p *places) note(s turn.Session) {
	p.Lock()
	defer p.Unlock()
	p.seen[string(s.Place)] = true
	p.seen["implied"] = p.seen["implied"] || s.Interviewing() && len(s.Questionnaire().Implied(s.Answers)) > 0
	p.seen["correcting"] = p.seen["correcting"] || s.Correcting()
	p.seen[string(s.Aside.Kind)] = true
	p.seen[string(s.Aside.Field)] = true
}

// next returns the next action: mostly a tap that leads forward, otherwise anything.
func (s *stroll) next() turn.Event {
	tap := func(data string) turn.Event { return turn.Event{Kind: turn.Tapped, Data: data} }
	switch x := s.random.IntN(100); {
	case x < 80 && len(s.offered) > 0:
		for _, verb := range []string{"desk:agree", "desk:save", "desk:skip", "desk:channel", "desk:kind", "go:consent", "consent:yes", "go:continue", "s:", "k:", "f:", "a:", "go:correct", "go:again"} {
			leading := slices.DeleteFunc(slices.Clone(s.offered), func(c say.Choice) bool { return !strings.HasPrefix(c.Data, verb) })
			if x < 55 && len(leading) > 0 {
				return tap(leading[s.random.IntN(len(leading))].Data)
			}
		}
		return tap(s.offered[s.random.IntN(len(s.offered))].Data)
	case x < 86 && len(s.old) > 0:
		return tap(s.old[s.random.IntN(len(s.old))])
	case x < 92:
		return turn.Event{Kind: turn.CommandGiven, Command: say.Commands[s.random.IntN(len(say.Commands))]}
	case x < 95:
		return turn.Event{Kind: turn.ContentSent, Content: turn.Voice}
	}
	return turn.Event{Kind: turn.Typed, Text: "Batik Sari"}
}

// take takes a turn and checks its outcome.
func (s *stroll) take(e turn.Event) {
	s.t.Helper()
	s.way = append(s.way, strings.TrimSpace(fmt.Sprintf("%s%s%s%s", e.Command, e.Data, e.Text, e.Content)))
	before := s.stored()
	effects, replies := s.turn(e)
	after := s.stored()
	s.keepsAnswers(before, after, effects)
	s.asksWhatApplies(after)
	for _, r := range replies {
		s.isSaid(r, after)
	}
	s.offer(replies)
	for _, c := range s.offered {
		s.works(after, c)
	}
	s.backUndoes(after)
}

// offer keeps the buttons of a turn; a toast leaves those that were there.
func (s *stroll) offer(replies []say.Reply) {
	if !slices.ContainsFunc(replies, func(r say.Reply) bool { return r.Mode != say.Toast }) {
		return
	}
	for _, c := range s.offered {
		s.old = append(s.old, c.Data)
	}
	s.offered = nil
	for _, r := range replies {
		for _, group := range r.Keys {
			for _, c := range group.Choices {
				if c.Copy == nil && c.Link == nil { // what copies or opens something does not come to the bot
					s.offered = append(s.offered, c)
				}
			}
		}
	}
}

func (s *stroll) fault(format string, args ...any) {
	s.t.Helper()
	s.t.Fatalf("%s\nafter %s", fmt.Sprintf(format, args...), strings.Join(s.way, " · "))
}

// asksWhatApplies holds that the question that is asked applies, and that nothing else is on the way
// to the result.
func (s *stroll) asksWhatApplies(after turn.Session) {
	s.t.Helper()
	if !after.Interviewing() {
		return
	}
	q, number, asking := after.Current()
	if _, implied := q.Implied(after.Answers); asking && implied || number > len(after.Asked()) {
		s.fault("%s is asked and does not apply", q.Code)
	}
	for _, code := range after.Questionnaire().Implied(after.Answers) {
		_, _, replies := jambi.Next(after, turn.Event{Kind: turn.Tapped, Data: fmt.Sprintf("c:%d:%s:", after.Run, code), At: s.clock.UnixMilli()})
		for _, r := range replies {
			if r.Mode != say.Toast && strings.Contains(shownReply(r), "interview.ask(question."+code) {
				s.fault("%s is asked by an old button and does not apply", code)
			}
		}
	}
}

// keepsAnswers checks that answers only disappear by starting over or erasing.
func (s *stroll) keepsAnswers(before, after turn.Session, effects []turn.Effect) {
	s.t.Helper()
	anew := slices.ContainsFunc(effects, func(e turn.Effect) bool {
		switch e.(type) {
		case interview.Begun, dialog.Erased:
			return true
		}
		return false
	})
	if len(after.Answers) < len(before.Answers) && !anew {
		s.fault("%d answers became %d", len(before.Answers), len(after.Answers))
	}
}

// isSaid checks that a reply has words in the person's language and buttons that Telegram accepts.
func (s *stroll) isSaid(r say.Reply, after turn.Session) {
	s.t.Helper()
	if r.Menu != "" || r.Broadcast != nil {
		return // its words are made when it is sent
	}
	if len(r.Parts) == 0 || r.Language != after.Language {
		s.fault("a reply in %q with %d texts to somebody who speaks %q", r.Language, len(r.Parts), after.Language)
	}
	seen := map[string]bool{}
	for _, group := range r.Keys {
		if len(group.Choices) == 0 {
			s.fault("%s has a group without a button", r.Parts[0].Key)
		}
		for _, c := range group.Choices {
			label := shownChoice(c)
			if seen[label] || c.Copy == nil && c.Link == nil && (c.Data == "" || len(c.Data) > 64 || seen[c.Data]) {
				s.fault("%s has the button %s with data %q, which is there twice or does not fit", r.Parts[0].Key, label, c.Data)
			}
			seen[label] = true
			seen[c.Data] = true
		}
	}
}

// works checks that a button does something other than say that it is old.
func (s *stroll) works(session turn.Session, c say.Choice) {
	s.t.Helper()
	_, _, replies := jambi.Next(session, turn.Event{Kind: turn.Tapped, Data: c.Data, At: s.clock.UnixMilli()})
	if len(replies) == 0 {
		s.fault("%s is followed by nothing", shownChoice(c))
	}
	for _, r := range replies {
		if r.Mode == say.Toast && (r.Parts[0].Key == "toast.old_button" || r.Parts[0].Key == "toast.old_question") {
			s.fault("%s is offered and answered with %s", shownChoice(c), r.Parts[0].Key)
		}
	}
}

// backUndoes checks that back asks the previous question and that the same answer to it returns to
// the place before. Options that are picked but not confirmed are picked again.
func (s *stroll) backUndoes(session turn.Session) {
	s.t.Helper()
	i := slices.IndexFunc(s.offered, func(c say.Choice) bool { return c.Label.Key == "button.back" })
	if i < 0 {
		return
	}
	there, effects, _ := jambi.Next(session, turn.Event{Kind: turn.Tapped, Data: s.offered[i].Data})
	code := strings.Split(s.offered[i].Data, ":")[2]
	questions := session.Asked()
	before := questions[slices.IndexFunc(questions, func(q questionnaire.Question) bool { return q.Code == code })-1]
	if there.At != before.Code || len(effects) > 0 {
		s.fault("back from %s leads to %q with %v", code, there.At, effects)
	}
	again, _, _ := jambi.Next(there, turn.Event{Kind: turn.Tapped, Data: sameAnswer(there, before)})
	want := session
	want.At, want.Aside = "", turn.Aside{}
	if diff := cmp.Diff(want, again, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(turn.Session{}, "Picks")); diff != "" {
		s.fault("back from %s and the same answer leads elsewhere (-from +to):\n%s", code, diff)
	}
}

// sameAnswer returns the tap that repeats the current answer.
func sameAnswer(s turn.Session, q questionnaire.Question) string {
	switch a := s.Answers[q.Code]; {
	case a.Skipped || q.Kind == questionnaire.FreeText:
		return fmt.Sprintf("k:%d:%s:", s.Run, q.Code)
	case q.Kind == questionnaire.SomeOf:
		return fmt.Sprintf("d:%d:%s:", s.Run, q.Code)
	default:
		return fmt.Sprintf("a:%d:%s:%d", s.Run, q.Code, a.Value)
	}
}

func TestReview_ReachesEachAnswer(t *testing.T) {
	t.Parallel()
	for _, q := range questionnaire.Newest().Questions {
		t.Run(q.Code, func(t *testing.T) {
			t.Parallel()
			p := arrive(t)
			p.does("/start")
			p.onTo("review")
			if q.Chapter != questionnaire.ChapterBusiness {
				p.does("tap [chapter." + string(q.Chapter) + ".name]")
			}
			number := 1 + slices.IndexFunc(questionnaire.Newest().Questions, func(x questionnaire.Question) bool { return x.Code == q.Code })
			said := p.does(fmt.Sprintf("tap [%d]", number))
			if !strings.Contains(said, q.Key("ask")) {
				t.Fatalf("button %d of the review leads to %s", number, said)
			}
			want := questionnaire.Answer{Value: 1}
			switch q.Kind {
			case questionnaire.FreeText:
				want = questionnaire.Answer{Text: "Batik Sari"}
				said = p.does("text Batik Sari")
			case questionnaire.RegionOf:
				want.Value = 1501
				said = p.does("tap [Kerinci]")
			case questionnaire.SomeOf:
				p.does("tap [button.unpicked(" + q.Key("answer", q.Options[0]) + ")]")
				said = p.does("tap [button.done]")
			case questionnaire.OneOf:
				said = p.does(fmt.Sprintf("tap a:1:%s:1", q.Code))
			}
			if !strings.Contains(said, "review.head") || p.stored().Answers[q.Code] != want {
				t.Errorf("the change leads to %+v and %s", p.stored().Answers[q.Code], said)
			}
		})
	}
}
