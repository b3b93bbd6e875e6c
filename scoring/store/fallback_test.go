package store

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikmbot/dialog/interview"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	"ikmbot/locales"
	"ikmbot/scoring"
)

func TestKeptText_EndsAfterADay(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	kept := func() int { return one[int](t, o.s, "SELECT count(*) FROM kept_text") }
	o.owner.does(text("kapan ada pameran?"))
	if n := kept(); n != 1 {
		t.Fatalf("%d texts are kept, want 1", n)
	}
	o.now = o.now.Add(25 * time.Hour)
	if _, _, err := o.s.Forget(t.Context(), 0); err != nil || kept() != 0 {
		t.Errorf("after a day %d are kept, %v", kept(), err)
	}
	o.owner.does(text("kapan ada pameran?"))
	o.now = o.now.Add(25 * time.Hour)
	if got := said(o.owner.does(tap("kept:ask")), 1); len(got) != 0 || kept() != 0 {
		t.Errorf("after a day a tap says %q, and %d are kept", got, kept())
	}
	o.owner.does(text("kapan ada pameran?"), tap("kept:ask"))
	if n := one[int](t, o.s, "SELECT count(*) FROM inquiry WHERE text = 'kapan ada pameran?'"); n != 1 || kept() != 0 {
		t.Errorf("%d inquiries and %d kept, want 1 and none", n, kept())
	}
}

func TestKeptText_NothingIsKeptBeforeTheConsentAndAfterItsWithdrawal(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.owner.does(text("halo"), tap("consent:withdrawn"), text("ini penipuan?"), photo("file"))
	talker{t, o.s, 5}.does(command(say.CommandStart), text("ini penipuan?"))
	for _, row := range everything(t, o.s) {
		if strings.HasPrefix(row, "kept_text:") {
			t.Errorf("kept: %s", row)
		}
	}
}

func TestInquiry_TakesTheTextThatComesBehindItsPicture(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	texts := func() string {
		return one[string](t, o.s, "SELECT group_concat(text || ' <' || coalesce(follows, 0), '; ' ORDER BY id) FROM inquiry")
	}
	o.owner.does(command(say.CommandAsk), photo("file"), text("Cocok?"))
	o.owner.does(text("Yang biru."))
	if got, want := texts(), "Cocok?\nYang biru. <0"; got != want {
		t.Errorf("inquiries %q, want %q", got, want)
	}
	long := strings.Repeat("a", 375)
	o.owner.does(text(long))
	if got, want := texts(), "Cocok?\nYang biru. <0; "+long+" <1"; got != want {
		t.Errorf("without room under the picture: %q, want %q", got, want)
	}
	o.delivers()
	o.budi.does(reply(1, "Cocok."))
	o.owner.does(text("Terima kasih"))
	if got, want := texts(), "Cocok?\nYang biru. <0; "+long+" <1; Terima kasih <1"; got != want {
		t.Errorf("after the answer: %q, want %q", got, want)
	}
}

func TestInquiry_ThatRepliesToABroadcastGoesToItsOfficer(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	exec(t, o.s, "INSERT INTO broadcast (id, officer_id, state, content, confirmed_at) SELECT 7, id, 'done', '{}', 0 FROM officer WHERE chat_id = 902")
	exec(t, o.s, "INSERT INTO broadcast (id, officer_id, state, content, confirmed_at) SELECT 8, id, 'done', '{}', 0 FROM officer WHERE chat_id = 902")
	exec(t, o.s, "INSERT INTO broadcast_recipient SELECT 7, id, 'sent', '', 0, NULL FROM person WHERE chat_id = 1")
	replies := func(broadcast int) Applied {
		return o.owner.does(turn.Event{Kind: turn.Typed, Text: "di mana?", ReplyTo: 3,
			Replied: turn.Replied{Text: "Besok pelatihan.", Buttons: []string{fmt.Sprintf("bc:%d.stop", broadcast)}}})
	}
	applied := replies(7)
	for chat, want := range map[int64]int{902: 1, 901: 0, 904: 0} {
		if got := said(applied, chat); len(got) != want {
			t.Errorf("officer %d gets %q", chat, got)
		}
	}
	card, _, err := o.s.FindInquiry(t.Context(), 902, 1)
	if err != nil || card.About != "Besok pelatihan." || card.Taker == nil || !card.Taker.Self {
		t.Errorf("the card is %+v, %v", card, err)
	}
	// A broadcast that the owner never got counts as none: whoever may see the question gets it.
	if got := said(replies(8), 901); len(got) != 1 {
		t.Errorf("a reply to somebody else's broadcast: officer 901 gets %q", got)
	}
}

