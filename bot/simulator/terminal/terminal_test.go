package terminal_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"ikmbot/bot/simulator"
	"ikmbot/bot/simulator/simulatortest"
	"ikmbot/bot/simulator/terminal"
)

var labels = terminal.Labels{Photo: "Picture", Document: "Document", Toast: "* ", Copied: "copied: ", Link: "open: "}

// choir is a small bot: it answers texts with a question that it edits on every tap.
type choir struct {
	t testing.TB
	s *simulator.Server
	// offset confirms what was handled.
	offset int64
}

func (c *choir) settled(context.Context) error {
	for _, u := range simulatortest.Fetch(c.t, c.s, fmt.Sprintf(`{"offset":%d}`, c.offset)) {
		c.offset = u.ID + 1
		switch {
		case u.CallbackQuery != nil:
			c.answer(u.CallbackQuery)
		case u.Message.Text == "/picture":
			c.call("sendMessage", `{"chat_id":4711,"text":"see <a href=\"https://example.org/a\">the site</a>🧵","parse_mode":"HTML"}`)
		default:
			c.call("sendMessage", fmt.Sprintf(`{"chat_id":4711,"text":"<b>You</b> said %s &amp; more?","parse_mode":"HTML","reply_markup":{"inline_keyboard":[
				[{"text":"Yes","callback_data":"y"},{"text":"No","callback_data":"n"}],
				[{"text":"Copy","copy_text":{"text":"a reply"}},{"text":"Site","url":"https://example.org/"}]]}}`, u.Message.Text))
		}
	}
	return nil
}

func (c *choir) answer(query *models.CallbackQuery) {
	c.call("answerCallbackQuery", `{"callback_query_id":"`+query.ID+`","text":"noted `+query.Data+`"}`)
	markup := `,"reply_markup":{"inline_keyboard":[[{"text":"Again","callback_data":"a"}]]}`
	if query.Data == "a" {
		markup = ""
	}
	c.call("editMessageText", fmt.Sprintf(`{"chat_id":4711,"message_id":%d,"text":"Question after %s"%s}`, query.Message.Message.ID, query.Data, markup))
}

func (c *choir) call(method, params string) {
	c.t.Helper()
	if got := simulatortest.Post(c.t, c.s, method, params); !got.OK {
		c.t.Errorf("%s: %s", method, got.Description)
	}
}

func TestTerminal_PlaysAScript(t *testing.T) {
	t.Parallel()
	s := simulatortest.Start(t, simulator.Options{})
	phone, bot := s.Phone(simulatortest.Owner), &choir{t: t, s: s}
	phone.Start("")
	var out bytes.Buffer
	script := "4\n3\n2\n7\n 1\n/picture\n1\n1\n/QUIT\nnever read\n"
	played := terminal.Terminal{Phone: phone, In: strings.NewReader(script), Out: &out, Quit: "/quit", Settled: bot.settled, Labels: labels}
	if err := played.Run(simulatortest.Context(t)); err != nil {
		t.Fatal(err)
	}
	const keyboard = "[1] Yes   [2] No\n[3] Copy   [4] Site\n\n"
	want := "You said /start & more?\n" + keyboard +
		"open: https://example.org/\n\n" +
		"copied: a reply\n\n" +
		"Question after n\n[1] Again\n\n* noted n\n\n" +
		"You said 7 & more?\n" + keyboard +
		"You said 1 & more?\n" + keyboard +
		"see the site (https://example.org/a)🧵\n\n" +
		"Question after y\n[1] Again\n\n* noted y\n\n" +
		"Question after a\n\n* noted a\n\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}

func TestTerminal_EndsWithItsInput(t *testing.T) {
	t.Parallel()
	s := simulatortest.Start(t, simulator.Options{})
	phone := s.Phone(simulatortest.Owner)
	played := terminal.Terminal{
		Phone: phone, In: strings.NewReader("last line"), Out: io.Discard,
		Settled: func(context.Context) error { return nil },
	}
	if err := played.Run(simulatortest.Context(t)); err != nil {
		t.Error(err)
	}
	if got := phone.Messages(); len(got) != 1 || got[0].Text != "last line" {
		t.Errorf("sent %+v", got)
	}
}

func TestTerminal_ShowsWhatComesUnasked(t *testing.T) {
	t.Parallel()
	s := simulatortest.Start(t, simulator.Options{})
	phone := s.Phone(simulatortest.Owner)
	phone.Send("hi")
	shown, out := io.Pipe()
	in, typed := io.Pipe()
	played := terminal.Terminal{Phone: phone, In: in, Out: out, Settled: func(context.Context) error { return nil }, Labels: labels}
	ended := make(chan error, 1)
	ctx := simulatortest.Context(t)
	go func() { ended <- played.Run(ctx) }()
	simulatortest.Post(t, s, "sendMessage", `{"chat_id":4711,"text":"reminder"}`)
	got := make([]byte, len("reminder\n\n"))
	if _, err := io.ReadFull(shown, got); err != nil || string(got) != "reminder\n\n" {
		t.Errorf("shown %q, %v", got, err)
	}
	if err := typed.Close(); err != nil {
		t.Error(err)
	}
	go io.Copy(io.Discard, shown)
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestTerminal_TellsWhatFails(t *testing.T) {
	t.Parallel()
	s := simulatortest.Start(t, simulator.Options{})
	phone := s.Phone(simulatortest.Owner)
	broken := errors.New("broken")
	settled := func(context.Context) error { return nil }
	closed, out := io.Pipe()
	closed.CloseWithError(broken)
	for name, played := range map[string]terminal.Terminal{
		"the bot":    {Phone: phone, In: strings.NewReader("a\n"), Out: io.Discard, Settled: func(context.Context) error { return broken }},
		"the input":  {Phone: phone, In: io.MultiReader(strings.NewReader("a\n"), failing{broken}), Out: io.Discard, Settled: settled},
		"the output": {Phone: phone, In: strings.NewReader("a\n"), Out: out, Settled: settled, Labels: terminal.Labels{Prompt: "> "}},
	} {
		if err := played.Run(simulatortest.Context(t)); !errors.Is(err, broken) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
