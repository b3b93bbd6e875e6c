package bot_test

import (
	"slices"
	"strings"
	"testing"

	"ikmbot/bot/simulator"
)

// openFlooded makes a world that answers a limited number of updates a minute one by one in a chat.
func openFlooded(t testing.TB, most int) *world {
	w := openWorld(t)
	w.maxUpdates = most
	return w
}

// TestFlood_IsTakenAndAnsweredSparsely has one owner tap far more than anybody can, while
// another one answers the questionnaire.
func TestFlood_IsTakenAndAnsweredSparsely(t *testing.T) {
	t.Parallel()
	w := openFlooded(t, 100)
	w.run()
	flooder, other := newOwner(w.Server, 1), newOwner(w.Server, 2)
	flooder.Start("")
	if err := flooder.upTo(t.Context(), "media"); err != nil {
		t.Fatal(err)
	}
	before := len(w.Calls("sendMessage", "editMessageText"))
	const pairs = 500
	question := flooder.Last().ID
	for range pairs {
		flooder.TapForged(question, "m:1:media:1+")
		flooder.TapForged(question, "m:1:media:1-")
	}
	flooder.TapForged(question, "m:1:media:4+")
	flooder.TapForged(question, "d:1:media:")
	if err := other.interview(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.settle()
	// The newest state is told in the end, and it is that of the last tap.
	asksCraft := func(messages []simulator.Message) bool { return questionOf(messages[len(messages)-1]) == "craft" }
	if err := flooder.Wait(t.Context(), asksCraft); err != nil {
		t.Fatal(err)
	}
	said := 0
	for _, c := range w.Calls("sendMessage", "editMessageText")[before:] {
		if c.ChatID == 1 {
			said++
		}
	}
	if said > 110 {
		t.Errorf("%d answers to a flood", said)
	}
	if n := flooder.Unanswered(); n != 0 {
		t.Errorf("%d taps are not answered", n)
	}
	var media int
	w.query(&media, "SELECT media FROM assessment JOIN person ON person.id = person_id WHERE chat_id = 1")
	if media != 4 {
		t.Errorf("media %d is stored, want 4", media)
	}
	if n := w.count("seen_update"); n < 2*pairs {
		t.Errorf("%d updates were taken, want all of %d", n, 2*pairs)
	}
	w.checkAnswers(other)
	w.checkNothingAside()
}

// TestFlood_IsToldAfterARestart stops the bot while something is held.
func TestFlood_IsToldAfterARestart(t *testing.T) {
	t.Parallel()
	w := openFlooded(t, 1)
	w.run()
	o := newOwner(w.Server, 1)
	o.Start("")
	w.settle() // what an earlier run has left is told by now
	o.Send("/bantuan")
	o.Send("/bahasa")
	w.settle()
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	if n := w.count("held_reply"); n != 1 {
		t.Fatalf("%d replies are held, want 1", n)
	}
	w.run()
	asksLanguage := func(messages []simulator.Message) bool {
		return slices.ContainsFunc(messages, func(m simulator.Message) bool { return find(buttons(m), "lang:", "") != "" })
	}
	if err := o.Wait(t.Context(), asksLanguage); err != nil {
		t.Fatal(err)
	}
	if slices.ContainsFunc(o.Messages(), func(m simulator.Message) bool { return m.FromBot && strings.Contains(m.Text, "/dataku") }) {
		t.Error("an older answer is told, too")
	}
}