func TestConsent_IsAskedForAnewOnce(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	p := talker{t, s, 1}.arrives().finishes(1)
	asks := func(applied Applied) bool {
		return slices.ContainsFunc(applied.Messages, func(m Outgoing) bool {
			return slices.ContainsFunc(m.Reply.Parts, func(part say.Text) bool { return part.Key == "consent.renew" })
		})
	}
	if asks(p.does(command(say.CommandHelp))) {
		t.Error("whoever agreed to the text in force is asked anew")
	}
	exec(t, s, "UPDATE consent SET version = 2")
	if !asks(p.does(command(say.CommandHelp))) {
		t.Error("whoever agreed to an earlier text is not asked")
	}
	if asks(p.does(command(say.CommandHelp))) {
		t.Error("asked twice")
	}
	if n := one[int](t, s, "SELECT count(*) FROM counted JOIN contactable USING (person_id)"); n != 1 {
		t.Error("without an answer the earlier consent does not hold")
	}
	p.does(tap("consent:quiet"))
	got := one[string](t, s, "SELECT group_concat(format('%d given %d contact %d', version, given, contact), '; ' ORDER BY id) FROM consent")
	if want := fmt.Sprintf("2 given 1 contact 1; %d given 1 contact 0", interview.ConsentVersion); got != want {
		t.Errorf("the proof is %q, want %q", got, want)
	}
	if n := one[int](t, s, "SELECT count(*) FROM assessment WHERE finished_at IS NOT NULL"); n != 1 {
		t.Error("the answers are gone")
	}
}

func TestSeenByOfficers_HasNoAnswersOfWhoDidNotAgreeToBeContacted(t *testing.T) {
	t.Parallel()
	for change, want := range map[string]int{
		"SELECT 1":                                                          1,
		"UPDATE person SET stopped_at = 1":                                  1,
		"UPDATE consent SET contact = 0":                                    0,
		"DELETE FROM consent":                                               0,
		"UPDATE consent SET given = 0":                                      0,
		"UPDATE assessment SET person_id = NULL, paper = 'P-17'":            1,
		"UPDATE assessment SET person_id = NULL, paper = 'F-ABCDEFGHIJKLM'": 0,
	} {
		t.Run(change, func(t *testing.T) {
			t.Parallel()
			s := openStore(t)
			talker{t, s, 4711}.arrives().finishes(1)
			exec(t, s, change)
			if got := all(t, s.SeenByOfficers(t.Context(), scoring.Scope{}, false)); len(got) != want {
				t.Errorf("%d interviews, want %d", len(got), want)
			}
		})
	}
}

// The consent names whatever the tables hold of an owner.
func TestConsent_TellsWhatIsStored(t *testing.T) {
	t.Parallel()
	words := map[string]string{
		"outbox": "", "held_reply": "", "undelivered": "", "inquiry_message": "", // what is said to the owner, not by
		"officer": "", "officer_region": "", "invitation": "", "audit": "", "segment": "", "broadcast": "", // an officer's
		"picture":             "hasil",
		"result":              "hasil",
		"superseded_result":   "hasil",
		"assessment":          "jawaban dan hasil Anda",
		"step_try":            "langkah yang Anda ambil",
		"plan":                "langkah yang Anda ambil",
		"follow_up":           "langkah yang Anda ambil",
		"reminder":            "langkah yang Anda ambil",
		"complaint":           "keluhan yang Anda simpan (juga nama pembeli, foto, dan pesan suaranya)",
		"complaint_file":      "keluhan yang Anda simpan (juga nama pembeli, foto, dan pesan suaranya)",
		"inquiry":             "pertanyaan dan foto yang Anda kirim kepada penyuluh",
		"inquiry_answer":      "pertanyaan dan foto yang Anda kirim kepada penyuluh",
		"broadcast_recipient": "jawaban Anda atas kabar dari penyuluh",
		"person":              "bahasa, dan nomor akun Telegram Anda",
		"kept_text":           "Tulisan yang belum jelas untuk siapa disimpan paling lama sehari",
		"set_aside":           "Pesan yang gagal diproses disimpan apa adanya",
		"consent":             "Anda", // the decision itself
	}
	tables := map[string]bool{}
	for _, p := range personal {
		tables[p.table] = true
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(tables)), slices.Sorted(maps.Keys(words))); diff != "" {
		t.Errorf("tables with something of a person (-) and those that the consent was written for (+):\n%s", diff)
	}
	catalog, err := locales.Load(func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	told := catalog.Say("id", "consent.terms_stored", nil)
	for table, phrase := range words {
		if !strings.Contains(told, phrase) {
			t.Errorf("the consent does not say %q, for table %s", phrase, table)
		}
	}
}

// Of the raw updates nothing is stored but what the consent tells: no name, no phone number.
func TestConsent_StoresNeitherPhoneNumberNorTelegramName(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for i, e := range []turn.Event{text("halo"), {Kind: turn.ContentSent, Content: turn.Another}, command(say.CommandHelp)} {
		in := o.owner.in(e)
		in.Update = int64(5000 + i)
		in.Raw = []byte(`{"message":{"from":{"id":1,"first_name":"Ningsih"},"contact":{"phone_number":"+628123456"}}}`)
		if _, err := o.s.Apply(t.Context(), []Inbound{in}); err != nil {
			t.Fatal(err)
		}
	}
	for _, row := range everything(t, o.s) {
		if strings.Contains(row, "Ningsih") || strings.Contains(row, "+628") {
			t.Errorf("stored: %s", row)
		}
	}
}
