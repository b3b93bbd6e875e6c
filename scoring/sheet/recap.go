package sheet

import (
	"strings"
	"time"

	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/recap"
	"ikmbot/dialog/say"
	"ikmbot/scoring"
)

// Tables returns a recap's tables, including the IFAS and EFAS tables. If there are too few
// businesses to keep each one anonymous, they only say how many took part.
func Tables(r scoring.Recap, regions []say.Region, language Language) []Table {
	l := layout{language, regions}
	tables := l.recap(r)
	if r.Shown() {
		tables = append(tables, l.ifas(r), l.efas(r))
	}
	return tables
}

// recap returns the tables of the workbook's first sheet.
func (l layout) recap(r scoring.Recap) []Table {
	tables := []Table{l.participation(r)}
	if r.Began >= scoring.Anonymous && len(r.StoppedAt) > 0 {
		tables = append(tables, l.stoppedAt(r))
	}
	if !r.Shown() {
		return tables
	}
	tables = append(tables, l.position(r), l.quadrants(r), l.cells(r), l.strategies(r))
	tables = append(tables, l.characteristics(r)...)
	return append(tables, l.sizes(r), l.complaints(r.Complaints), l.change(r.Change), l.reminders(r.Reminders))
}

// participation counts who took part, and compares the sample with the study's rule.
func (l layout) participation(r scoring.Recap) Table {
	t := Table{Title: l.say("sheet.participation.title"), Rows: [][]any{
		{l.say("sheet.participation.regions"), l.scopeRegions(r.Scope)},
		{l.say("sheet.participation.span"), l.scopeSpan(r.Scope)},
		{l.say("sheet.participation.began"), r.Began},
		{l.say("sheet.participation.finished"), r.Finished},
	}}
	switch {
	case !r.Shown():
		t.Note = l.tooFew()
	case r.Mixed():
		t.Note = l.mixed("sheet.mixed")
	}
	if r.Population == 0 {
		t.Rows = append(t.Rows, []any{l.say("sheet.participation.population"), l.say("sheet.not_known")})
		return t
	}
	sample := r.Sample(margin)
	t.Rows = append(t.Rows,
		[]any{l.say("sheet.participation.population"), r.Population},
		[]any{l.say("sheet.participation.sample"), sample},
		[]any{l.say("sheet.participation.missing"), max(0, sample-r.Finished)})
	return t
}

// mixed says which questions' answers do not mean the same in all interviews.
func (l layout) mixed(key string) string {
	return l.Say(say.Text{Key: key, Args: say.Args{"Questions": recap.RedefinedNames()}})
}

func (l layout) scopeRegions(s scoring.Scope) string {
	if s.Regions == nil {
		return l.say("sheet.all_regions")
	}
	names := make([]string, len(s.Regions))
	for i, code := range s.Regions {
		names[i] = l.region(code)
	}
	return strings.Join(names, ", ")
}

// scopeSpan names the first and the last day of a scope.
func (l layout) scopeSpan(s scoring.Scope) string {
	day := func(t time.Time) say.Value { return say.Day(t.UnixMilli()) }
	last := s.To.Add(-time.Millisecond)
	switch {
	case s.From.IsZero() && s.To.IsZero():
		return l.say("sheet.span.all")
	case s.To.IsZero():
		return l.Say(say.Text{Key: "sheet.span.from", Args: say.Args{"From": day(s.From)}})
	case s.From.IsZero():
		return l.Say(say.Text{Key: "sheet.span.to", Args: say.Args{"To": day(last)}})
	}
	return l.Say(say.Text{Key: "sheet.span.both", Args: say.Args{"From": day(s.From), "To": day(last)}})
}

// stoppedAt counts unfinished interviews by the question at which they stopped.
func (l layout) stoppedAt(r scoring.Recap) Table {
	t := Table{Title: l.say("sheet.stopped.title"), Head: l.heads("code", "question", "businesses")}
	for _, q := range questionnaire.AllQuestions() {
		for _, at := range r.StoppedAt {
			if at.Question == q.Code {
				t.Rows = append(t.Rows, []any{q.Code, l.topic(q), at.Count})
			}
		}
	}
	return t
}

// position shows the position of the group.
func (l layout) position(r scoring.Recap) Table {
	stance := l.say("stance." + string(r.Result.Stance) + ".name")
	return Table{Title: l.say("sheet.position.title"), Rows: [][]any{
		{l.say("sheet.position.x"), Figure(r.Result.X)},
		{l.say("sheet.position.y"), Figure(r.Result.Y)},
		{l.say("sheet.position.ife"), Figure(r.Result.IFE)},
		{l.say("sheet.position.efe"), Figure(r.Result.EFE)},
		{l.say("sheet.position.quadrant"), l.quadrant(r.Result.Quadrant)},
		{l.say("sheet.position.cell"), string(r.Result.Cell) + " – " + stance},
		{l.say("sheet.position.weights"), r.Weights},
	}}
}

func (l layout) quadrants(r scoring.Recap) Table {
	t := Table{Title: l.say("sheet.quadrants.title"), Head: l.heads("quadrant", "businesses", "share")}
	for _, q := range scoring.Quadrants {
		t.Rows = append(t.Rows, []any{l.quadrant(q), r.Quadrants[q], share(r.Quadrants[q], r.Finished)})
	}
	return t
}

