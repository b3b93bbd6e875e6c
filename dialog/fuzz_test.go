package dialog_test

import (
	"bytes"
	"encoding/json"
	"html"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ikmbot/dialog"
	"ikmbot/dialog/broadcast"
	"ikmbot/dialog/complaint"
	"ikmbot/dialog/inquiry"
	"ikmbot/dialog/interview"
	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/reminder"
	"ikmbot/dialog/result"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	"ikmbot/scoring"
)

// FuzzTap walks from some point of an interview over buttons that are or were offered, and taps one
// that may be forged.
func FuzzTap(f *testing.F) {
	for _, forged := range []string{
		"", ":", "::", ":::", "a:1:S1:4", "a:1:S1:5", "a:1:S1:-1", "a:1:S1: 1", "a:2:S1:1", "a:1:W9:1", "a:1:media:1", "a:1:name:1",
		"a:1:region:9999", "a:99999999999999999999:S1:1", "m:1:media:4+", "m:1:media:4-", "m:1:media:3+", "m:1:media:512+", "m:1:media:+", "m:1:obstacles:0+",
		"m:1:media:-9223372036854775808+", "d:1:media:", "s:1:S1:", "k:1:name:", "b:1:name:", "b:1:region:", "w:1:name:", "p:1:name:",
		"r:1:market:", "r:1:nowhere:", "c:1:S1:", "c:1:nothing:", "f:1::", "f:0::", "go:over", "go:again", "go:result", "go:words", "go:nowhere", "go:correct", "go:leave",
		"lang:en", "lang:xx", "consent:yes", "consent:withdrawn", "consent:maybe", "erase:yes", "resume:yes", "st:1:SO1:", "tk:1:SO1:SO1_1", "tk:1:SO1:WT2_1",
		"wy:1:XX9:", "plan:", "plan:SO1_1.done", "plan:SO1_1.todo", "desk:open", "desk:kind.late", "desk:kind.", "desk:channel.face", "desk:skip",
		"desk:save", "desk:agree", "desk:list", "desk:close", "desk:answered.1", "desk:settled.-1", "desk:settled.99999999999999999999",
		"bc:1.0", "bc:1.4", "bc:0.1", "bc:1.stop", "bc:99999999999999999999.0", "br:card", "br:ask.text", "br:ask.nothing", "br:clear.media", "br:whom", "br:whom.rating.S1",
		"br:whom.rating.name", "br:whom.region.S1", "br:set.region.1505+", "br:set.region.1571+", "br:set.rating.S1-3+", "br:set.rating.S1-9+", "br:set.uses.8+", "br:set.uses.63+",
		"br:set.seen.-30+", "br:set.seen.5+", "br:set.also.busy+", "br:set.cell.X+", "br:set.nothing.1+", "br:all", "br:kept", "br:use.1", "br:forget.1", "br:due.0", "br:due.1",
		"br:due.99999999999999", "br:due.-1", "br:night.+", "br:preview", "br:test", "br:send", "br:yes.5", "br:yes.6", "br:yes.", "br:drop", "br:dropped.5", "br:list",
		"br:view.1", "br:view.0", "br:pause.1", "br:go.1", "br:cancel.1", "br:cancelled.1", "br:cancelled.-1",
		"iq:ask.0", "iq:ask.-1", "iq:ask.99999999999999999999", "iq:agree", "iq:close", "iq:list", "iq:take.1", "iq:return.1", "iq:show.1", "iq:of.1", "iq:answer.1",
		"a:1:S1:1:1", strings.Repeat("a", 64), "go:\x00", "\xff\xfe:1",
	} {
		f.Add(uint8(0), []byte{}, forged)
		f.Add(uint8(20), []byte{210, 7, 230}, forged)
		f.Add(uint8(255), []byte{}, forged)
		f.Add(uint8(officerPoint), []byte{230}, forged)
	}
	points := points(f)
	f.Fuzz(func(t *testing.T, from uint8, walk []byte, forged string) {
		w := points[int(from)%len(points)].clone(t)
		w.walk(walk)
		w.turn(turn.Event{Kind: turn.Tapped, Data: forged})
		w.progress()
	})
}

