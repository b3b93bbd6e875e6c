package recap

import (
	"math"
	"slices"

	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/result"
	"ikmbot/dialog/say"
	"ikmbot/scoring"
)

// Recap is a recap to be shown in sections, one message each. Its position is snapped.
type Recap struct{ scoring.Recap }

// Tell fills in one section.
func (c *Recap) Tell(r say.Reply) say.Reply {
	if r.Picture != nil {
		if !c.Shown() {
			r.Picture = nil
			r.Parts = append(r.Parts, c.tooFew())
		}
		return r
	}
	section := Section(r.Report.Section)
	r.Parts = append(r.Parts, c.participation(r.Report.Error)...)
	if section == Stops {
		r.Parts = append(r.Parts[:1], c.stops())
		return r
	}
	if !c.Shown() {
		r.Parts = append(r.Parts, c.tooFew())
		return r
	}
	switch section {
	case Owners:
		r.Parts = append(r.Parts[:1], c.tables(questionnaire.TopicOwner)...)
	case Businesses:
		r.Parts = append(r.Parts[:1], c.tables(questionnaire.TopicBusiness)...)
		r.Parts = append(r.Parts, c.sizes()...)
	case IFAS:
		r.Parts = slices.Concat(r.Parts[:1], c.factors("ifas", "SW"), c.mixed())
	case EFAS:
		r.Parts = slices.Concat(r.Parts[:1], c.factors("efas", "OT"), c.mixed())
	case Strategies:
		r.Parts = append(r.Parts[:1], c.strategies()...)
	case Following:
		r.Parts = append(r.Parts[:1], c.complaints(), c.change())
		if c.Change.Mixed > 0 && c.Change.Businesses >= scoring.Anonymous {
			r.Parts = append(r.Parts, say.Text{Key: "recap.change_mixed", Args: say.Args{"Questions": RedefinedNames()}})
		}
		r.Parts = append(r.Parts, c.reminders())
	default:
		r.Parts = slices.Concat(r.Parts, c.position(), c.mixed())
	}
	return r
}

// RedefinedNames names the factors whose answers mean something else in another version of the
// questionnaire.
func RedefinedNames() say.Value {
	var names []say.Text
	for _, q := range questionnaire.Redefined() {
		names = append(names, say.Text{Key: "recap.redefined", Args: say.Args{
			"Code": say.Raw(q.Code), "Name": say.Words(say.Message("factor." + q.Code + ".name"))}})
	}
	return say.Value{Texts: names, Inline: true}
}

// mixed names the questions that differ between versions of the questionnaire if the group has several.
func (c *Recap) mixed() []say.Text {
	if !c.Mixed() {
		return nil
	}
	return []say.Text{{Key: "recap.mixed", Args: say.Args{"Questions": RedefinedNames()}}}
}

func (c *Recap) tooFew() say.Text {
	return say.Text{Key: "recap.too_few", Args: say.Args{"Least": say.Count(scoring.Anonymous)}}
}

// participation says how many took part, and whether they are as many as Slovin's formula asks for.
func (c *Recap) participation(margin int) []say.Text {
	parts := []say.Text{{Key: "recap.participation", Args: say.Args{
		"Began": say.Count(c.Began), "Finished": say.Count(c.Finished), "Stopped": say.Count(c.stopped())}}}
	needed := c.Sample(float64(margin) / 100)
	sample := say.Args{"Population": say.Count(c.Population), "Sample": say.Count(needed), "Error": say.Count(margin),
		"Missing": say.Count(needed - c.Finished)}
	switch {
	case c.Population == 0:
		return append(parts, say.Message("recap.sample_unknown"))
	case c.Finished < needed:
		return append(parts, say.Text{Key: "recap.sample_missing", Args: sample})
	}
	return append(parts, say.Text{Key: "recap.sample_reached", Args: sample})
}

func (c *Recap) stopped() int {
	n := 0
	for _, q := range c.StoppedAt {
		n += q.Count
	}
	return n
}

// percent returns n as a share of the finished interviews, in whole percent.
func (c *Recap) percent(n int) int {
	return int(math.Round(100 * float64(n) / float64(max(c.Finished, 1))))
}

// share returns a line of a table: a label, a count, and its share.
func (c *Recap) share(label say.Text, n int) say.Text {
	return say.Text{Key: "recap.share", Args: say.Args{"Label": say.Words(label), "Number": say.Count(n),
		"Percent": say.Count(c.percent(n))}}
}