func (l layout) cells(r scoring.Recap) Table {
	t := Table{Title: l.say("sheet.cells.title"), Head: l.heads("cell", "businesses", "share")}
	for _, c := range scoring.Cells {
		t.Rows = append(t.Rows, []any{string(c), r.Cells[c], share(r.Cells[c], r.Finished)})
	}
	return t
}

// strategies lists all strategies in the recap's order.
func (l layout) strategies(r scoring.Recap) Table {
	t := Table{Title: l.say("sheet.strategies.title"), Note: l.say("sheet.strategies.note"), Head: l.heads("strategy", "fit")}
	for _, f := range r.Strategies {
		t.Rows = append(t.Rows, []any{string(f.Strategy) + " " + l.say("strategy."+string(f.Strategy)+".title"), Figure(f.Fit)})
	}
	return t
}

// characteristics returns a table like the study's table of respondents for each question about the
// business.
func (l layout) characteristics(r scoring.Recap) []Table {
	tables := []Table{l.regionCounts(r)}
	for _, q := range questionnaire.AllQuestions() {
		counts, asked := r.Answers[q.Code]
		if !asked || q.Chapter != questionnaire.ChapterBusiness || len(q.Options) == 0 {
			continue
		}
		t := Table{Title: l.topic(q), Head: l.heads("answer", "businesses", "share")}
		if q.Kind == questionnaire.SomeOf {
			t.Note = l.say("sheet.several")
		}
		for i, option := range q.Options {
			t.Rows = append(t.Rows, []any{l.answer(q, option), counts[i+1], share(counts[i+1], r.Finished)})
		}
		t.Rows = append(t.Rows, []any{l.say("sheet.not_told"), counts[0], share(counts[0], r.Finished)})
		tables = append(tables, t)
	}
	return tables
}

func (l layout) regionCounts(r scoring.Recap) Table {
	t := Table{Title: l.say("topic.region"), Head: l.heads("answer", "businesses", "share")}
	for _, c := range r.Regions {
		t.Rows = append(t.Rows, []any{l.region(c.Region), c.Count, share(c.Count, r.Finished)})
	}
	return t
}

// sizes counts the businesses by their size, a column for each law.
func (l layout) sizes(r scoring.Recap) Table {
	laws := []scoring.Law{scoring.UU20, scoring.PP7, scoring.Industry}
	t := Table{Title: l.say("sheet.sizes.title"), Head: l.heads("size")}
	for _, law := range laws {
		t.Head = append(t.Head, l.say("law."+string(law)+".name"))
	}
	for _, class := range []scoring.SizeClass{scoring.Micro, scoring.Small, scoring.Medium, scoring.Large, ""} {
		name := l.say("sheet.not_known")
		if class != "" {
			name = l.say("size." + string(class) + ".name")
		}
		row := []any{name}
		for _, law := range laws {
			row = append(row, r.Sizes[law][class])
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// complaints shows how fast complaints are answered.
func (l layout) complaints(c scoring.ComplaintRecap) Table {
	t := Table{Title: l.say("sheet.complaints.title")}
	if c.Businesses < scoring.Anonymous {
		t.Note = l.tooFew()
		return t
	}
	t.Rows = [][]any{
		{l.say("sheet.complaints.businesses"), c.Businesses},
		{l.say("sheet.complaints.count"), c.Count},
		{l.say("sheet.complaints.answered"), c.Answered},
		{l.say("sheet.complaints.in_a_day"), c.InADay},
		{l.say("sheet.complaints.settled"), c.Settled},
	}
	switch {
	case c.Reached:
		t.Rows = append(t.Rows, []any{l.say("sheet.complaints.median"), Figure(c.Median.Hours())})
	case c.Count > 0:
		t.Rows = append(t.Rows, []any{l.say("sheet.complaints.median"), l.say("sheet.complaints.half")})
	}
	return t
}

// reminders counts reminders and what came of them.
func (l layout) reminders(f scoring.Reminders) Table {
	return Table{Title: l.say("sheet.followups.title"), Rows: [][]any{
		{l.say("sheet.followups.unfinished"), f.Unfinished},
		{l.say("sheet.followups.finished"), f.Finished},
		{l.say("sheet.followups.steps"), f.Steps},
		{l.say("sheet.followups.done"), f.Done},
		{l.say("sheet.followups.partly"), f.Partly},
		{l.say("sheet.followups.not_yet"), f.NotYet},
		{l.say("sheet.followups.again"), f.Again},
		{l.say("sheet.followups.begun"), f.Begun},
		{l.say("sheet.followups.complaints"), f.Complaints},
	}}
}

// change shows how businesses have moved since their first interview.
func (l layout) change(c scoring.Change) Table {
	t := Table{Title: l.say("sheet.change.title")}
	if c.Businesses < scoring.Anonymous {
		t.Note = l.tooFew()
		return t
	}
	if c.Mixed > 0 {
		t.Note = l.mixed("sheet.change.mixed")
	}
	t.Rows = [][]any{
		{l.say("sheet.change.businesses"), c.Businesses},
		{l.say("sheet.change.x"), Figure(c.X)},
		{l.say("sheet.change.y"), Figure(c.Y)},
		{l.say("sheet.change.better"), c.Better},
		{l.say("sheet.change.worse"), c.Worse},
	}
	return t
}
