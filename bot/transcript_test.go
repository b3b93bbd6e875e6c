package bot_test

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"ikmbot/bot/simulator"
	"ikmbot/dialog/storytest"
	"ikmbot/scoring/store"
)

var update = flag.Bool("update", false, "rewrite the transcripts")

// A transcript is what several people see on their phones. Lines that begin with # tell what it
// is about. A line "who > what" is something that somebody does:
//
//	budi > /rekap                 typed
//	budi > [Ya, kirim]            the newest button with that label, a sign before it left out, or with that callback data
//	sari > open the link          of the newest message on any phone that has one
//	sari > tap of:list            a button that was never there
//	sari > reply: Terima kasih    to the newest message
//	sari > reply photo: Begini    the same with a picture
//	sari > photo: Batik baru      a picture with that under it
//	sari > forward: Kapan sampai? somebody else's words
//	budi > formatted: <b>Halo</b> typed with formatting, in Telegram's HTML
//	budi > lines: Mau | Tidak     typed, one a line
//	sari > answers everything     a whole interview, of which only the end is told
//	sari > block
//	6 more > answer everything    that many owners nobody is shown of
//	clock > 26h                   the time moves on; the bot is started again
//
// Below it stands what is new on each phone: a message with its buttons, a row a line, or a
// notice. Who plays is told by people.
func TestTranscripts(t *testing.T) {
	t.Parallel()
	storytest.Each(t, "testdata/*.*.txt", *update, retold)
}

// people are who can play in a transcript: the administrator of the settings, two who may become
// officers, two owners, and somebody else.
var people = map[string]int64{"kantor": 900, "budi": 901, "dewi": 902, "sari": 101, "rina": 102, "orang": 500}

// A play is a transcript under way.
type play struct {
	*world
	clock  time.Duration // how far the time has moved on from noon
	crowd  int           // how many owners there are that are not shown
	phones map[string]*owner
	cast   []string // in the order in which they appear
	seen   map[string]map[int]simulator.Message
	toasts map[string]simulator.Toast
	told   strings.Builder
}

// retold is a transcript as it turns out now.
func retold(t *testing.T, language, transcript string) string {
	p := &play{phones: map[string]*owner{}, seen: map[string]map[int]simulator.Message{}, toasts: map[string]simulator.Toast{}}
	p.world = openWorldWith(t, store.Options{Clock: func() time.Time { return noon.Add(p.clock) }, Administrators: []int64{people["kantor"]},
		AdministratorNames: map[int64]string{people["kantor"]: "Kantor Dinas"}, Operator: "Dinas Perindustrian Jambi, 0741 12345"})
	p.run()
	for line := range strings.Lines(transcript) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "#") {
			fmt.Fprintf(&p.told, "\n%s\n", line)
		}
		who, does, isDeed := strings.Cut(line, " > ")
		_, known := people[who]
		var crowd int
		if n, _ := fmt.Sscanf(who, "%d more", &crowd); !isDeed || !known && n == 0 && who != "clock" {
			continue
		}
		fmt.Fprintf(&p.told, "\n%s > %s\n", who, does)
		switch {
		case who == "clock":
			p.moveClock(does)
		case crowd > 0:
			for range crowd {
				p.crowd++
				p.answers(newOwner(p.Server, 200+int64(p.crowd)))
			}
		default:
			p.does(p.phone(who, language), does)
		}
		p.settle()
		p.tell()
	}
	return strings.TrimPrefix(timeless(p.told.String()), "\n")
}

// timeless is a transcript without what differs from one time to the next.
func timeless(transcript string) string {
	secret := regexp.MustCompile(`(officer-)[\w-]{27}`)
	sizes := regexp.MustCompile(`\d+ KB\]`)
	return sizes.ReplaceAllString(secret.ReplaceAllString(transcript, "${1}<secret>"), "<size>]")
}

// phone is somebody's, switched on when it is used first.
func (p *play) phone(who, language string) *owner {
	if p.phones[who] == nil {
		p.phones[who] = newOwner(p.Server, people[who])
		p.phones[who].Phone = p.Phone(simulator.User{ID: people[who], FirstName: "Account of " + who, Username: "account_" + who, LanguageCode: language})
		p.cast, p.seen[who] = append(p.cast, who), map[int]simulator.Message{}
	}
	return p.phones[who]
}

// settle waits as the world does, and for the end of the broadcasts whose time has come, which
// is told to the office.
func (p *play) settle() {
	p.t.Helper()
	p.world.settle()
	ctx, cancel := context.WithTimeout(p.t.Context(), patience)
	defer cancel()
	for p.count("broadcast WHERE state = 'running' AND due_at <= ?", noon.Add(p.clock).UnixMilli())+p.count("outbox WHERE class = 0") > 0 {
		if ctx.Err() != nil {
			p.t.Fatal("a broadcast does not end")
		}
		p.world.settle()
	}
}