func (c *Recap) position() []say.Text {
	quadrants := make([]say.Text, len(scoring.Quadrants))
	for i, q := range scoring.Quadrants {
		quadrants[i] = c.share(say.Message("quadrant."+string(q)+".name"), c.Quadrants[q])
	}
	var cells []say.Text
	for _, cell := range scoring.Cells {
		if n := c.Cells[cell]; n > 0 {
			cells = append(cells, c.share(say.Text{Key: "recap.cell", Args: say.Args{"Cell": say.Raw(string(cell))}}, n))
		}
	}
	group := c.Result
	return []say.Text{
		{Key: "recap.position", Args: say.Args{
			"Quadrant": say.Word("quadrant." + string(group.Quadrant) + ".name"),
			"Family":   say.Raw(string(group.Family)), "X": say.Figure(group.X), "Y": say.Figure(group.Y),
			"Cell": say.Raw(string(group.Cell)), "Stance": say.Word("stance." + string(group.Stance) + ".name"),
			"IFE": say.Figure(group.IFE), "EFE": say.Figure(group.EFE)}},
		{Key: "recap.quadrants", Args: say.Args{"Lines": say.Words(quadrants...)}},
		{Key: "recap.cells", Args: say.Args{"Lines": say.Words(cells...)}},
	}
}

// tables lists the answers to the questions of a topic, in the order in which they are asked.
func (c *Recap) tables(topic questionnaire.Topic) []say.Text {
	var parts []say.Text
	for _, q := range questionnaire.AllQuestions() {
		if q.Topic == topic {
			parts = append(parts, c.table(q))
		}
	}
	return parts
}

func (c *Recap) table(q questionnaire.Question) say.Text {
	counts := c.Answers[q.Code]
	var lines []say.Text
	for i, option := range q.Options {
		if n := counts[i+1]; n > 0 {
			lines = append(lines, c.share(say.Message(q.Key("answer", option)), n))
		}
	}
	if counts[0] > 0 {
		lines = append(lines, c.share(say.Message("recap.not_told"), counts[0]))
	}
	return say.Text{Key: "recap.table", Args: say.Args{"Topic": say.Word("topic." + q.Code), "Lines": say.Words(lines...)}}
}

func (c *Recap) sizes() []say.Text {
	var parts []say.Text
	for _, law := range scoring.Laws {
		var lines []say.Text
		for _, class := range scoring.SizeClasses {
			if n := c.Sizes[law][class]; n > 0 {
				lines = append(lines, c.share(say.Message("size."+string(class)+".name"), n))
			}
		}
		if n := c.Sizes[law][""]; n > 0 {
			lines = append(lines, c.share(say.Message("recap.size_unknown"), n))
		}
		parts = append(parts, say.Text{Key: "recap.size", Args: say.Args{"Law": say.Word("law." + string(law) + ".name"),
			"Lines": say.Words(lines...)}})
	}
	return parts
}

// factors lists the rows of the IFAS or EFAS table: weight, mean rating, score.
func (c *Recap) factors(table, groups string) []say.Text {
	parts := []say.Text{{Key: "recap." + table, Args: say.Args{"Weights": say.Raw(c.Weights)}}}
	for _, group := range groups {
		var lines []say.Text
		weight, score := 0.0, 0.0
		for _, f := range c.Factors {
			if f.Factor[0] != byte(group) {
				continue
			}
			weight, score = weight+f.Weight, score+f.Score
			lines = append(lines, say.Text{Key: "recap.factor", Args: say.Args{
				"Code": say.Raw(string(f.Factor)), "Name": say.Word("factor." + string(f.Factor) + ".name"),
				"Weight": say.Weight(f.Weight), "Mean": say.Figure(f.Mean), "Score": say.Figure(f.Score)}})
		}
		parts = append(parts, say.Text{Key: "recap.group", Args: say.Args{
			"Group": say.Word("axis." + map[rune]string{'S': "strengths", 'W': "weaknesses", 'O': "opportunities", 'T': "threats"}[group]),
			"Lines": say.Words(lines...), "Weight": say.Weight(weight), "Score": say.Figure(score)}})
	}
	if table == "ifas" {
		return append(parts,
			say.Text{Key: "recap.ifas_end", Args: say.Args{"X": say.Figure(c.Result.X), "IFE": say.Figure(c.Result.IFE)}})
	}
	return append(parts,
		say.Text{Key: "recap.efas_end", Args: say.Args{"Y": say.Figure(c.Result.Y), "EFE": say.Figure(c.Result.EFE)}})
}

