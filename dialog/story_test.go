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
	"ikmbot/dialog/broadcast"
	"ikmbot/dialog/complaint"
	"ikmbot/dialog/inquiry"
	"ikmbot/dialog/interview"
	"ikmbot/dialog/reminder"
	"ikmbot/dialog/result"
	"ikmbot/dialog/say"
	"ikmbot/dialog/storytest"
	"ikmbot/dialog/turn"
	"ikmbot/scoring"
)

var update = flag.Bool("update", false, "write the stories anew as they turn out")

// A story is a conversation in message keys. What the person does stands behind >,
// what becomes true by it behind !, what is said behind <, each keyboard below it.
// Lines that begin with # tell what the story is about.
//
//	> /start, > tap [button.skip], > tap a:1:S1:3 (an old or forged button),
//	> text Batik Sari, > forward Barangnya rusak, > reply bc:3.0 Di mana? (to a message with that button, or with - none)
//	> html <b>Batik</b> Sari, > send voice, > send photo Batik Sari, > edit, > block, > unblock
//	> version 1 (the interview that has just begun is one of this version of the questionnaire)
//	> officer 1571 1501 (is one from now on, for these regions or for all), > admin, > removed, > agreed 2 (to that consent), > clock 24 Nov 2026 21:30 WIB
//	> on to S3, > on to review, > on to result: usual answers until then, only the last of which is shown
func TestStories(t *testing.T) {
	t.Parallel()
	storytest.Each(t, "testdata/stories/*.txt", *update, func(t *testing.T, _, story string) string { return retold(t, story) })
}

// retold returns a story as it turns out now.
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

// phone is somebody's chat with the bot: the session as it is stored, the newest keyboard, and the
// complaints and broadcasts that the store would hold.
type phone struct {
	t          testing.TB
	clock      time.Time
	session    []byte // JSON between turns, as the store keeps it
	keyboard   []say.Choice
	complaints []complaint.Entry
	broadcasts []broadcast.Progress // the oldest first
	added      bool                 // the latest question was added to the picture before it
}

// arrive returns the phone of somebody whom the bot has never met.
func arrive(t testing.TB) *phone {
	p := &phone{t: t, clock: time.Date(2026, time.November, 24, 10, 0, 0, 0, say.WIB.Location())}
	p.store(turn.Arrive(say.Indonesian))
	return p
}

func (p *phone) store(s turn.Session) {
	p.t.Helper()
	var err error
	if p.session, err = json.Marshal(s); err != nil {
		p.t.Fatal(err)
	}
}

func (p *phone) stored() turn.Session {
	p.t.Helper()
	var s turn.Session
	if err := json.Unmarshal(p.session, &s); err != nil {
		p.t.Fatal(err)
	}
	return s
}

// jambi is the dialog that the phones talk to.
var jambi = dialog.Dialog{Languages: languages, Regions: []say.Region{{Code: 1571, Name: "Kota Jambi"}, {Code: 1501, Name: "Kerinci"}, {Code: 0}}}

