package bot

import (
	"encoding/json"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"ikmbot/bot/outgoing"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	"ikmbot/locales"
	"ikmbot/locales/speech"
	"ikmbot/scoring/store"
)

// FuzzInbound lets any update come from Telegram while somebody is in the middle of an
// interview: what can be decoded is handled, and whoever sent it can go on.
func FuzzInbound(f *testing.F) {
	for _, raw := range []string{
		`{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"},"from":{"id":1,"first_name":"A","language_code":"id"},"text":"/start@ikmbot_test_bot x"}}`,
		`{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"},"from":{"id":1,"first_name":"A"},"text":"\u202eSari\u0000 <b>"}}`,
		`{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"},"from":{"id":1,"first_name":"A"},"text":"/hapus","entities":[{"type":"bot_command","offset":-3,"length":99999}]}}`,
		`{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"},"from":{"id":1,"first_name":"A"},"voice":{"file_id":"x","duration":3}}}`,
		`{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"},"from":{"id":1,"first_name":"A"},"photo":[{"file_id":"x","width":1,"height":1}],"caption":"rusak"}}`,
		`{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":-5,"type":"group","title":"x"},"from":{"id":1,"first_name":"A"},"text":"/start"}}`,
		`{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"},"text":"without a sender"}}`,
		`{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"},"from":{"id":1,"first_name":"A"},"forward_origin":{"type":"martian"}}}`,
		`{"update_id":1,"edited_message":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"},"from":{"id":1,"first_name":"A"},"text":"x"}}`,
		`{"update_id":1,"callback_query":{"id":"9","from":{"id":1,"first_name":"A"},"message":{"message_id":5,"date":1,"chat":{"id":1,"type":"private"}},"chat_instance":"1","data":"a:1:education:2"}}`,
		`{"update_id":1,"callback_query":{"id":"9","from":{"id":1,"first_name":"A"},"message":{"message_id":5,"date":0,"chat":{"id":1,"type":"private"}},"data":"desk:kind.late"}}`,
		`{"update_id":1,"callback_query":{"id":"9","from":{"id":1,"first_name":"A"},"inline_message_id":"x","data":"consent:withdrawn"}}`,
		`{"update_id":1,"callback_query":{"id":"9","from":{"id":2,"first_name":"A"},"message":{"message_id":5,"date":1,"chat":{"id":1,"type":"private"}},"data":"erase:yes"}}`,
		`{"update_id":1,"my_chat_member":{"chat":{"id":1,"type":"private"},"from":{"id":1,"first_name":"A"},"date":1,"old_chat_member":{"status":"member","user":{"id":1}},"new_chat_member":{"status":"kicked","user":{"id":1},"until_date":0}}}`,
		`{"update_id":-1}`, `{"update_id":"1"}`, `{"message":[]}`, `[]`, `null`, `{"update_id":1,"channel_post":{"message_id":1,"date":1,"chat":{"id":-7,"type":"channel"},"text":"/start"}}`,
	} {
		f.Add([]byte(raw))
	}
	e := newEndurance(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		if !json.Valid(raw) {
			t.Skip() // the answer of getUpdates is JSON as a whole
		}
		in := e.bot.in.Decode(raw)
		in.Update, in.Raw = e.id(), raw
		first := e.apply(t, in)
		if in.Fault == nil && len(first.Aside) > 0 {
			t.Fatalf("set aside: %v", first.Aside)
		}
		if again := e.apply(t, in); len(again.Messages) > 0 || len(again.Aside) > 0 {
			t.Errorf("it is applied again: %+v", again)
		}
		for _, m := range first.Messages {
			e.check(t, m)
		}
		if in.Chat == 0 || in.Group {
			return
		}
		for _, chat := range []int64{in.Chat, 1} {
			after := e.apply(t, e.in(chat, turn.Event{Kind: turn.CommandGiven, Command: say.CommandStart}))
			if len(after.Messages) == 0 || len(after.Aside) > 0 {
				t.Errorf("chat %d goes on with %+v", chat, after)
			}
		}
		e.begin(t, in.Chat)
	})
}

// An endurance is a bot whose updates are made here and whose messages go nowhere.
type endurance struct {
	bot    *Bot
	update int64
}

func newEndurance(t testing.TB) *endurance {
	t.Helper()
	catalog, err := locales.Load(func(err error) { panic(err) })
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "ikmbot.db"), store.Options{Languages: speech.Languages(catalog)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	b, err := New(Config{Token: "1:" + strings.Repeat("x", 35), Store: s, Catalog: catalog, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	b.in.Name = "ikmbot_test_bot"
	e := &endurance{bot: b}
	e.begin(t, 1)
	return e
}

func (e *endurance) id() int64 {
	e.update++
	return e.update
}

func (e *endurance) in(chat int64, event turn.Event) store.Inbound {
	return store.Inbound{Update: e.id(), Chat: chat, Language: say.Indonesian, Event: event, Message: 1, Raw: json.RawMessage("{}")}
}

// begin forgets a chat, and has that of the first in the middle of an interview.
func (e *endurance) begin(t testing.TB, chat int64) {
	t.Helper()
	tap := func(data string) turn.Event { return turn.Event{Kind: turn.Tapped, Data: data} }
	erase := []turn.Event{{Kind: turn.CommandGiven, Command: say.CommandDelete}, tap("erase:yes")}
	var batch []store.Inbound
	for _, event := range erase {
		batch = append(batch, e.in(chat, event))
	}
	for _, event := range append(erase, tap("go:consent"), tap("consent:yes"), turn.Event{Kind: turn.Typed, Text: "Batik"}, tap("a:1:region:1571"), tap("s:1:age:")) {
		batch = append(batch, e.in(1, event))
	}
	if applied := e.apply(t, batch...); len(applied.Aside) > 0 {
		t.Fatal(applied.Aside)
	}
}

func (e *endurance) apply(t testing.TB, batch ...store.Inbound) store.Applied {
	t.Helper()
	applied, err := e.bot.store.Apply(t.Context(), batch)
	if err != nil {
		t.Fatal(err)
	}
	return applied
}

// check renders a message and holds it to Telegram's limits.
func (e *endurance) check(t testing.TB, out store.Outgoing) {
	t.Helper()
	text := e.bot.say.HTML(out.Reply.Language, out.Reply.Parts)
	plain := say.Plain(text)
	for _, said := range []string{text, plain} {
		if n := len(utf16.Encode([]rune(plain))); strings.TrimSpace(said) == "" || !utf8.ValidString(said) || n > 4096 {
			t.Errorf("message of %d characters: %q", n, said)
		}
	}
	keyboard := outgoing.Keyboard(e.bot.say, out.Reply)
	if keyboard == nil {
		return
	}
	for _, row := range keyboard.InlineKeyboard {
		for _, b := range row {
			if b.Text == "" || len(b.CallbackData) > 64 || b.CallbackData == "" && b.URL == "" && b.CopyText == nil {
				t.Errorf("button %+v", b)
			}
		}
	}
}