func (c *Recap) strategies() []say.Text {
	lines := make([]say.Text, len(c.Strategies))
	for i, s := range c.Strategies {
		lines[i] = say.Text{Key: "recap.strategy", Args: say.Args{
			"Number": say.Count(i + 1), "Code": say.Raw(string(s.Strategy)),
			"Title": say.Word("strategy." + string(s.Strategy) + ".title"), "Fit": say.Figure(s.Fit)}}
	}
	family := string(c.Result.Family)
	return []say.Text{{Key: "recap.strategies", Args: say.Args{"Family": say.Raw(family),
		"Name": say.Word("family." + family + ".name"), "Lines": say.Words(lines...)}}}
}

func (c *Recap) complaints() say.Text {
	x := c.Complaints
	switch {
	case x.Count == 0:
		return say.Message("recap.complaints_none")
	case x.Businesses < scoring.Anonymous:
		return say.Text{Key: "recap.complaints_few", Args: say.Args{"Least": say.Count(scoring.Anonymous)}}
	case x.Answered == 0:
		return say.Text{Key: "recap.complaints_unanswered", Args: say.Args{"Number": say.Count(x.Count),
			"Businesses": say.Count(x.Businesses)}}
	}
	return say.Text{Key: "recap.complaints", Args: say.Args{
		"Number": say.Count(x.Count), "Businesses": say.Count(x.Businesses), "Answered": say.Count(x.Answered),
		"InADay":  say.Count(x.InADay),
		"Settled": say.Count(x.Settled), "Time": say.Words(answerTime(x))}}
}

// answerTime is the usual time to the first answer, the unanswered counted in.
func answerTime(x scoring.ComplaintRecap) say.Text {
	if !x.Reached {
		return say.Message("recap.complaints_half")
	}
	return say.Span(x.Median)
}

func (c *Recap) change() say.Text {
	x := c.Change
	if x.Businesses == 0 {
		return say.Message("recap.change_none")
	}
	if x.Businesses < scoring.Anonymous {
		return say.Text{Key: "recap.change_few", Args: say.Args{"Least": say.Count(scoring.Anonymous)}}
	}
	return say.Text{Key: "recap.change", Args: say.Args{
		"Businesses": say.Count(x.Businesses), "X": say.Words(result.Change(x.X)), "Y": say.Words(result.Change(x.Y)),
		"Better": say.Count(x.Better), "Worse": say.Count(x.Worse)}}
}

// reminders says what the bot's own messages led to.
func (c *Recap) reminders() say.Text {
	x := c.Reminders
	if x == (scoring.Reminders{}) {
		return say.Message("recap.followups_none")
	}
	return say.Text{Key: "recap.followups", Args: say.Args{
		"Unfinished": say.Count(x.Unfinished), "Finished": say.Count(x.Finished), "Steps": say.Count(x.Steps),
		"Done": say.Count(x.Done), "Partly": say.Count(x.Partly),
		"NotYet": say.Count(x.NotYet), "Again": say.Count(x.Again), "Begun": say.Count(x.Begun),
		"Complaints": say.Count(x.Complaints)}}
}

func (c *Recap) stops() say.Text {
	if len(c.StoppedAt) == 0 {
		return say.Message("recap.stops_none")
	}
	lines := make([]say.Text, len(c.StoppedAt))
	for i, q := range c.StoppedAt {
		label := say.Message("recap.at_review")
		if n := questionnaire.Newest().Find(q.Question); n >= 0 {
			label = say.Text{Key: "recap.at_question", Args: say.Args{"Number": say.Count(n + 1),
				"Ask": say.Word(questionnaire.Newest().Questions[n].Key("ask"))}}
		}
		lines[i] = say.Text{Key: "recap.stop", Args: say.Args{"Label": say.Words(label), "Number": say.Count(q.Count)}}
	}
	return say.Text{Key: "recap.stops", Args: say.Args{"Number": say.Count(c.stopped()), "Lines": say.Words(lines...)}}
}
