package dialog

import (
	"math"

	"ikmbot/scoring"
)

// Recap is a recap as it is told: in sections, each of one message. Its position is snapped.
type Recap struct{ scoring.Recap }

// Tell says a section.
func (c *Recap) Tell(r Reply) Reply {
	if r.Picture != nil {
		if !c.Shown() {
			r.Picture = nil
			r.Parts = append(r.Parts, c.tooFew())
		}
		return r
	}
	section := RecapSection(r.Report.Section)
	r.Parts = append(r.Parts, c.participation(r.Report.Error)...)
	if section == RecapStops {
		r.Parts = append(r.Parts[:1], c.stops())
		return r
	}
	if !c.Shown() {
		r.Parts = append(r.Parts, c.tooFew())
		return r
	}
	switch section {
	case RecapOwners:
		r.Parts = append(r.Parts[:1], c.tables(TopicOwner)...)
	case RecapBusinesses:
		r.Parts = append(r.Parts[:1], c.tables(TopicBusiness)...)
		r.Parts = append(r.Parts, c.sizes()...)
	case RecapIFAS:
		r.Parts = append(r.Parts[:1], c.factors("ifas", "SW")...)
	case RecapEFAS:
		r.Parts = append(r.Parts[:1], c.factors("efas", "OT")...)
	case RecapStrategies:
		r.Parts = append(r.Parts[:1], c.strategies()...)
	case RecapFollowing:
		r.Parts = append(r.Parts[:1], c.complaints(), c.change(), c.followUps())
	default:
		r.Parts = append(r.Parts, c.position()...)
	}
	return r
}

func (c *Recap) tooFew() Text {
	return Text{Key: "recap.too_few", Args: Args{"Least": Count(scoring.Anonymous)}}
}

// participation says how many took part, and whether that is as many as Slovin asks for.
func (c *Recap) participation(margin int) []Text {
	parts := []Text{{Key: "recap.participation", Args: Args{
		"Began": Count(c.Began), "Finished": Count(c.Finished), "Stopped": Count(c.stopped())}}}
	needed := c.Sample(float64(margin) / 100)
	sample := Args{"Population": Count(c.Population), "Sample": Count(needed), "Error": Count(margin), "Missing": Count(needed - c.Finished)}
	switch {
	case c.Population == 0:
		return append(parts, say("recap.sample_unknown"))
	case c.Finished < needed:
		return append(parts, Text{Key: "recap.sample_missing", Args: sample})
	}
	return append(parts, Text{Key: "recap.sample_reached", Args: sample})
}

func (c *Recap) stopped() int {
	n := 0
	for _, q := range c.StoppedAt {
		n += q.Count
	}
	return n
}

// percent is a share of the finished ones in whole percent.
func (c *Recap) percent(n int) int {
	return int(math.Round(100 * float64(n) / float64(max(c.Finished, 1))))
}

// share is a line of a table: a label, a count, its share.
func (c *Recap) share(label Text, n int) Text {
	return Text{Key: "recap.share", Args: Args{"Label": Words(label), "Number": Count(n), "Percent": Count(c.percent(n))}}
}

func (c *Recap) position() []Text {
	quadrants := make([]Text, len(scoring.Quadrants))
	for i, q := range scoring.Quadrants {
		quadrants[i] = c.share(say("quadrant."+string(q)+".name"), c.Quadrants[q])
	}
	var cells []Text
	for _, cell := range scoring.Cells {
		if n := c.Cells[cell]; n > 0 {
			cells = append(cells, c.share(Text{Key: "recap.cell", Args: Args{"Cell": Raw(string(cell))}}, n))
		}
	}
	group := c.Result
	return []Text{
		{Key: "recap.position", Args: Args{
			"Quadrant": Words(say("quadrant." + string(group.Quadrant) + ".name")), "Family": Raw(string(group.Family)), "X": Figure(group.X), "Y": Figure(group.Y),
			"Cell": Raw(string(group.Cell)), "Stance": Words(say("stance." + string(group.Stance) + ".name")), "IFE": Figure(group.IFE), "EFE": Figure(group.EFE)}},
		{Key: "recap.quadrants", Args: Args{"Lines": Words(quadrants...)}},
		{Key: "recap.cells", Args: Args{"Lines": Words(cells...)}},
	}
}

// tables are the answers to the questions of a topic, in the order in which they are asked.
func (c *Recap) tables(topic Topic) []Text {
	var parts []Text
	for _, q := range AllQuestions() {
		if q.Topic == topic {
			parts = append(parts, c.table(q))
		}
	}
	return parts
}

func (c *Recap) table(q Question) Text {
	counts := c.Answers[q.Code]
	var lines []Text
	for i, option := range q.Options {
		if n := counts[i+1]; n > 0 {
			lines = append(lines, c.share(say("question."+q.Code+".answer."+option), n))
		}
	}
	if counts[0] > 0 {
		lines = append(lines, c.share(say("recap.not_told"), counts[0]))
	}
	return Text{Key: "recap.table", Args: Args{"Topic": Words(say("topic." + q.Code)), "Lines": Words(lines...)}}
}