// FuzzTyped walks as FuzzTap does and then types something, twice, because the second text may be
// taken for something else; and once as a caption.
func FuzzTyped(f *testing.F) {
	for _, text := range []string{
		"Batik Sari", "<b>Batik</b> & Co", "\"Batik\"", "'; DROP TABLE person; --", "", " ", "\n\t\r", "\u202eirasbatik", "\u200b\u200d\ufeff", "a\u0300\u0301",
		strings.Repeat("x", 60), strings.Repeat("x", 61), strings.Repeat("é", 60), strings.Repeat("👩‍👩‍👧", 30), "\xff\xfe", "\x00", "Barangnya belum sampai, sudah dua minggu!",
		"uang saya kembalikan", strings.Repeat("rusak ", 600), "/start", "{{.Name}}",
		"Halo {nama}", "{NAMA} { kuadran } {strategi}", "{}", "{x}", "a\nb", "a\nb\nc\nd\ne", "berhenti", "Jangan kirim-kirim lagi!", "HASIL", "hapus", "rekap", "ini penipuan?", "iq:ask.1", "bc:1.stop", "besok 9.00", "25/11 14:30", "31/2 10:00", "99", "9999999999/1 1:1", strings.Repeat("panjang ", 600),
	} {
		f.Add(uint8(0), []byte{}, text)
		f.Add(uint8(2), []byte{}, text)
		f.Add(uint8(30), []byte{208}, text)
		f.Add(uint8(255), []byte{208, 0, 0}, text)
		for field := range byte(7) {
			f.Add(uint8(officerPoint), []byte{231 + field}, text)
		}
	}
	points := points(f)
	f.Fuzz(func(t *testing.T, from uint8, walk []byte, text string) {
		w := points[int(from)%len(points)].clone(t)
		w.walk(walk)
		text = strings.ToValidUTF8(text, "")
		markup := html.EscapeString(text)
		w.turn(turn.Event{Kind: turn.Typed, Text: text, Markup: markup})
		w.turn(turn.Event{Kind: turn.Typed, Text: text, Markup: markup})
		w.turn(turn.Event{Kind: turn.Typed, Text: text, Inquiry: 1})
		w.turn(turn.Event{Kind: turn.Typed, Text: text, Markup: markup, Forwarded: true})
		w.turn(turn.Event{Kind: turn.Typed, Text: text, Markup: markup, ReplyTo: 1, Replied: turn.Replied{Text: text, Buttons: []string{text, "bc:1.0"}}})
		w.turn(turn.Event{Kind: turn.Typed, Text: text, Markup: markup, ReplyTo: 1, Replied: turn.Replied{Text: text, Own: true}})
		w.turn(turn.Event{Kind: turn.ContentSent, Content: turn.Photo, Text: text, Markup: markup, Media: &say.Media{Kind: say.MediaPhoto, File: "file"}})
		w.progress()
	})
}

var place = dialog.Dialog{Languages: languages, Regions: []say.Region{{Code: 1571, Name: "Kota Jambi"}, {Code: 1505, Name: "Muaro Jambi"}, {Code: 9999}}}

// A walker is somebody on the way through a conversation.
type walker struct {
	t       testing.TB
	s       turn.Session
	offered []string // callback data of the newest keyboard
	old     []string // callback data that were offered before
}

// points are the stages of an interview that is answered straight through, from somebody whom the
// bot has never met to one with a result and steps taken.
func points(t testing.TB) []*walker {
	w := &walker{t: t, s: turn.Arrive(say.Indonesian)}
	w.turn(turn.Event{Kind: turn.CommandGiven, Command: say.CommandStart})
	all := []*walker{w.clone(t)}
	for w.progress() {
		all = append(all, w.clone(t))
	}
	if w.s.Place != turn.PlaceFinished {
		t.Fatalf("the interview went on to %s and no further", w.s.Place)
	}
	for _, tip := range []string{"SO1_1", "SO1_2"} {
		w.turn(turn.Event{Kind: turn.Tapped, Data: "tk:1:SO1:" + tip})
	}
	all = append(all, w)
	for _, of := range []*walker{all[0], all[len(all)-1]} {
		o := of.clone(t)
		o.s.Officer = &turn.Officer{ID: 1, Regions: []int{1571}, Segments: []broadcast.KeptSegment{{Name: "Batik", Segment: broadcast.Segment{Crafts: []int{1}}}}, Draft: &broadcast.Draft{
			ID: 5, Texts: map[say.Language]string{say.Indonesian: "Halo <b>{nama}</b>"}, Answers: map[say.Language][]string{say.Indonesian: {"Mau", "Tidak"}},
			Segment: broadcast.Segment{Regions: []int{1571}, Uses: 3}}}
		o.turn(turn.Event{Kind: turn.CommandGiven, Command: say.CommandBroadcast})
		all = append(all, o)
	}
	if len(all)-1 != officerPoint {
		t.Fatalf("%d points, and the latest is not %d", len(all), officerPoint)
	}
	return all
}

