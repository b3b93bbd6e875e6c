package dialog_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"html"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ikmbot/dialog"
	"ikmbot/dialog/storytest"
	"ikmbot/scoring"
)

var update = flag.Bool("update", false, "write the stories anew as they turn out")

// A story is a conversation in message keys. What the person does stands behind >,
// what becomes true by it behind !, what is said behind <, each keyboard below it.
// Lines that begin with # tell what the story is about.
//
//	> /start, > tap [button.skip], > tap a:1:S1:3 (an old or forged button),
//	> text Batik Sari, > html <b>Batik</b> Sari, > send voice, > send photo Batik Sari, > edit, > block, > unblock
//	> officer 1571 1501 (is one from now on, for these regions or for all), > removed, > clock 24 Nov 2026 21:30 WIB
//	> on to S3, > on to review, > on to result: usual answers until then, only the last of which is shown
func TestStories(t *testing.T) {
	t.Parallel()
	storytest.Each(t, "testdata/stories/*.txt", *update, func(t *testing.T, _, story string) string { return retold(t, story) })
}

// retold is a story as it turns out now.
func retold(t *testing.T, story string) string {
	t.Helper()
	var out strings.Builder
	p := arrive(t)
	for line := range strings.Lines(story) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "#") {
			fmt.Fprintf(&out, "\n%s\n", line)
		}
		if does, ok := strings.CutPrefix(line, "> "); ok {
			fmt.Fprintf(&out, "\n%s\n%s", line, p.does(does))
		}
	}
	return strings.TrimPrefix(out.String(), "\n")
}

// phone is somebody's chat with the bot: the session as it is stored, the newest
// keyboard, and what the store would hold of complaints and broadcasts.
type phone struct {
	t          testing.TB
	clock      time.Time
	session    []byte // between turns it is JSON only: everything is a pause
	keyboard   []dialog.Choice
	complaints []dialog.LoggedComplaint
	broadcasts []dialog.BroadcastProgress // the oldest first
}

// arrive is the phone of somebody never seen before.
func arrive(t testing.TB) *phone {
	p := &phone{t: t, clock: time.Date(2026, time.November, 24, 10, 0, 0, 0, dialog.WIB.Location())}
	p.store(dialog.Arrive(dialog.Indonesian))
	return p
}

func (p *phone) store(s dialog.Session) {
	p.t.Helper()
	var err error
	if p.session, err = json.Marshal(s); err != nil {
		p.t.Fatal(err)
	}
}

func (p *phone) stored() dialog.Session {
	p.t.Helper()
	var s dialog.Session
	if err := json.Unmarshal(p.session, &s); err != nil {
		p.t.Fatal(err)
	}
	return s
}

// jambi is the dialog that the phones talk to.
var jambi = dialog.Dialog{Languages: languages, Regions: []dialog.Region{{Code: 1571, Name: "Kota Jambi"}, {Code: 1501, Name: "Kerinci"}, {Code: 0}}}

// turn takes one turn and gives its effects and its replies, filled with figures.
func (p *phone) turn(e dialog.Event) ([]dialog.Effect, []dialog.Reply) {
	p.t.Helper()
	e.At = p.clock.UnixMilli()
	s, effects, replies := jambi.Next(p.stored(), e)
	for _, effect := range effects {
		p.keep(effect)
	}
	if s.Officer != nil && s.Officer.Draft != nil {
		s.Officer.Draft.ID = int64(len(p.broadcasts) + 1)
	}
	p.store(s)
	for i, r := range replies {
		if r.Report != nil {
			replies[i] = r.Fill(p.report(*r.Report))
			continue
		}
		replies[i] = r.Fill(p.figures(r.Need))
	}
	p.look(replies)
	return effects, replies
}

// look keeps the newest keyboard in view.
func (p *phone) look(replies []dialog.Reply) {
	for _, r := range replies {
		if r.Mode == dialog.Edit {
			p.keyboard = nil // the buttons that were tapped give way to those of the new text
		}
		if r.Mode != dialog.Toast && r.Keys != nil {
			p.keyboard = nil
			for _, group := range r.Keys {
				p.keyboard = append(p.keyboard, group.Choices...)
			}
		}
	}
}

