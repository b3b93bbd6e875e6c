package bot_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ikmbot/scoring/store"
)

// hostile is markup, SQL and placeholders at once, and short enough for every field.
const hostile = `<a href="http://x.y">k</a>';DROP TABLE a`

// TestWhatPeopleWrite_StaysWords types it wherever the bot takes text, and looks at every phone
// that shows it and every table that keeps it.
func TestWhatPeopleWrite_StaysWords(t *testing.T) {
	t.Parallel()
	w := openWorldWith(t, store.Options{Administrators: []int64{1}})
	w.run()
	n := &newsroom{world: w}
	officer, o := newOwner(w.Server, 1), newOwner(w.Server, 101)
	n.officer = officer.Phone
	officer.Start("")
	o.name = hostile
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if err := o.interview(ctx); err != nil {
		t.Fatal(err)
	}
	w.settle()
	does := func(p *owner, what ...string) {
		for _, act := range what {
			if button, taps := strings.CutPrefix(act, "tap "); taps {
				p.TapForged(p.Last().ID, button)
			} else {
				p.Send(act)
			}
			w.settle()
		}
	}
	does(o, "/keluhan", "tap desk:kind.late", "tap desk:channel.face", hostile, hostile, "tap desk:save", "tap desk:list")
	does(o, "/keluhan", hostile, "/tanya", hostile)
	does(officer, "/pertanyaan", "tap iq:show.1", "tap iq:of.1", "tap iq:take.1", "tap iq:answer.1", hostile)
	does(officer, "/undang", "tap of:regions", hostile, "/petugas")
	does(officer, "/siaran", hostile+" {nama}", "tap br:preview", "tap br:ask.name", hostile, "tap br:whom", "tap br:kept", "tap br:drop", "tap br:dropped.1")
	n.confirm(`{"texts":{"id":"Halo <b>{nama}</b>"},"segment":{"recent":true,"busy":true},"night":true}`)
	n.over()
	does(o, "/dataku", "/hasil", "/rencana")

	for p, fields := range map[*owner]int{o: 4, officer: 6} {
		times := 0
		for _, m := range p.Messages() {
			if !m.FromBot {
				continue
			}
			if strings.Contains(m.Text+m.Caption, hostile) {
				times++
			}
			for _, e := range m.Entities {
				if strings.Contains(e.URL, "x.y") {
					t.Errorf("phone %d shows a link that somebody typed: %s", p.User().ID, shown(m))
				}
			}
		}
		if times < fields {
			t.Errorf("phone %d shows it %d times, want %d at least", p.User().ID, times, fields)
		}
	}
	for _, c := range w.Calls() {
		if strings.Contains(c.Refusal, "parse") {
			t.Errorf("%s: %s", c.Refusal, c.Text)
		}
	}
	for _, kept := range []string{"assessment WHERE name", "complaint WHERE buyer", "complaint WHERE promise", "inquiry WHERE text", "inquiry_answer WHERE text", "invitation WHERE name", "segment WHERE name"} {
		if w.count(kept+" = ?", hostile) != 1 {
			t.Errorf("it is not kept as typed: %s", kept)
		}
	}
	w.checkNothingAside()
}

// TestForgedTaps_ReachNobodyElse has one owner tap what belongs to another one and to officers.
func TestForgedTaps_ReachNobodyElse(t *testing.T) {
	t.Parallel()
	w := openWorldWith(t, store.Options{Administrators: []int64{9}})
	w.run()
	n := &newsroom{world: w}
	officer, victim, forger := newOwner(w.Server, 9), newOwner(w.Server, 1), newOwner(w.Server, 2)
	n.officer = officer.Phone
	officer.Start("")
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for _, o := range []*owner{victim, forger} {
		if err := o.interview(ctx); err != nil {
			t.Fatal(err)
		}
		w.settle()
	}
	w.keepComplaint(victim)
	victim.Send("/tanya")
	victim.Send("Bagaimana ongkir?")
	officer.Send("/siaran")
	officer.Send("Halo {nama}")
	w.settle()
	read := func() map[string]any {
		all := map[string]any{"victim": w.tables(1), "officer": w.tables(9)}
		for _, table := range []string{"broadcast", "broadcast_recipient", "inquiry_answer", "invitation", "segment", "follow_up_off", "plan", "complaint WHERE answered_at IS NULL", "inquiry WHERE taken_by IS NULL"} {
			all[table] = w.count(table)
		}
		return all
	}
	before := read()
	for _, data := range []string{
		"desk:answered.1", "desk:settled.1", "iq:take.1", "iq:return.1", "iq:answer.1", "iq:show.1", "iq:of.1", "iq:list",
		"br:card", "br:send", "br:yes.1", "br:drop", "br:dropped.1", "br:pause.1", "br:cancelled.1", "bc:1.0", "ty:1:SO1_1:1.done",
		"of:list", "of:removed.1", "of:revoke.1", "of:regions", "fu:0.again.off", "rk:names.0.0.5", "rk:workbook.0.0.5", "rk:population.1501.0.5",
	} {
		forger.TapForged(forger.Last().ID, data)
		forger.Send("1") // where a tap has opened a field
		w.settle()
		if diff := cmp.Diff(before, read()); diff != "" {
			t.Fatalf("%s (-before +after):\n%s", data, diff)
		}
		for _, m := range forger.Messages() {
			if m.FromBot && (strings.Contains(m.Text, "ongkir?") || strings.Contains(m.Text, "Halo {nama}") || m.File != nil && m.File.Name != "" && strings.HasSuffix(m.File.Name, "sx")) {
				t.Fatalf("%s shows what belongs to others: %s", data, m.Text)
			}
		}
	}
	w.checkNothingAside()
}
