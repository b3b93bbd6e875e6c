package bot_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"ikmbot/bot/simulator"
	"ikmbot/scoring/store"
)

// An exchange is an owner and two officers on their phones; one of these is of the settings.
type exchange struct {
	*world
	owner, taker, other *owner
}

func newExchange(t *testing.T) *exchange {
	t.Helper()
	w := openWorldWith(t, store.Options{Administrators: []int64{7123456702, 7123456703}})
	w.run()
	phone := func(id int64) *owner {
		o := newOwner(w.Server, id)
		o.Phone = w.Phone(simulator.User{ID: id, FirstName: fmt.Sprint("Akun", id), Username: fmt.Sprint("nama_akun_", id), LanguageCode: "id"})
		return o
	}
	e := &exchange{w, phone(7123456701), phone(7123456702), phone(7123456703)}
	e.owner.name = "Batik Sari"
	e.taker.Send("/mulai")
	e.other.Send("/mulai")
	if err := e.owner.interview(t.Context()); err != nil {
		t.Fatal(err)
	}
	e.settle()
	return e
}

// restarts stops the bot, lets people do things meanwhile and starts it again.
func (e *exchange) restarts(meanwhile func()) {
	e.t.Helper()
	if err := e.stop(); err != nil {
		e.t.Fatal(err)
	}
	meanwhile()
	e.run()
	e.settle()
}

// card is the newest message on a phone that says something.
func (e *exchange) card(o *owner, says string) simulator.Message {
	e.t.Helper()
	for _, m := range slices.Backward(o.Messages()) {
		if m.FromBot && strings.Contains(m.Text+m.Caption, says) {
			return m
		}
	}
	e.t.Fatalf("nothing says %q, at last: %q", says, o.Last().Text+o.Last().Caption)
	return simulator.Message{}
}

func TestInquiry_TellsNeitherOfTheOthersAccount(t *testing.T) {
	t.Parallel()
	e := newExchange(t)
	e.owner.Send("/tanya")
	e.settle()
	e.restarts(func() { e.owner.Photo(picture, "Cocok untuk <katalog>?") })
	card := e.card(e.taker, "Cocok untuk <katalog>?")
	e.restarts(func() { e.taker.Reply(card.ID, "Cocok & bagus.") })
	answer := e.card(e.owner, "Cocok & bagus.")
	e.card(e.other, "Sudah dijawab")
	e.restarts(func() {
		if err := e.owner.Tap(answer.ID, "iq:ask.1"); err != nil {
			t.Error(err)
		}
	})
	e.owner.Send("Terima kasih. Satu lagi?")
	e.settle()
	e.taker.ReplyPhoto(e.card(e.taker, "Satu lagi?").ID, picture, "Seperti ini")
	e.settle()
	e.card(e.owner, "Seperti ini")
	for _, o := range []*owner{e.owner, e.taker, e.other} {
		o.Send("/dataku")
	}
	e.settle()
	for _, reader := range []*owner{e.owner, e.taker, e.other} {
		for _, about := range []*owner{e.owner, e.taker, e.other} {
			if about != reader {
				e.hides(reader, about.User())
			}
		}
	}
}

// hides fails where something of an account stands on a phone.
func (e *exchange) hides(reader *owner, of simulator.User) {
	e.t.Helper()
	for _, m := range reader.Messages() {
		shows := fmt.Sprint(m.Text, m.Caption, m.HTML, m.Keyboard, m.Entities, m.ForwardedFrom)
		if m.File != nil {
			shows += string(m.File.Data)
		}
		for _, secret := range []string{fmt.Sprint(of.ID), of.Username, of.FirstName} {
			if strings.Contains(shows, secret) {
				e.t.Errorf("%s stands on the phone of %s: %s", secret, reader.User().FirstName, shows)
			}
		}
	}
}

func TestInquiry_TellsTheOfficerWhatCouldNotBeDelivered(t *testing.T) {
	t.Parallel()
	e := newExchange(t)
	e.owner.Send("/tanya")
	e.owner.Send("Bagaimana ongkir?")
	e.settle()
	card := e.card(e.taker, "Bagaimana ongkir?")
	e.restarts(func() {
		e.taker.Reply(card.ID, "Begini.")
		e.owner.Block()
	})
	e.card(e.taker, "tidak sampai")
}

func TestInquiry_IsTakenBackFromThePhones(t *testing.T) {
	t.Parallel()
	e := newExchange(t)
	e.owner.Send("/tanya")
	e.owner.Photo(picture, "Ini rahasia")
	e.settle()
	e.owner.Send("/tanya")
	e.owner.Send("Ini juga rahasia")
	e.settle()
	e.owner.Send("/hapus")
	e.settle()
	if err := e.owner.Tap(e.owner.Last().ID, "erase:yes"); err != nil {
		t.Fatal(err)
	}
	e.settle()
	withdrawn := 0
	for _, m := range e.other.Messages() {
		if strings.Contains(m.Text+m.Caption, "rahasia") {
			t.Errorf("left on an officer's phone: %q", m.Text+m.Caption)
		}
		if m.File != nil && bytes.Equal(m.File.Data, picture) {
			t.Error("the picture is left on an officer's phone")
		}
		if strings.Contains(m.Text+m.Caption, "sudah ditarik") {
			withdrawn++
		}
	}
	if withdrawn != 2 {
		t.Errorf("%d messages say that a question was withdrawn, want 2", withdrawn)
	}
}

// TestInquiry_FitsIntoAMessage has everybody write as much as can be written, in signs of two
// UTF-16 units each, of which Telegram takes 4096 in a message and 1024 under a picture.
func TestInquiry_FitsIntoAMessage(t *testing.T) {
	t.Parallel()
	e := newExchange(t)
	long := func(units int) string { return strings.Repeat("🧵", units/2) }
	for _, column := range []string{"UPDATE assessment SET name = '" + long(120) + "', region = 1507", "UPDATE officer SET name = '" + long(120) + "', admin = 0"} {
		e.exec(column)
	}
	ask := func(what func()) {
		e.owner.Send("/tanya")
		what()
		e.settle()
	}
	ask(func() { e.owner.Send(long(1500)) })
	e.taker.Reply(e.taker.Last().ID, long(1500))
	e.settle()
	if err := e.owner.Tap(e.owner.Last().ID, "iq:ask.1"); err != nil {
		t.Fatal(err)
	}
	e.owner.Photo(picture, long(380))
	e.settle()
	e.taker.ReplyPhoto(e.taker.Last().ID, picture, long(380))
	e.settle()
	if last := e.owner.Last(); last.File == nil || !strings.Contains(last.Caption, long(380)) {
		t.Errorf("the answer does not reach the owner: %q", last.Caption)
	}
	for range 3 {
		ask(func() { e.owner.Send(long(1500)) })
	}
	e.other.Send("/pertanyaan")
	e.settle()
	if n := e.count("undelivered"); n != 0 {
		t.Errorf("%d messages do not fit", n)
	}
	if last := e.other.Last(); !strings.Contains(last.Text, "Sudah dijawab") || strings.Count(last.Text, "\n") < 5 {
		t.Errorf("the list does not come: %q", last.Text)
	}
}

// exec changes the database file while the bot runs.
func (e *exchange) exec(statement string) {
	e.t.Helper()
	db, err := sql.Open("sqlite3", "file:"+e.file+"?_busy_timeout=5000")
	if err != nil {
		e.t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		e.t.Fatal(err)
	}
}