// keep does what the store does with complaints.
func (p *phone) keep(effect dialog.Effect) {
	switch effect := effect.(type) {
	case dialog.ComplaintLogged:
		p.complaints = append(p.complaints, dialog.LoggedComplaint{
			ID: int64(len(p.complaints) + 1), Kind: effect.Complaint.Kind, Buyer: effect.Complaint.Buyer, State: dialog.ComplaintOpen, Age: 3 * time.Hour})
	case dialog.ComplaintMoved:
		for i := range p.complaints {
			if p.complaints[i].ID == effect.ID {
				p.complaints[i].State = effect.State
			}
		}
	case dialog.BroadcastConfirmed:
		b := effect.Broadcast
		p.broadcasts = append(p.broadcasts, dialog.BroadcastProgress{
			ID: b.ID, State: dialog.BroadcastRunning, Title: b.Title(), Zone: b.Zone, Recipients: 120, Sent: 90, Blocked: 2, Skipped: 1, Left: 24, Seconds: 3,
			Failed:  map[string]int{"Bad Request: chat not found": 2, "Bad Request: ROUND_VIDEO": 1},
			Answers: []dialog.AnswerCount{{Label: "Mau", Count: 30}, {Label: "Tidak", Count: 10}}})
		if b.Due != 0 {
			p.broadcasts[len(p.broadcasts)-1].State, p.broadcasts[len(p.broadcasts)-1].Due = dialog.BroadcastScheduled, b.Due
		}
	case dialog.BroadcastMoved:
		for i := range p.broadcasts {
			if p.broadcasts[i].ID == effect.ID {
				p.broadcasts[i].State = effect.State
			}
		}
	case dialog.Erased:
		p.complaints = nil
	}
}

// report is what an officer's replies are filled with when they are sent.
func (p *phone) report(r dialog.Report) dialog.Figures {
	switch r.Kind {
	case dialog.ReportReach:
		return &dialog.Reach{Recipients: 120, Stopped: 5, Recent: 3, Seconds: 4}
	case dialog.ReportBroadcasts:
		list := slices.Clone(p.broadcasts)
		slices.Reverse(list)
		return &dialog.Broadcasts{List: list}
	}
	for _, b := range p.broadcasts {
		if b.ID == r.Broadcast {
			return &b
		}
	}
	return nil
}

// figures are those of some business; the views of the model have tests of their own.
func (p *phone) figures(need *dialog.Need) dialog.Figures {
	if need == nil {
		return nil
	}
	switch need.Kind {
	case dialog.NeedResult:
		return &dialog.Result{
			Run: need.Run, Result: scoring.Result{
				Position: scoring.Position{X: 0.5, Y: -0.25, IFE: 3, EFE: 2.25}, Quadrant: "diversification", Cell: "IV", Stance: "build", Family: "ST"},
			Strengths: []dialog.FactorRating{{Factor: "S1", Rating: 4}},
			Burdens:   []dialog.FactorRating{{Factor: "T3", Rating: 4}, {Factor: "W6", Rating: 3}},
			Advice: scoring.Advice{Complaints: true, Own: []scoring.Fit{{Strategy: "ST1", Programme: 3, Fit: 6}, {Strategy: "ST3", Programme: 2, Fit: 5.5}, {Strategy: "ST2", Programme: 3, Fit: 5}},
				Urgent: []scoring.Fit{{Strategy: "WO3", Programme: 6, Fit: 5}}},
			Answering: 3,
		}
	case dialog.NeedMyData:
		day := time.Date(2026, time.November, 24, 12, 0, 0, 0, time.UTC).UnixMilli()
		return &dialog.MyData{
			Since: day, Consents: []dialog.ConsentRecord{{Version: 1, Given: true, At: day}}, Complaints: len(p.complaints),
			Interviews: []dialog.InterviewRecord{{Run: 1, Begun: day}}}
	case dialog.NeedAsked:
		return &dialog.Asked{Officers: 2, Known: true, Region: jambi.Regions[0]}
	case dialog.NeedComplaints:
		open := slices.DeleteFunc(slices.Clone(p.complaints), func(c dialog.LoggedComplaint) bool { return c.State == dialog.ComplaintSettled })
		return &dialog.Complaints{Open: open}
	case dialog.NeedTries:
		return &dialog.StepTries{Run: need.Run, Round: need.Round, Steps: []dialog.StepTry{
			{Tip: "ST1_1", Outcome: dialog.TriedPartly}, {Tip: "ST1_2"}}}
	case dialog.NeedSteps, dialog.NeedWhy:
		return &dialog.Strategy{
			Code: need.Strategy, Tips: []dialog.Tip{{Code: string(need.Strategy) + "_1", Minutes: 15}, {Code: string(need.Strategy) + "_2", Minutes: 30}, {Code: string(need.Strategy) + "_3", Minutes: 60}},
			Ratings: []dialog.FactorRating{{Factor: "S4", Rating: 2}, {Factor: "T3", Rating: 4}},
		}
	}
	p.t.Fatalf("no figures for %+v", need)
	return nil
}

