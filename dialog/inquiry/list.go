package inquiry

import (
	"strconv"

	"ikmbot/dialog/say"
)

// MostListed is how many inquiries of each kind are listed at most.
const MostListed = 5

// List holds the inquiries that an officer may see, the oldest first, but the newest of the
// answered ones first.
type List struct {
	Open     []Listed // nobody has taken them
	Own      []Listed // taken by the officer, and not answered yet
	Others   []Listed // taken by somebody else
	Answered []Listed // within the last 30 days
}

// Listed is an inquiry in a list.
type Listed struct {
	ID       int64
	Asked    Letter
	At       int64 // when it was asked, unix milliseconds
	Business string
	Taker    Taker
}

// Tell lists the inquiries, each with a button that shows it again.
func (l *List) Tell(r say.Reply) say.Reply {
	number := 0
	for _, group := range []struct {
		name      string
		inquiries []Listed
	}{{"open", l.Open}, {"own", l.Own}, {"others", l.Others}, {"answered", l.Answered}} {
		if len(group.inquiries) == 0 {
			continue
		}
		var told []say.Text
		var show []say.Choice
		for _, i := range group.inquiries {
			number++
			told = append(told, i.line(number))
			show = append(show, say.Choice{Label: say.Text{Key: "button.inquiry_show", Args: say.Args{
				"Number": say.Raw(strconv.Itoa(number))}}, Data: action(actShow, i.ID)})
		}
		r.Parts = append(r.Parts, say.Text{Key: "inquiry.list_" + group.name, Args: say.Args{"Lines": say.Words(told...)}})
		r.Keys = append(r.Keys, say.Keys{Choices: show})
	}
	if number == 0 {
		r.Parts = []say.Text{say.Message("inquiry.list_empty")}
		return r
	}
	r.Parts = append(r.Parts, say.Message("inquiry.list_end"))
	return r
}

func (i Listed) line(number int) say.Text {
	line := say.Text{Key: "inquiry.line", Args: say.Args{
		"Number": say.Count(number), "Business": Business{Name: say.Cut(i.Business, maxListed)}.name(),
		"Question": i.Asked.quote(maxListed), "Day": say.Day(i.At)}}
	if i.Taker != (Taker{}) && !i.Taker.Self {
		taker := Taker{Name: say.Cut(i.Taker.Name, maxListed), Admin: i.Taker.Admin}
		return say.Text{Key: "inquiry.line_of", Args: say.Args{"Line": say.Words(line), "Name": taker.name()}}
	}
	return line
}
