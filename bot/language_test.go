package bot_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"ikmbot/bot/simulator"
	"ikmbot/locales"
	"ikmbot/locales/localestest"
	"ikmbot/scoring/store"
)

// TestLanguage_OneMoreTalks has an administrator talk in a language that is there because its
// message files are.
func TestLanguage_OneMoreTalks(t *testing.T) {
	t.Parallel()
	catalog, err := locales.LoadFrom(localestest.WithOneMore(t, os.DirFS("../locales")), func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	w := openWorldSpeaking(t, catalog, t.TempDir(), store.Options{Administrators: []int64{900}})
	w.run()
	phone := w.Phone(simulator.User{ID: 900, FirstName: "A", LanguageCode: localestest.Tag})
	says := func(typed string, want ...string) {
		t.Helper()
		phone.Send(typed)
		w.settle()
		for _, words := range want {
			if text := phone.Last().Text; !strings.Contains(text, words) {
				t.Errorf("to %q it says %q, want %q", typed, text, words)
			}
		}
	}
	tap := func(begins string) {
		t.Helper()
		data := find(buttons(phone.Last()), begins, "")
		if data == "" {
			t.Fatalf("no button %s among %q under %q", begins, buttons(phone.Last()), phone.Last().Text)
		}
		phone.TapForged(phone.Last().ID, data)
		w.settle()
	}

	says("/eo_start", "/eo_broadcast", "/eo_audit")
	phone = w.Phone(simulator.User{ID: 901, FirstName: "B", LanguageCode: localestest.Tag})
	says("/eo_start", "Bonvenon!")
	for _, other := range []string{"lang:en", "lang:id"} {
		if find(buttons(phone.Last()), other, "") == "" {
			t.Errorf("the greeting does not offer %s", other)
		}
	}
	phone = w.Phone(simulator.User{ID: 900, FirstName: "A", LanguageCode: localestest.Tag})
	says("/eo_help", "/eo_start", "/eo_broadcast", "/eo_audit")
	says("/bantuan", "/eo_start")

	says("/eo_complaint")
	tap("desk:kind.late")
	tap("desk:channel.whatsapp")
	tap("desk:skip")
	tap("desk:skip")
	tap("desk:fold.id")
	if text := phone.Last().Text; !strings.Contains(text, "the reply in Indonesian") || !strings.Contains(text, "Halo Kak") {
		t.Errorf("the desk has no reply in another language: %q", text)
	}
	tap("desk:fold.reply")
	if text := phone.Last().Text; !strings.Contains(text, "a reply ready to send") {
		t.Errorf("the desk has no reply in the language: %q", text)
	}

	says("/eo_broadcast")
	says("Halo {nama}", "Halo", "No Esperanto text yet")
	tap("br:ask.esperanto")
	if text := phone.Last().Text; !strings.Contains(text, "in Esperanto") || !strings.Contains(text, "{position}") {
		t.Errorf("the text is not asked for: %q", text)
	}
	says("Saluton {name}", "Esperanto: “Saluton {name}”")
	tap("br:ask.due")
	says("tomorrow at 9:00", "9:00")
	tap("br:preview")
	if text := phone.Last().Text; strings.Contains(text, "{") {
		t.Errorf("a placeholder is left in %q", text)
	}

	menu := w.Commands(phone.User())
	if len(menu) != 18 {
		t.Errorf("the menu has %d commands, want 18", len(menu))
	}
	for _, c := range menu {
		if !regexp.MustCompile(`^eo_[a-z]+$`).MatchString(c.Command) || c.Description == "" {
			t.Errorf("the menu has %+v", c)
		}
	}
	if n := w.count("person WHERE language = 'eo'"); n != 2 {
		t.Errorf("%d people speak it", n)
	}
	w.checkNothingAside()
}