func (c *Recap) sizes() []Text {
	var parts []Text
	for _, law := range scoring.Laws {
		var lines []Text
		for _, class := range scoring.SizeClasses {
			if n := c.Sizes[law][class]; n > 0 {
				lines = append(lines, c.share(say("size."+string(class)+".name"), n))
			}
		}
		if n := c.Sizes[law][""]; n > 0 {
			lines = append(lines, c.share(say("recap.size_unknown"), n))
		}
		parts = append(parts, Text{Key: "recap.size", Args: Args{"Law": Words(say("law." + string(law) + ".name")), "Lines": Words(lines...)}})
	}
	return parts
}

// factors are the rows of the IFAS or EFAS table: weight, mean rating, score.
func (c *Recap) factors(table, groups string) []Text {
	parts := []Text{{Key: "recap." + table, Args: Args{"Weights": Raw(c.Weights)}}}
	for _, group := range groups {
		var lines []Text
		weight, score := 0.0, 0.0
		for _, f := range c.Factors {
			if f.Factor[0] != byte(group) {
				continue
			}
			weight, score = weight+f.Weight, score+f.Score
			lines = append(lines, Text{Key: "recap.factor", Args: Args{
				"Code": Raw(string(f.Factor)), "Name": Words(say("factor." + string(f.Factor) + ".name")),
				"Weight": Weight(f.Weight), "Mean": Figure(f.Mean), "Score": Figure(f.Score)}})
		}
		parts = append(parts, Text{Key: "recap.group", Args: Args{
			"Group": Words(say("axis." + map[rune]string{'S': "strengths", 'W': "weaknesses", 'O': "opportunities", 'T': "threats"}[group])),
			"Lines": Words(lines...), "Weight": Weight(weight), "Score": Figure(score)}})
	}
	if table == "ifas" {
		return append(parts, Text{Key: "recap.ifas_end", Args: Args{"X": Figure(c.Result.X), "IFE": Figure(c.Result.IFE)}})
	}
	return append(parts, Text{Key: "recap.efas_end", Args: Args{"Y": Figure(c.Result.Y), "EFE": Figure(c.Result.EFE)}})
}

func (c *Recap) strategies() []Text {
	lines := make([]Text, len(c.Strategies))
	for i, s := range c.Strategies {
		lines[i] = Text{Key: "recap.strategy", Args: Args{
			"Number": Count(i + 1), "Code": Raw(string(s.Strategy)), "Title": Words(say("strategy." + string(s.Strategy) + ".title")), "Fit": Figure(s.Fit)}}
	}
	family := string(c.Result.Family)
	return []Text{{Key: "recap.strategies", Args: Args{"Family": Raw(family), "Name": Words(say("family." + family + ".name")), "Lines": Words(lines...)}}}
}

func (c *Recap) complaints() Text {
	x := c.Complaints
	switch {
	case x.Count == 0:
		return say("recap.complaints_none")
	case x.Businesses < scoring.Anonymous:
		return Text{Key: "recap.complaints_few", Args: Args{"Least": Count(scoring.Anonymous)}}
	case x.Answered == 0:
		return Text{Key: "recap.complaints_unanswered", Args: Args{"Number": Count(x.Count), "Businesses": Count(x.Businesses)}}
	}
	return Text{Key: "recap.complaints", Args: Args{
		"Number": Count(x.Count), "Businesses": Count(x.Businesses), "Answered": Count(x.Answered), "InADay": Count(x.InADay),
		"Settled": Count(x.Settled), "Time": Words(span(x.Median))}}
}

func (c *Recap) change() Text {
	x := c.Change
	if x.Businesses == 0 {
		return say("recap.change_none")
	}
	if x.Businesses < scoring.Anonymous {
		return Text{Key: "recap.change_few", Args: Args{"Least": Count(scoring.Anonymous)}}
	}
	return Text{Key: "recap.change", Args: Args{
		"Businesses": Count(x.Businesses), "X": Words(change(x.X)), "Y": Words(change(x.Y)), "Better": Count(x.Better), "Worse": Count(x.Worse)}}
}

// followUps tells what the bot's own messages came to.
func (c *Recap) followUps() Text {
	x := c.FollowUps
	if x == (scoring.FollowUps{}) {
		return say("recap.followups_none")
	}
	return Text{Key: "recap.followups", Args: Args{
		"Unfinished": Count(x.Unfinished), "Finished": Count(x.Finished), "Steps": Count(x.Steps), "Done": Count(x.Done), "Partly": Count(x.Partly),
		"NotYet": Count(x.NotYet), "Again": Count(x.Again), "Begun": Count(x.Begun), "Complaints": Count(x.Complaints)}}
}

func (c *Recap) stops() Text {
	if len(c.StoppedAt) == 0 {
		return say("recap.stops_none")
	}
	lines := make([]Text, len(c.StoppedAt))
	for i, q := range c.StoppedAt {
		label := say("recap.at_review")
		if n := Newest().find(q.Question); n >= 0 {
			label = Text{Key: "recap.at_question", Args: Args{"Number": Count(n + 1), "Ask": Words(say("question." + q.Question + ".ask"))}}
		}
		lines[i] = Text{Key: "recap.stop", Args: Args{"Label": Words(label), "Number": Count(q.Count)}}
	}
	return Text{Key: "recap.stops", Args: Args{"Number": Count(c.stopped()), "Lines": Words(lines...)}}
}