// does does what a line of a story says and tells what follows from it.
func (p *phone) does(line string) string {
	p.t.Helper()
	verb, rest, _ := strings.Cut(line, " ")
	var e dialog.Event
	switch verb {
	case "tap":
		return p.told(p.turn(dialog.Event{Kind: dialog.Tapped, Data: p.button(rest)}))
	case "on":
		return p.onTo(strings.TrimPrefix(rest, "to "))
	case "text":
		text := strings.ReplaceAll(rest, `\n`, "\n")
		e = dialog.Event{Kind: dialog.Typed, Text: text, Markup: html.EscapeString(text)}
	case "html":
		e = dialog.Event{Kind: dialog.Typed, Text: regexp.MustCompile("<[^>]*>").ReplaceAllString(rest, ""), Markup: rest}
	case "send":
		content, caption, _ := strings.Cut(rest, " ")
		e = dialog.Event{Kind: dialog.ContentSent, Content: dialog.Content(content), Text: caption, Markup: html.EscapeString(caption)}
		if e.Content == dialog.Photo {
			e.Media = &dialog.Media{Kind: dialog.MediaPhoto, File: "file"}
		}
	case "officer", "removed", "clock":
		p.happens(verb, rest)
		return ""
	case "edit":
		e = dialog.Event{Kind: dialog.MessageEdited}
	case "block":
		e = dialog.Event{Kind: dialog.BotBlocked}
	case "unblock":
		e = dialog.Event{Kind: dialog.BotUnblocked}
	default:
		name, isCommand := strings.CutPrefix(verb, "/")
		if !isCommand {
			p.t.Fatalf("nobody can %q", line)
		}
		e = dialog.Event{Kind: dialog.CommandGiven, Command: commands.Find(name)}
	}
	return p.told(p.turn(e))
}

// happens lets something happen that the person has no hand in.
func (p *phone) happens(what, details string) {
	p.t.Helper()
	s := p.stored()
	switch what {
	case "officer":
		s.Officer = &dialog.Officer{ID: 1}
		for _, code := range strings.Fields(details) {
			region, err := strconv.Atoi(code)
			if err != nil {
				p.t.Fatal(err)
			}
			s.Officer.Regions = append(s.Officer.Regions, region)
		}
	case "removed":
		s.Officer = nil
	case "clock":
		at, err := time.ParseInLocation("2 Jan 2006 15:04 WIB", details, dialog.WIB.Location())
		if err != nil {
			p.t.Fatal(err)
		}
		p.clock = at
	}
	p.store(s)
}

// button is the callback data of a button in the newest keyboard, by its label in
// brackets; anything else stands for itself.
func (p *phone) button(name string) string {
	p.t.Helper()
	if !strings.HasPrefix(name, "[") {
		return name
	}
	for _, c := range p.keyboard {
		if shownChoice(c) == name {
			return c.Data
		}
	}
	p.t.Fatalf("no button %s in %s", name, shownChoices(p.keyboard))
	return ""
}

// onTo gives the usual answers until a question, "review" or "result" has come: it agrees, goes on,
// skips what can be skipped, keeps what is answered, and takes the third answer of each factor.
func (p *phone) onTo(goal string) string {
	p.t.Helper()
	if goal != "review" && goal != "result" {
		goal = "question." + goal + ".ask"
	}
	for range 50 {
		said := p.told(p.turn(dialog.Event{Kind: dialog.Tapped, Data: p.usual()}))
		if strings.Contains(said, goal) {
			return said
		}
	}
	p.t.Fatalf("%s does not come", goal)
	return ""
}

func (p *phone) usual() string {
	p.t.Helper()
	for _, label := range []string{"[button.to_consent]", "[button.consent_yes]", "[button.continue]", "[button.skip]", "[button.keep]", "[button.finish]"} {
		if i := slices.IndexFunc(p.keyboard, func(c dialog.Choice) bool { return shownChoice(c) == label }); i >= 0 {
			return p.keyboard[i].Data
		}
	}
	answers := slices.DeleteFunc(slices.Clone(p.keyboard), func(c dialog.Choice) bool { return !strings.HasPrefix(c.Data, "a:") })
	if len(answers) != 4 {
		p.t.Fatalf("no usual answer in %s", shownChoices(p.keyboard))
	}
	return answers[2].Data
}

// told is what stands in a story of one turn.
func (p *phone) told(effects []dialog.Effect, replies []dialog.Reply) string {
	var out strings.Builder
	for _, e := range effects {
		fmt.Fprintf(&out, "! %s\n", shownEffect(e))
	}
	for _, r := range replies {
		out.WriteString(shownReply(r))
	}
	return out.String()
}