// turn takes one turn and returns its effects and its replies, filled with figures.
func (p *phone) turn(e turn.Event) ([]turn.Effect, []say.Reply) {
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

// look remembers the newest keyboard.
func (p *phone) look(replies []say.Reply) {
	for _, r := range replies {
		if r.Mode == say.Edit {
			p.keyboard = nil // an edit replaces the buttons that were tapped
		}
		if r.Mode != say.Toast && r.Keys != nil {
			p.keyboard = nil
			for _, group := range r.Keys {
				p.keyboard = append(p.keyboard, group.Choices...)
			}
		}
	}
}

// keep does what the store does with complaints and broadcasts.
func (p *phone) keep(effect turn.Effect) {
	switch effect := effect.(type) {
	case inquiry.Asked:
		p.added = false
	case inquiry.Added:
		p.added = true
	case complaint.Logged:
		p.complaints = append(p.complaints, complaint.Entry{
			ID: int64(len(p.complaints) + 1), Kind: effect.Complaint.Kind, Buyer: effect.Complaint.Buyer, State: complaint.Open, Age: 3 * time.Hour})
	case complaint.StateChanged:
		for i := range p.complaints {
			if p.complaints[i].ID == effect.ID {
				p.complaints[i].State = effect.State
			}
		}
	case broadcast.Confirmed:
		b := effect.Draft
		p.broadcasts = append(p.broadcasts, broadcast.Progress{
			ID: b.ID, State: broadcast.Running, Title: b.Title(), Zone: b.Zone, Recipients: 120, Sent: 90, Blocked: 2, Skipped: 1, Left: 24, Seconds: 3,
			Failed:  map[string]int{"Bad Request: chat not found": 2, "Bad Request: ROUND_VIDEO": 1},
			Answers: []broadcast.AnswerCount{{Label: "Mau", Count: 30}, {Label: "Tidak", Count: 10}}})
		if b.Due != 0 {
			p.broadcasts[len(p.broadcasts)-1].State, p.broadcasts[len(p.broadcasts)-1].Due = broadcast.Scheduled, b.Due
		}
	case broadcast.StateChanged:
		for i := range p.broadcasts {
			if p.broadcasts[i].ID == effect.ID {
				p.broadcasts[i].State = effect.State
			}
		}
	case dialog.Erased:
		p.complaints = nil
	}
}

// report returns the figures of a report.
func (p *phone) report(r say.Report) say.Figures {
	switch r.Kind {
	case say.ReportReach:
		return &broadcast.Reach{Recipients: 120, Stopped: 5, Recent: 3, Seconds: 4}
	case say.ReportBroadcasts:
		list := slices.Clone(p.broadcasts)
		slices.Reverse(list)
		return &broadcast.List{Sent: list}
	}
	for _, b := range p.broadcasts {
		if b.ID == r.Broadcast {
			return &b
		}
	}
	return nil
}

// figures returns those of some business; the views of the model have tests of their own.
func (p *phone) figures(need *say.Need) say.Figures {
	if need == nil {
		return nil
	}
	switch need.Kind {
	case say.NeedResult, say.NeedStrategies, say.NeedDetails:
		return &result.Result{
			Run: need.Run, Result: scoring.Result{
				Position: scoring.Position{X: 0.5, Y: -0.25, IFE: 3, EFE: 2.25}, Quadrant: "diversification", Cell: "IV", Stance: "build", Family: "ST"},
			Strengths: []result.FactorRating{{Factor: "S1", Rating: 4}},
			Burdens:   []result.FactorRating{{Factor: "T3", Rating: 4}, {Factor: "W6", Rating: 3}},
			Advice: scoring.Advice{Complaints: true, Own: []scoring.Fit{{Strategy: "ST1", Programme: 3, Fit: 6, Gain: 0.5}, {Strategy: "ST3", Programme: 2, Fit: 5.5, Gain: 0.25}, {Strategy: "ST2", Programme: 3, Fit: 5}},
				Urgent: []scoring.Fit{{Strategy: "WO3", Programme: 6, Fit: 5, Gain: 0.125}}},
			Answering: 3, First: &scoring.Step{Code: "ST1_1", Strategy: "ST1", Minutes: 15},
		}
	case say.NeedMyData:
		day := time.Date(2026, time.November, 24, 12, 0, 0, 0, time.UTC).UnixMilli()
		return &interview.MyData{
			Since: day, Consents: []interview.ConsentRecord{{Version: 1, Given: true, At: day}}, Complaints: len(p.complaints),
			Interviews: []interview.InterviewRecord{{Run: 1, Begun: day}}}
	case say.NeedAsked:
		return &inquiry.Receipt{Added: p.added, Officers: 2, Known: true, Region: jambi.Regions[0]}
	case say.NeedComplaints:
		open := slices.DeleteFunc(slices.Clone(p.complaints), func(c complaint.Entry) bool { return c.State == complaint.Settled })
		return &complaint.List{Open: open}
	case say.NeedTries:
		return &reminder.StepTries{Run: need.Run, Round: need.Round, Steps: []reminder.StepTry{
			{Tip: "ST1_1", Outcome: reminder.TriedPartly}, {Tip: "ST1_2"}}}
	case say.NeedSteps, say.NeedWhy:
		return &result.Strategy{
			Code: need.Strategy, Tips: []result.Tip{{Code: string(need.Strategy) + "_1", Minutes: 15}, {Code: string(need.Strategy) + "_2", Minutes: 30}, {Code: string(need.Strategy) + "_3", Minutes: 60}},
			Programme: 3, Reasons: []result.FactorRating{{Factor: "S4", Rating: 2}, {Factor: "T3", Rating: 4}},
		}
	}
	p.t.Fatalf("no figures for %+v", need)
	return nil
}

// does acts out a line of a story and returns what follows.
func (p *phone) does(line string) string {
	p.t.Helper()
	verb, rest, _ := strings.Cut(line, " ")
	var e turn.Event
	switch verb {
	case "tap":
		return p.told(p.turn(turn.Event{Kind: turn.Tapped, Data: p.button(rest)}))
	case "on":
		return p.onTo(strings.TrimPrefix(rest, "to "))
	case "text":
		text := strings.ReplaceAll(rest, `\n`, "\n")
		e = turn.Event{Kind: turn.Typed, Text: text, Markup: html.EscapeString(text)}
	case "reply":
		data, text, _ := strings.Cut(rest, " ")
		e = turn.Event{Kind: turn.Typed, Text: text, ReplyTo: 7, Replied: turn.Replied{Text: "Besok pelatihan.\nIkut?"}}
		if data != "-" {
			e.Replied.Buttons = []string{data}
		}
	case "forward":
		e = turn.Event{Kind: turn.Typed, Text: rest, Forwarded: true}
	case "html":
		e = turn.Event{Kind: turn.Typed, Text: regexp.MustCompile("<[^>]*>").ReplaceAllString(rest, ""), Markup: rest}
	case "send":
		content, caption, _ := strings.Cut(rest, " ")
		e = turn.Event{Kind: turn.ContentSent, Content: turn.Content(content), Text: caption, Markup: html.EscapeString(caption)}
		if e.Content == turn.Photo {
			e.Media = &say.Media{Kind: say.MediaPhoto, File: "file"}
		}
	case "officer", "admin", "agreed", "removed", "clock", "version":
		p.happens(verb, rest)
		return ""
	case "edit":
		e = turn.Event{Kind: turn.MessageEdited}
	case "block":
		e = turn.Event{Kind: turn.BotBlocked}
	case "unblock":
		e = turn.Event{Kind: turn.BotUnblocked}
	default:
		name, isCommand := strings.CutPrefix(verb, "/")
		if !isCommand {
			p.t.Fatalf("nobody can %q", line)
		}
		e = turn.Event{Kind: turn.CommandGiven, Command: commands.Find(name)}
	}
	return p.told(p.turn(e))
}

// happens acts out an event that is not the person's doing.
func (p *phone) happens(what, details string) {
	p.t.Helper()
	s := p.stored()
	switch what {
	case "officer":
		s.Officer = &turn.Officer{ID: 1}
		for _, code := range strings.Fields(details) {
			region, err := strconv.Atoi(code)
			if err != nil {
				p.t.Fatal(err)
			}
			s.Officer.Regions = append(s.Officer.Regions, region)
		}
	case "admin":
		s.Officer = &turn.Officer{ID: 1, Admin: true}
	case "agreed":
		version, err := strconv.Atoi(details)
		if err != nil {
			p.t.Fatal(err)
		}
		s.Agreed = version
	case "version":
		version, err := strconv.Atoi(details)
		if err != nil || len(s.Answers) > 0 {
			p.t.Fatalf("an interview with %d answers gets no version %q", len(s.Answers), details)
		}
		s.Version = version
	case "removed":
		s.Officer = nil
	case "clock":
		at, err := time.ParseInLocation("2 Jan 2006 15:04 WIB", details, say.WIB.Location())
		if err != nil {
			p.t.Fatal(err)
		}
		p.clock = at
	}
	p.store(s)
}

// button returns the callback data of a button in the newest keyboard, by its label in brackets;
// anything else is callback data itself.
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
	reached := regexp.MustCompile(goal)
	if goal != "review" && goal != "result" {
		reached = regexp.MustCompile(`question\.` + goal + `(_\d+)?\.ask`)
	}
	for range 50 {
		said := p.told(p.turn(turn.Event{Kind: turn.Tapped, Data: p.usual()}))
		if reached.MatchString(said) {
			return said
		}
	}
	p.t.Fatalf("%s does not come", goal)
	return ""
}