// officerPoint is the last of the points, where an officer with a result writes a broadcast.
const officerPoint = 40

func (w *walker) clone(t testing.TB) *walker {
	return &walker{t: t, s: w.s, offered: w.offered, old: slices.Clip(w.old)}
}

// progress taps the button that leads towards the result; false if there is none.
func (w *walker) progress() bool {
	for _, way := range []string{"go:consent", "consent:yes", "go:begin", "a:", "d:", "s:", "k:", "f:"} {
		for _, data := range w.offered {
			if !strings.HasPrefix(data, way) {
				continue
			}
			if way == "d:" && w.s.Picks == 0 {
				w.turn(turn.Event{Kind: turn.Tapped, Data: w.offered[0]})
			}
			w.turn(turn.Event{Kind: turn.Tapped, Data: data})
			return true
		}
	}
	return false
}

// walk does something for each byte, mostly a tap.
func (w *walker) walk(steps []byte) {
	for _, b := range steps[:min(len(steps), 200)] {
		w.turn(w.event(int(b)))
	}
}

func (w *walker) event(b int) turn.Event {
	switch {
	case b < 200 && len(w.offered) > 0:
		return turn.Event{Kind: turn.Tapped, Data: w.offered[b%len(w.offered)]}
	case b < 220:
		return turn.Event{Kind: turn.CommandGiven, Command: say.Commands[b%len(say.Commands)]}
	case b >= 231 && b < 238 && w.s.Officer != nil:
		fields := []broadcast.Field{broadcast.FieldText, english, broadcast.FieldMedia, broadcast.FieldAnswers, englishAnswers, broadcast.FieldDue, broadcast.FieldName}
		return turn.Event{Kind: turn.Tapped, Data: "br:ask." + string(fields[b-231])}
	case b == 230 && w.s.Officer != nil:
		return turn.Event{Kind: turn.CommandGiven, Command: say.CommandBroadcast}
	case b == 220:
		return turn.Event{Kind: turn.CommandGiven, Command: say.CommandUnknown}
	case b == 221:
		return turn.Event{Kind: turn.Typed, Text: "Bu Sari"}
	case b == 222:
		return turn.Event{Kind: turn.Typed, Text: strings.Repeat("panjang ", 40)}
	case b == 223:
		return turn.Event{Kind: turn.ContentSent, Content: turn.Voice}
	case b == 224:
		return turn.Event{Kind: turn.MessageEdited}
	case b == 225:
		return turn.Event{Kind: turn.BotBlocked}
	case b == 226:
		return turn.Event{Kind: turn.BotUnblocked}
	case len(w.old) > 0:
		return turn.Event{Kind: turn.Tapped, Data: w.old[b*7%len(w.old)]}
	}
	return turn.Event{Kind: turn.Typed, Text: "halo"}
}

// turn takes one turn and checks the invariants of every turn.
func (w *walker) turn(e turn.Event) {
	w.t.Helper()
	e.At = time.Date(2026, time.November, 24, 8, 0, 0, 0, time.UTC).UnixMilli()
	before := stored(w.t, w.s)
	next, effects, replies := place.Next(w.s, e)
	if !bytes.Equal(before, stored(w.t, w.s)) {
		w.t.Fatalf("%+v changed the session that it came from", e)
	}
	w.checkSession(e, next)
	w.checkEffects(e, next, effects)
	w.s = next
	toasts := 0
	for _, r := range replies {
		if r.Mode != say.Send && e.Kind != turn.Tapped {
			w.t.Errorf("%+v: a reply goes in place of a message, and no button was tapped: %+v", e, r)
		}
		if r.Mode == say.Toast {
			toasts++
		}
		w.checkReply(e, filled(r))
	}
	silent := e.Kind == turn.MessageEdited || e.Kind == turn.BotBlocked || e.Kind == turn.BotUnblocked
	if toasts > 1 || silent != (len(replies) == 0) {
		w.t.Errorf("%+v at %s: %d replies, %d toasts", e, w.s.Place, len(replies), toasts)
	}
}