// moveClock moves the time on while the bot is stopped.
func (p *play) moveClock(by string) {
	d, err := time.ParseDuration(by)
	if err == nil {
		err = p.stop()
	}
	if err != nil {
		p.t.Fatal(err)
	}
	p.clock += d
	p.run()
	if err := p.bot.Remind(p.t.Context()); err != nil {
		p.t.Fatal(err)
	}
}

// picture is what is sent as one.
var picture = []byte("\x89PNG\r\n\x1a\n")

// does is what somebody does on the phone.
func (p *play) does(o *owner, what string) {
	p.t.Helper()
	verb, rest, _ := strings.Cut(what, ": ")
	label, isButton := strings.CutPrefix(what, "[")
	data, isForged := strings.CutPrefix(what, "tap ")
	switch {
	case isButton:
		p.tapLabelled(o, strings.TrimSuffix(label, "]"))
	case isForged:
		o.TapForged(o.Last().ID, data)
	case what == "open the link":
		o.Start(p.link())
	case what == "block":
		o.Block()
	case what == "answers everything":
		p.answers(o)
	case verb == "reply":
		o.Reply(o.Last().ID, rest)
	case verb == "forward":
		o.Forward(rest, "Pembeli")
	case verb == "formatted":
		if _, err := o.SendFormatted(rest); err != nil {
			p.t.Fatal(err)
		}
	case verb == "lines":
		o.Send(strings.ReplaceAll(rest, " | ", "\n"))
	case verb == "reply photo":
		o.ReplyPhoto(o.Last().ID, picture, rest)
	case verb == "photo":
		o.Photo(picture, rest)
	case what == "voice":
		o.Voice(4 * time.Second)
	default:
		o.Send(what)
	}
}

// tapLabelled taps the newest button that is called so.
func (p *play) tapLabelled(o *owner, name string) {
	p.t.Helper()
	for _, m := range slices.Backward(o.Messages()) {
		for _, b := range slices.Concat(m.Keyboard...) {
			_, words, _ := strings.Cut(b.Text, " ")
			if b.Data != "" && (b.Text == name || words == name || b.Data == name) {
				o.TapForged(m.ID, b.Data)
				return
			}
		}
	}
	p.t.Fatalf("no button %q; told so far:\n%s", name, p.told.String())
}

// link is what stands behind start= in the newest message that has such a link.
func (p *play) link() string {
	p.t.Helper()
	newest, payload := 0, ""
	for _, o := range p.phones {
		for _, m := range o.Messages() {
			_, behind, has := strings.Cut(m.Text, "?start=")
			if has && m.ID > newest {
				newest = m.ID
				payload, _, _ = strings.Cut(behind, "\n")
			}
		}
	}
	if newest == 0 {
		p.t.Fatal("no link was sent")
	}
	return payload
}

// answers goes through a whole interview and tells its end alone.
func (p *play) answers(o *owner) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), patience)
	defer cancel()
	if err := o.interview(ctx); err != nil {
		p.t.Fatal(err)
	}
	p.settle()
	who := o.who(p)
	if who == "" {
		return
	}
	for _, m := range o.Messages() {
		if m.ID <= o.ended {
			p.seen[who][m.ID] = m
		}
	}
	p.toasts[who] = o.Toast()
}

func (o *owner) who(p *play) string {
	for who, other := range p.phones {
		if other == o {
			return who
		}
	}
	return ""
}

// tell writes what is new on every phone.
func (p *play) tell() {
	for _, who := range p.cast {
		o := p.phones[who]
		messages := o.Messages()
		here := map[int]bool{}
		for _, m := range messages {
			here[m.ID] = true
			before, known := p.seen[who][m.ID]
			p.seen[who][m.ID] = m
			if m.FromBot && (!known || shown(before) != shown(m)) {
				fmt.Fprintf(&p.told, "\n%s sees:%s\n%s", who, edited(known), shown(m))
			}
		}
		maps.DeleteFunc(p.seen[who], func(id int, _ simulator.Message) bool { return !here[id] })
		if toast := o.Toast(); toast != p.toasts[who] {
			p.toasts[who] = toast
			if toast.Text != "" {
				fmt.Fprintf(&p.told, "\n%s sees: (%s)\n", who, toast.Text)
			}
		}
	}
}

func edited(known bool) string {
	if known {
		return " (changed)"
	}
	return ""
}

// shown is a message as a phone shows it.
func shown(m simulator.Message) string {
	var out strings.Builder
	if m.File != nil {
		fmt.Fprintf(&out, "  [%s: %s, %d KB]\n", m.File.Kind, m.File.Name, (len(m.File.Data)+1023)/1024)
	}
	for line := range strings.SplitSeq(m.Text+m.Caption, "\n") {
		out.WriteString(strings.TrimRight("  "+line, " ") + "\n")
	}
	for _, row := range m.Keyboard {
		labels := make([]string, len(row))
		for i, b := range row {
			labels[i] = "[" + b.Text + "]"
		}
		out.WriteString("  " + strings.Join(labels, " ") + "\n")
	}
	return out.String()
}