func (p *phone) usual() string {
	p.t.Helper()
	for _, label := range []string{"[button.to_consent]", "[button.consent_yes]", "[button.continue]", "[button.skip]", "[button.keep]", "[button.finish]"} {
		if i := slices.IndexFunc(p.keyboard, func(c say.Choice) bool { return shownChoice(c) == label }); i >= 0 {
			return p.keyboard[i].Data
		}
	}
	i := slices.IndexFunc(p.keyboard, func(c say.Choice) bool { return strings.HasPrefix(c.Data, "a:") && strings.HasSuffix(c.Data, ":3") })
	if i < 0 {
		p.t.Fatalf("no usual answer in %s", shownChoices(p.keyboard))
	}
	return p.keyboard[i].Data
}

// told returns a turn as a story shows it.
func (p *phone) told(effects []turn.Effect, replies []say.Reply) string {
	var out strings.Builder
	for _, e := range effects {
		fmt.Fprintf(&out, "! %s\n", shownEffect(e))
	}
	for _, r := range replies {
		out.WriteString(shownReply(r))
	}
	return out.String()
}

func shownEffect(e turn.Effect) string {
	if answered, ok := e.(interview.Answered); ok {
		switch a := answered.Answer; {
		case a.Skipped:
			return "Answered " + answered.Question.Code + " skipped"
		case a.Text != "":
			return fmt.Sprintf("Answered %s=%q", answered.Question.Code, a.Text)
		default:
			return fmt.Sprintf("Answered %s=%d", answered.Question.Code, a.Value)
		}
	}
	name := nameOf(e)
	if confirmed, ok := e.(broadcast.Confirmed); ok {
		text, err := json.Marshal(confirmed.Draft)
		if err != nil {
			return err.Error()
		}
		return name + " " + string(text)
	}
	return strings.TrimSuffix(fmt.Sprintf("%s %+v", name, e), " {}")
}

