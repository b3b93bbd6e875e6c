package dialog_test

import (
	"html"
	"strings"
	"testing"
	"time"

	"ikmbot/dialog"
	"ikmbot/dialog/broadcast"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// writer returns the phone of an officer with a draft, at some time of the day in Jambi.
func writer(t *testing.T, now string) *phone {
	t.Helper()
	p := arrive(t)
	p.happens("officer", "")
	p.happens("clock", now+" WIB")
	p.does("/siaran")
	p.does("text Halo")
	return p
}

func TestBroadcast_ReadsTimesAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	const form = "2 Jan 2006 15:04"
	for _, tt := range []struct{ name, now, typed, want string }{
		{"a time today", "24 Nov 2026 10:00", "14:30", "24 Nov 2026 14:30"},
		{"an hour alone", "24 Nov 2026 10:00", "jam 16", "24 Nov 2026 16:00"},
		{"tomorrow in Indonesian", "24 Nov 2026 10:00", "Besok 9.00", "25 Nov 2026 09:00"},
		{"tomorrow in English", "24 Nov 2026 10:00", "tomorrow at 9:00", "25 Nov 2026 09:00"},
		{"the day after tomorrow", "24 Nov 2026 10:00", "lusa pukul 13.15", "26 Nov 2026 13:15"},
		{"a day of the month", "24 Nov 2026 10:00", "25/11 14:30", "25 Nov 2026 14:30"},
		{"a day with its year", "24 Nov 2026 10:00", "1/12/2026, 8.00 WIB", "1 Dec 2026 08:00"},
		{"a day of the next year", "20 Dec 2026 10:00", "5/1 9:00", "5 Jan 2027 09:00"},
		{"tomorrow over the end of the month", "30 Nov 2026 10:00", "besok 9", "1 Dec 2026 09:00"},
		{"no time in what was today", "24 Nov 2026 10:00", "09:59", ""},
		{"no time of a day that has passed", "24 Nov 2026 10:00", "23/11 12:00", ""},
		{"no time too far ahead", "24 Nov 2026 10:00", "24/1/2027 10:00", ""},
		{"no day that there is not", "24 Nov 2026 10:00", "31/11 10:00", ""},
		{"no hour that there is not", "24 Nov 2026 10:00", "24:00", ""},
		{"no minute that there is not", "24 Nov 2026 10:00", "12:60", ""},
		{"no time of another zone", "24 Nov 2026 10:00", "besok 9.00 WITA", ""},
		{"no other words", "24 Nov 2026 10:00", "nanti sore", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := writer(t, tt.now)
			p.does("tap [button.due]")
			p.does("text " + tt.typed)
			got := ""
			if due := p.stored().Officer.Draft.Due; due != 0 {
				got = time.UnixMilli(due).In(say.WIB.Location()).Format(form)
			}
			if got != tt.want {
				t.Errorf("%q at %s is %q, want %q", tt.typed, tt.now, got, tt.want)
			}
		})
	}
}

func TestBroadcast_GoesByTheClocksOfItsRegions(t *testing.T) {
	t.Parallel()
	nusantara := dialog.Dialog{Languages: languages, Regions: []say.Region{
		{Code: 1571, Name: "Kota Jambi", Zone: say.WIB}, {Code: 5171, Name: "Denpasar", Zone: say.WITA}, {Code: 7371, Name: "Makassar", Zone: say.WITA}, {Code: 9471, Name: "Jayapura", Zone: say.WIT}}}
	now := time.Date(2026, time.November, 24, 1, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		name        string
		own, chosen []int
		want        string
	}{
		{"of one region", nil, []int{5171}, "01:00"},
		{"of several in one zone", nil, []int{5171, 7371}, "01:00"},
		{"of Western Indonesia where they lie in several", nil, []int{5171, 9471}, "02:00"},
		{"of Western Indonesia where all are meant", nil, nil, "02:00"},
		{"of the officer's own where none is chosen", []int{9471}, nil, "00:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := turn.Arrive(say.Indonesian)
			s.Officer = &turn.Officer{ID: 1, Regions: tt.own, Draft: &broadcast.Draft{
				Texts: map[say.Language]string{say.Indonesian: "Halo"}, Segment: broadcast.Segment{Regions: tt.chosen}}}
			for _, e := range []turn.Event{{Kind: turn.Tapped, Data: "br:ask.due"}, {Kind: turn.Typed, Text: "besok 9.00"}} {
				e.At = now.UnixMilli()
				s, _, _ = nusantara.Next(s, e)
			}
			if got := time.UnixMilli(s.Officer.Draft.Due).UTC().Format("15:04"); got != tt.want {
				t.Errorf("nine o'clock is %s UTC, want %s", got, tt.want)
			}
		})
	}
}