func shownEffect(e dialog.Effect) string {
	if answered, ok := e.(dialog.Answered); ok {
		switch a := answered.Answer; {
		case a.Skipped:
			return "Answered " + answered.Question.Code + " skipped"
		case a.Text != "":
			return fmt.Sprintf("Answered %s=%q", answered.Question.Code, a.Text)
		default:
			return fmt.Sprintf("Answered %s=%d", answered.Question.Code, a.Value)
		}
	}
	name := strings.TrimPrefix(fmt.Sprintf("%T", e), "dialog.")
	if confirmed, ok := e.(dialog.BroadcastConfirmed); ok {
		text, err := json.Marshal(confirmed.Broadcast)
		if err != nil {
			return err.Error()
		}
		return name + " " + string(text)
	}
	return strings.TrimSuffix(fmt.Sprintf("%s %+v", name, e), " {}")
}

// shownReply is a reply in one line, or a part a line where that would be long; its keyboard stands below.
func shownReply(r dialog.Reply) string {
	head := "< " + map[dialog.Mode]string{dialog.Send: "send", dialog.Edit: "edit", dialog.Toast: "toast"}[r.Mode]
	if r.Language != dialog.Indonesian {
		head += " in " + string(r.Language)
	}
	if r.Picture != nil {
		head += fmt.Sprintf(" picture %s of run %d", r.Picture.Kind, r.Picture.Run)
	}
	if r.Document != nil {
		head += " document " + string(r.Document.Kind)
	}
	if r.Broadcast != nil {
		return head + fmt.Sprintf(" copy of broadcast %d, %s\n", r.Broadcast.ID, r.Broadcast.For)
	}
	text := head + " " + shownTexts(r.Parts, " ", "")
	if len(text) > 160 || strings.Contains(text, "\n") {
		text = head + " " + shownTexts(r.Parts, "\n  ", "  ")
	}
	for _, group := range r.Keys {
		text += "\n  " + shownChoices(group.Choices)
	}
	return text + "\n"
}

// shownText is a text's key and, in the order of their names but lists last, its parameters.
func shownText(t dialog.Text, indent string) string {
	key := t.Key
	if t.Language != "" {
		key += "@" + string(t.Language)
	}
	if len(t.Args) == 0 {
		return key
	}
	var args, lists []string
	for _, name := range slices.Sorted(maps.Keys(t.Args)) {
		if v := t.Args[name]; len(v.Texts) > 1 && !v.Inline {
			lists = append(lists, shownValue(v, indent))
		} else {
			args = append(args, shownValue(v, indent))
		}
	}
	return key + "(" + strings.ReplaceAll(strings.Join(slices.Concat(args, lists), " "), " \n", "\n") + ")"
}

// shownValue is a parameter; a list stands below, one a line.
func shownValue(v dialog.Value, indent string) string {
	switch {
	case len(v.Texts) == 1 || v.Inline:
		return shownTexts(v.Texts, ", ", indent)
	case v.Texts != nil:
		indent += "  "
		return "\n" + indent + shownTexts(v.Texts, "\n"+indent, indent)
	case v.Count != nil:
		return fmt.Sprint(*v.Count)
	case v.Figure != nil:
		return fmt.Sprintf("%.2f", *v.Figure)
	case v.Moment != nil:
		return time.UnixMilli(*v.Moment).In(v.Zone.Location()).Format("2006-01-02 15:04 MST")
	case v.Time != nil:
		return time.UnixMilli(*v.Time).UTC().Format(time.DateOnly)
	}
	return v.Raw
}

func shownTexts(texts []dialog.Text, between, indent string) string {
	shown := make([]string, len(texts))
	for i, t := range texts {
		shown[i] = shownText(t, indent)
	}
	return strings.Join(shown, between)
}

func shownChoices(choices []dialog.Choice) string {
	shown := make([]string, len(choices))
	for i, c := range choices {
		shown[i] = shownChoice(c)
	}
	return strings.Join(shown, " ")
}

// shownChoice is a button's label in brackets. One that copies says so.
func shownChoice(c dialog.Choice) string {
	label := shownText(c.Label, "")
	if c.Label.Key == "button.raw" {
		label = c.Label.Args["Label"].Raw
	}
	if c.Tick != "" {
		label = "button." + string(c.Tick) + "(" + label + ")"
	}
	if c.Copy != nil {
		label += " copies " + c.Copy.Key
	}
	return "[" + label + "]"
}
