package speech_test

import (
	"strings"
	"testing"
	"time"

	"ikmbot/dialog/say"
	"ikmbot/locales"
	"ikmbot/locales/speech"
)

// When something is to happen is told to the app as well, in the words that stand there anyway.
func TestSpeaker_MarksWhenSomethingIsDue(t *testing.T) {
	t.Parallel()
	catalog, err := locales.Load(func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, time.December, 1, 2, 30, 0, 0, time.UTC)
	said := func(v say.Value) say.Text {
		return say.Text{Key: "broadcast.state_scheduled", Args: say.Args{"Moment": v}}
	}
	s := speech.Speaker{Catalog: catalog}
	for _, l := range []say.Language{"id", "en"} {
		due, moment := said(say.Due(at.UnixMilli(), say.WIB)), said(say.Moment(at.UnixMilli()))
		marked, words := s.HTML(l, []say.Text{due}), s.HTML(l, []say.Text{moment})
		if !strings.Contains(marked, `<tg-time unix="1796092200">`) || strings.Contains(words, "tg-time") {
			t.Errorf("%s: due %q, past %q", l, marked, words)
		}
		if say.Plain(marked) != say.Plain(words) || strings.Contains(s.Plain(l, due), "<tg-time") {
			t.Errorf("%s: the words are %q, want those of %q", l, marked, words)
		}
	}
}
