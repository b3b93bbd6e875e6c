package dialog

import "strconv"

// ListedInquiries is how many inquiries of each kind are listed at most.
const ListedInquiries = 5

// Inquiries are those that an officer may see, the oldest first, and of the answered the newest first.
type Inquiries struct {
	Open     []ListedInquiry // nobody has taken them
	Own      []ListedInquiry // the officer has, and has not answered yet
	Others   []ListedInquiry // somebody else has
	Answered []ListedInquiry // within the last 30 days
}

// ListedInquiry is an inquiry in the list.
type ListedInquiry struct {
	ID       int64
	Asked    Letter
	At       int64 // when it was asked, unix milliseconds
	Business string
	Taker    Taker
}

// Tell lists them, each with a button that shows it again.
func (l *Inquiries) Tell(r Reply) Reply {
	number := 0
	for _, group := range []struct {
		name      string
		inquiries []ListedInquiry
	}{{"open", l.Open}, {"own", l.Own}, {"others", l.Others}, {"answered", l.Answered}} {
		if len(group.inquiries) == 0 {
			continue
		}
		var told []Text
		var show []Choice
		for _, i := range group.inquiries {
			number++
			told = append(told, i.line(number))
			show = append(show, Choice{Label: Text{Key: "button.inquiry_show", Args: Args{"Number": Raw(strconv.Itoa(number))}}, Data: inquiryData(inquiryShow, i.ID)})
		}
		r.Parts = append(r.Parts, Text{Key: "inquiry.list_" + group.name, Args: Args{"Lines": Words(told...)}})
		r.Keys = append(r.Keys, Keys{Choices: show})
	}
	if number == 0 {
		r.Parts = []Text{say("inquiry.list_empty")}
		return r
	}
	r.Parts = append(r.Parts, say("inquiry.list_end"))
	return r
}

func (i ListedInquiry) line(number int) Text {
	line := Text{Key: "inquiry.line", Args: Args{
		"Number": Count(number), "Business": InquiryBusiness{Name: cut(i.Business, maxListed)}.name(), "Question": i.Asked.quote(maxListed), "Day": Day(i.At)}}
	if i.Taker != (Taker{}) && !i.Taker.Self {
		taker := Taker{Name: cut(i.Taker.Name, maxListed), Admin: i.Taker.Admin}
		return Text{Key: "inquiry.line_of", Args: Args{"Line": Words(line), "Name": taker.name()}}
	}
	return line
}

// Standing is how the business stands that an inquiry comes from.
type Standing struct {
	Result *Result // nil: there is none, or it is not to be used
	Region Region
	Known  bool // Region is known
}

// Tell tells an officer what the owner was told, with the recap of the region one tap away.
func (s *Standing) Tell(r Reply) Reply {
	if s.Result == nil {
		r.Parts = []Text{say("inquiry.no_standing")}
		return r
	}
	number, f := 0, s.Result
	r.Parts = []Text{{Key: "inquiry.standing", Args: Args{
		"Business": InquiryBusiness{Name: f.Name}.name(), "Quadrant": Words(say("quadrant." + string(f.Quadrant) + ".name")),
		"X": Figure(f.X), "Y": Figure(f.Y), "Cell": Raw(string(f.Cell)), "Stance": Words(say("stance." + string(f.Stance) + ".name")),
	}}}
	if sizes := sizeWords(f.Size); sizes != nil {
		r.Parts = append(r.Parts, Text{Key: "inquiry.size", Args: Args{"Lines": Value{Texts: sizes, Inline: true}}})
	}
	r.Parts = append(r.Parts, Text{Key: "inquiry.strategies", Args: Args{"Lines": Words(strategyLines(f.Advice.Own, &number)...)}})
	if s.Known {
		r.Keys = row(recapButton("button.inquiry_recap", s.Region.Code))
	}
	return r
}