func stored(t testing.TB, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// filled returns a reply with figures of some business or broadcast.
func filled(r say.Reply) say.Reply {
	switch {
	case r.Inquiry != 0:
		return inquiry.Card{ID: r.Inquiry, Asked: inquiry.Letter{Photo: "file"}, Business: inquiry.Business{Quadrant: "growth"}}.Tell(r)
	case r.Report == nil:
		return r.Fill(figures(r.Need))
	case r.Report.Kind == say.ReportReach:
		return r.Fill(&broadcast.Reach{Recipients: 120, Busy: 1})
	case r.Report.Kind == say.ReportBroadcasts:
		return r.Fill(&broadcast.List{Sent: []broadcast.Progress{{ID: 2, State: broadcast.Scheduled}, {ID: 1, State: broadcast.Done}}})
	case r.Report.Broadcast == 1:
		return r.Fill(&broadcast.Progress{ID: 1, State: broadcast.Paused, Recipients: 3, Sent: 1, Left: 2})
	}
	return r.Fill(nil)
}

// checkDraft checks that an officer's draft can be stored and sent, and only to the officer's own
// regions.
func (w *walker) checkDraft(e turn.Event, o *turn.Officer) {
	w.t.Helper()
	if o == nil || o.Draft == nil {
		return
	}
	b := o.Draft
	var back broadcast.Draft
	if err := json.Unmarshal(stored(w.t, b), &back); err != nil || !cmp.Equal(back, *b, cmpopts.EquateEmpty()) {
		w.t.Fatalf("%+v: a draft that does not come back: %+v, %v", e, b, err)
	}
	tooLong := func(answer string) bool { return !isLine(answer, 30) || answer == "" }
	for _, v := range languages {
		l := v.Language
		text, written := b.Texts[l]
		long := utf8.RuneCountInString(text) > 5*4096
		if written && strings.TrimSpace(text) == "" || long || len(b.Answers[l]) > broadcast.MaxAnswers || slices.ContainsFunc(b.Answers[l], tooLong) {
			w.t.Fatalf("%+v: a draft that can't be sent in %s: %+v", e, l, b)
		}
	}
	foreign := func(region int) bool { return len(o.Regions) > 0 && !slices.Contains(o.Regions, region) }
	if translated := len(b.Answers["en"]); translated > 0 && translated != len(b.Answers[say.Indonesian]) || slices.ContainsFunc(b.Segment.Regions, foreign) {
		w.t.Fatalf("%+v: a draft with other answers in English or for other regions: %+v", e, b)
	}
}

func (w *walker) checkSession(e turn.Event, s turn.Session) {
	w.t.Helper()
	fail := func(what string) { w.t.Helper(); w.t.Fatalf("%+v: %s: %+v", e, what, s) }
	switch {
	case !slices.ContainsFunc(languages, func(v say.Vocabulary) bool { return v.Language == s.Language }):
		fail("language unknown")
	case !slices.Contains(turn.Places, s.Place):
		fail("place unknown")
	case s.Run < s.LatestRun || s.LatestRun < 0:
		fail("a result of an interview that is yet to come")
	case (s.Place == turn.PlaceAsking || s.Place == turn.PlacePaused) && (s.Run == 0 || s.Run == s.LatestRun && s.Told == nil):
		fail("an interview under way that did not begin or is finished")
	case s.Place == turn.PlaceFinished && (s.LatestRun != s.Run || s.Left() > 0 || s.Told != nil):
		fail("finished without all answers")
	case s.Run > 0 && (s.Run == s.LatestRun) != (s.Finished > 0):
		fail("finished at no time, or not finished at some")
	case s.At != "" && questions(s)[s.At].Code == "":
		fail("asks a question that is not in the questionnaire")
	case len(s.Plan) > 0 && s.LatestRun == 0:
		fail("steps without a result")
	}
	for code, a := range s.Answers {
		if q := questions(s)[code]; !valid(q, a) {
			fail("an answer to " + code + " that was not offered")
		}
	}
	w.checkDraft(e, s.Officer)
	text, err := json.Marshal(s.Aside)
	var aside turn.Aside
	if err != nil || json.Unmarshal(text, &aside) != nil || !reflect.DeepEqual(aside, s.Aside) {
		fail("the aside does not come back as it was stored, " + string(text))
	}
}

func questions(s turn.Session) map[string]questionnaire.Question {
	all := map[string]questionnaire.Question{}
	for _, version := range questionnaire.Releases {
		if version.Version == s.Version {
			for _, q := range version.Questions {
				all[q.Code] = q
			}
		}
	}
	return all
}

// valid reports whether a question takes an answer.
func valid(q questionnaire.Question, a questionnaire.Answer) bool {
	switch {
	case a.Skipped:
		return q.Skippable() && a.Value == 0 && a.Text == ""
	case q.Code == "":
		return false
	case q.Kind == questionnaire.FreeText:
		return a.Value == 0 && isLine(a.Text, questionnaire.MaxNameRunes) && a.Text != ""
	case a.Text != "":
		return false
	case q.Kind == questionnaire.RegionOf:
		return slices.ContainsFunc(place.Regions, func(r say.Region) bool { return r.Code == a.Value })
	case q.Kind == questionnaire.SomeOf:
		none := slices.Index(q.Options, questionnaire.NoneOption)
		alone := none < 0 || a.Value == 1<<none || a.Value > 0 && a.Value&(1<<none) == 0
		return a.Value >= 0 && a.Value < 1<<len(q.Options) && alone
	}
	return a.Value >= 1 && a.Value <= len(q.Options)
}

// hidden reports whether a character shows nothing and joins nothing.
func hidden(r rune) bool {
	joins := r == '\u200c' || r == '\u200d' || r >= 0xe0020 && r <= 0xe007f
	return unicode.Is(unicode.C, r) && !joins
}

// isLine reports whether a text is one line without invisible characters, of at most so many
// characters.
func isLine(text string, longest int) bool {
	odd := func(r rune) bool {
		return hidden(r) || unicode.IsSpace(r) && r != ' ' || r == utf8.RuneError
	}
	return utf8.RuneCountInString(text) <= longest && !strings.ContainsFunc(text, odd) && text == strings.TrimSpace(text)
}

func (w *walker) checkEffects(e turn.Event, next turn.Session, effects []turn.Effect) {
	w.t.Helper()
	for _, effect := range effects {
		good := true
		switch x := effect.(type) {
		case interview.Answered:
			good = next.Answers[x.Question.Code] == x.Answer && valid(x.Question, x.Answer) && next.Run == w.s.Run
		case interview.Begun:
			good = x.Run == w.s.Run+1 && x.Version == questionnaire.Newest().Version
		case interview.Finished:
			good = x.Run == w.s.Run && next.Left() == 0
		case interview.Corrected:
			good = x.Run == w.s.Run && x.Run == next.LatestRun && next.Left() == 0 && next.Finished == w.s.Finished
		case interview.CorrectionLeft:
			good = cmp.Equal(next.Answers, w.s.Told)
		case dialog.Erased:
			good = w.s.Aside.Kind == turn.AsideErase && e.Data == "erase:yes" && cmp.Equal(next, turn.Arrive(next.Language), cmpopts.EquateEmpty())
		case complaint.Logged:
			c := x.Complaint
			good = slices.Contains(complaint.Kinds, c.Kind) && slices.Contains(complaint.Channels, c.Channel) &&
				isLine(c.Buyer, 40) && isLine(c.Promise, 160)
		case complaint.StateChanged:
			good = x.ID > 0 && (x.State == complaint.Answered || x.State == complaint.Settled)
		case broadcast.DraftChanged:
			good = next.Officer.Draft != nil
		case broadcast.Confirmed:
			b := x.Draft
			good = b.ID == w.s.Officer.Draft.ID && b.Texts[say.Indonesian] != "" && (b.Due == 0 || b.Due > e.At) && next.Officer.Draft == nil
		case broadcast.StateChanged:
			good = x.ID > 0 && next.Officer != nil
		case broadcast.Answered:
			good = x.ID > 0 && x.Answer >= 0 && x.Answer < broadcast.MaxAnswers
		case broadcast.SegmentKept:
			good = isLine(x.Name, 40) && x.Name != ""
		case inquiry.Answered:
			good = x.ID > 0 && x.Letter != (inquiry.Letter{})
		case inquiry.Taken:
			good = x.ID > 0 && next.Officer != nil
		case inquiry.Returned:
			good = x.ID > 0 && next.Officer != nil
		case inquiry.Asked:
			i := x.Inquiry
			good = next.Place != turn.PlaceArrived && next.Place != turn.PlaceRefused && !next.Stopped && i.Follows >= 0 && i.Letter != (inquiry.Letter{}) &&
				len(utf16.Encode([]rune(i.Text))) <= 1500 && !strings.ContainsFunc(strings.ReplaceAll(i.Text, "\n", ""), hidden)
		case result.StepTaken:
			good = next.Plan.State(x.Tip) == x.State
		}
		if !good {
			w.t.Fatalf("%+v: %+v, from %+v to %+v", e, effect, w.s, next)
		}
	}
}

// checkReply checks a reply as it goes into the outbox, and remembers its buttons.
func (w *walker) checkReply(e turn.Event, r say.Reply) {
	w.t.Helper()
	text, err := json.Marshal(r)
	var stored say.Reply
	if err != nil || json.Unmarshal(text, &stored) != nil {
		w.t.Fatalf("%+v: reply can't be stored: %v", e, err)
	}
	if again, err := json.Marshal(stored); err != nil || !bytes.Equal(again, text) {
		w.t.Errorf("%+v: said %s, stored %s", e, text, again)
	}
	if r.Broadcast != nil || r.Menu != "" {
		return // its words are made when it is sent
	}
	if r.Language != w.s.Language || len(r.Parts) == 0 || r.Mode == say.Toast && len(r.Keys) > 0 {
		w.t.Errorf("%+v: reply %s", e, text)
	}
	var data []string
	for _, group := range r.Keys {
		for _, c := range group.Choices {
			switch {
			case c.Link != nil && c.Copy == nil && !c.Chat && c.Data == "":
			case c.Link == nil && c.Copy == nil && !c.Chat && len(c.Data) >= 1 && len(c.Data) <= 64 && utf8.ValidString(c.Data):
				data = append(data, c.Data)
			case c.Copy == nil || c.Link != nil || c.Chat || c.Data != "":
				w.t.Errorf("%+v: button %+v", e, c)
			}
		}
	}
	if data != nil {
		w.old = append(w.old[max(0, len(w.old)-500):], w.offered...)
		w.offered = data
	}
}

// figures returns those of some business.
func figures(need *say.Need) say.Figures {
	if need == nil {
		return nil
	}
	switch need.Kind {
	case say.NeedResult, say.NeedStrategies, say.NeedDetails:
		return &result.Result{
			Run: need.Run, Name: "Batik <Sari>", Result: scoring.Result{
				Position: scoring.Position{X: 0.5, Y: -0.25, IFE: 3, EFE: 2.25}, Quadrant: "diversification", Cell: "IV", Stance: "build", Family: "ST"},
			Strengths: []result.FactorRating{{Factor: "S1", Rating: 4}},
			Burdens:   []result.FactorRating{{Factor: "W6", Rating: 4}, {Factor: "T1", Rating: 4}},
			First:     &scoring.Step{Code: "ST1_1", Strategy: "ST1", Minutes: 15},
			Advice: scoring.Advice{Complaints: true,
				Own:    []scoring.Fit{{Strategy: "ST1", Programme: 3, Fit: 6, Gain: 0.5}, {Strategy: "ST3", Programme: 2, Fit: 5, Gain: 0.25}},
				Urgent: []scoring.Fit{{Strategy: "SO1", Programme: 1, Fit: 5, Gain: 0.125}}},
		}
	case say.NeedMyData:
		return &interview.MyData{Since: 1, Consents: []interview.ConsentRecord{{Version: 1, Given: true, At: 2}}}
	case say.NeedComplaints:
		return &complaint.List{Open: []complaint.Entry{
			{ID: 1, Kind: complaint.Late, Buyer: "Bu Sari", State: complaint.Open}, {ID: 2, Kind: complaint.Rude, State: complaint.Answered}}}
	case say.NeedAsked:
		return &inquiry.Receipt{Officers: 1}
	case say.NeedAnswered:
		return &inquiry.AnswerGiven{Outcome: inquiry.AnswerTaken, Taker: inquiry.Taker{Admin: true}}
	case say.NeedInquiries:
		return &inquiry.List{Open: []inquiry.Listed{{ID: 1, Asked: inquiry.Letter{Text: "Apa?"}}}}
	case say.NeedBusiness:
		return &inquiry.BusinessResult{Known: true, Region: place.Regions[0], Result: &result.Result{
			Result: scoring.Result{Position: scoring.Position{X: 0.5}, Quadrant: "diversification", Cell: "IV", Stance: "build"},
			Advice: scoring.Advice{Own: []scoring.Fit{{Strategy: "ST1", Programme: 3, Fit: 6}}}}}
	case say.NeedTries:
		return &reminder.StepTries{Run: need.Run, Round: need.Round, Steps: []reminder.StepTry{{Tip: "ST1_1"}}}
	default:
		return &result.Strategy{
			Code: need.Strategy, Tips: []result.Tip{{Code: string(need.Strategy) + "_1", Minutes: 10}, {Code: string(need.Strategy) + "_2", Minutes: 20}},
			Programme: 3, Reasons: []result.FactorRating{{Factor: "S1", Rating: 4}},
		}
	}
}
