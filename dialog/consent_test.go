package dialog_test

import (
	"strings"
	"testing"

	"ikmbot/dialog"
	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	"ikmbot/locales/speech"
)

func TestConsent_NamesWhoIsResponsible(t *testing.T) {
	t.Parallel()
	speaker := speech.Speaker{Catalog: words()}
	for _, l := range []say.Language{"id", "en"} {
		unknown := speaker.Plain(l, say.Message("consent.operator_unknown"))
		for operator, want := range map[string]string{"": unknown, "Dinas <Jambi> & Co, 0741": "Dinas <Jambi> & Co, 0741"} {
			d := dialog.Dialog{Languages: languages, Operator: operator}
			for _, e := range []turn.Event{
				{Kind: turn.Tapped, Data: "go:consent"}, {Kind: turn.Tapped, Data: "go:terms"}, {Kind: turn.Typed, Text: "is this a scam?"},
				{Kind: turn.CommandGiven, Command: say.CommandAsk},
			} {
				_, _, replies := d.Next(turn.Arrive(l), e)
				if told := speaker.Plain(l, replies[0].Parts...); !strings.Contains(told, want) {
					t.Errorf("%s: %+v does not tell %q:\n%s", l, e, want, told)
				}
			}
		}
	}
}

// What the questionnaire and the desk ask for has nothing to do with money that is to be sent, or with
// what opens an account.
func TestConsent_NothingThatIsAskedIsASecretOrMoney(t *testing.T) {
	t.Parallel()
	speaker := speech.Speaker{Catalog: words()}
	asks := []string{"inquiry.ask", "desk.open", "desk.ask_buyer", "desk.ask_promise"}
	for _, q := range questionnaire.Newest().Questions {
		asks = append(asks, "question."+q.Code+".ask")
	}
	for _, l := range []say.Language{"id", "en"} {
		for _, key := range asks {
			told := " " + say.Plainly(speaker.Plain(l, say.Message(key))) + " "
			for _, secret := range []string{"pin", "otp", "kata sandi", "sandi", "password", "transfer", "rekening", "kartu"} {
				if strings.Contains(told, " "+secret+" ") {
					t.Errorf("%s asks for %s in %s:%s", key, secret, l, told)
				}
			}
		}
	}
}

func TestConsent_QuestionsAboutTheBusinessCanBeSkipped(t *testing.T) {
	t.Parallel()
	asked := 0
	for _, q := range questionnaire.Newest().Questions {
		if q.Chapter == questionnaire.ChapterBusiness {
			asked++
			if !q.Skippable() && q.Kind != questionnaire.SomeOf {
				t.Errorf("%s can't be skipped", q.Code)
			}
		}
	}
	if asked == 0 {
		t.Error("there are none")
	}
}

// The words of commands are not answers to questions, and no command hides another.
func TestCommandWords_MeanOneThing(t *testing.T) {
	t.Parallel()
	meant := map[string]say.Command{}
	for _, v := range languages {
		for typed, command := range v.Commands {
			if typed != say.Plainly(typed) || typed == "" {
				t.Errorf("%q can't be typed", typed)
			}
			if other, twice := meant[typed]; twice && other != command {
				t.Errorf("%q is %s and %s", typed, other, command)
			}
			meant[typed] = command
		}
		for _, doubt := range v.Doubts {
			if doubt != say.Plainly(doubt) {
				t.Errorf("the doubt %q is never found", doubt)
			}
		}
	}
	for _, c := range say.AdminMenu.Commands() {
		for _, l := range languages.Tags() {
			if languages.Command(speech.CommandName(words(), l, c)+"!") != c {
				t.Errorf("the name of %s in %s does not give it", c, l)
			}
		}
	}
	for _, text := range []string{"", "?", "hasil saya kok begini", strings.Repeat("stop ", 100)} {
		if c := languages.Command(text); c != say.CommandUnknown {
			t.Errorf("%q is %s", text, c)
		}
	}
}