func TestBroadcast_TakesTextsThatFit(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, markup string
		photo, taken bool
	}{
		{"a message of the greatest length", strings.Repeat("a", 4096), false, true},
		{"none that is longer", strings.Repeat("a", 4097), false, false},
		{"a caption of the greatest length", strings.Repeat("a", 1024), true, true},
		{"no caption that is longer", strings.Repeat("a", 1025), true, false},
		{"markup beside the length", "<b>" + strings.Repeat("a", 4096) + "</b>", false, true},
		{"an entity as one letter", strings.Repeat("&amp;", 4096), false, true},
		{"no more signs of two units than fit", strings.Repeat("🙏", 2049), false, false},
		{"a name with the room that it may need", "{nama}" + strings.Repeat("a", 4096-120), false, true},
		{"none where a name may not fit", "{nama}" + strings.Repeat("a", 4097-120), false, false},
		{"no empty text", " \n", false, false},
		{"no unknown placeholder", "Halo {siapa}", false, false},
		{"a position by either of its words, in either language", "{posisi} {Kuadran} {position} { quadrant }", false, true},
		{"no placeholder that is formatted in part", "Halo {na<i>ma</i>}", false, false},
		{"a placeholder that is formatted whole", "Halo <i>{nama}</i>", false, true},
		{"one brace", "Rp5.000 { hemat", false, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := arrive(t)
			p.happens("officer", "")
			p.does("/siaran")
			e := turn.Event{Kind: turn.Typed, Text: html.UnescapeString(tt.markup), Markup: tt.markup}
			if tt.photo {
				e.Kind, e.Content, e.Media = turn.ContentSent, turn.Photo, &say.Media{Kind: say.MediaPhoto, File: "file"}
			}
			p.turn(e)
			if taken := p.stored().Officer.Draft != nil; taken != tt.taken {
				t.Errorf("taken: %v, want %v", taken, tt.taken)
			}
		})
	}
}

func TestBroadcast_KeepsTheDraftWhereAPictureLeavesTooLittleRoom(t *testing.T) {
	t.Parallel()
	p := writer(t, "24 Nov 2026 10:00")
	p.does("tap [button.text]")
	p.does("text " + strings.Repeat("a", 1025))
	p.does("tap [button.media]")
	said := p.does("send photo")
	if draft := p.stored().Officer.Draft; draft.Media != nil || !strings.Contains(said, "broadcast.too_long_caption") {
		t.Errorf("the draft has %+v after %s", draft.Media, said)
	}
}

func TestReach_OffersNoConfirmationOfABroadcastToNobody(t *testing.T) {
	t.Parallel()
	p := writer(t, "24 Nov 2026 10:00")
	s := p.stored()
	_, _, replies := jambi.Next(s, turn.Event{Kind: turn.Tapped, Data: "br:send", At: p.clock.UnixMilli()})
	card := replies[len(replies)-1]
	if got := shownReply(card.Fill(&broadcast.Reach{Recipients: 1})); !strings.Contains(got, "button.send_yes") {
		t.Errorf("with one recipient: %s", got)
	}
	if got := shownReply(card.Fill(&broadcast.Reach{Stopped: 1})); strings.Contains(got, "button.send_yes") || !strings.Contains(got, "button.back_to_draft") {
		t.Errorf("with none: %s", got)
	}
}