// shownReply returns a reply on one line, or one line a part if that would be long; its keyboard
// follows below.
func shownReply(r say.Reply) string {
	head := "< " + map[say.Mode]string{say.Send: "send", say.Edit: "edit", say.Toast: "toast"}[r.Mode]
	if r.Language != say.Indonesian {
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

// shownText returns a text's key and its parameters, by name but lists last.
func shownText(t say.Text, indent string) string {
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

// shownValue returns a parameter; a list follows below, one line each.
func shownValue(v say.Value, indent string) string {
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

func shownTexts(texts []say.Text, between, indent string) string {
	shown := make([]string, len(texts))
	for i, t := range texts {
		shown[i] = shownText(t, indent)
	}
	return strings.Join(shown, between)
}

func shownChoices(choices []say.Choice) string {
	shown := make([]string, len(choices))
	for i, c := range choices {
		shown[i] = shownChoice(c)
	}
	return strings.Join(shown, " ")
}

// shownChoice is a button's label in brackets. One that copies or opens something says so.
func shownChoice(c say.Choice) string {
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
	if c.Link != nil {
		label += " opens " + c.Link.Address
	}
	return "[" + label + "]"
}

// toldAs names effects in the stories whose own names say too little without their packages.
var toldAs = map[string]string{
	"broadcast.Answered":     "BroadcastAnswered",
	"broadcast.Confirmed":    "BroadcastConfirmed",
	"broadcast.StateChanged": "BroadcastMoved",
	"complaint.Logged":       "ComplaintLogged",
	"complaint.StateChanged": "ComplaintMoved",
	"inquiry.Answered":       "InquiryAnswered",
	"inquiry.Asked":          "InquiryAsked",
	"inquiry.Returned":       "InquiryReturned",
	"inquiry.Taken":          "InquiryTaken",
	"interview.Begun":        "InterviewBegun",
	"interview.Finished":     "InterviewFinished",
	"office.Joined":          "OfficerJoined",
	"office.Removed":         "OfficerRemoved",
	"reminder.Resumed":       "MessagesResumed",
	"reminder.Stopped":       "MessagesStopped",
	"reminder.Switched":      "FollowUpSwitched",
}

// nameOf returns an effect's name in the stories.
func nameOf(e turn.Effect) string {
	name := fmt.Sprintf("%T", e)
	if told, ok := toldAs[name]; ok {
		return told
	}
	return name[strings.LastIndex(name, ".")+1:]
}
