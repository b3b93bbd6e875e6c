package say_test

import (
	"fmt"
	"time"

	"ikmbot/dialog/say"
)

// open is a number of open things.
type open int

func (o open) Tell(r say.Reply) say.Reply {
	r.Parts = append(r.Parts, say.Text{Key: "desk.list_title", Args: say.Args{"Count": say.Count(int(o))}})
	return r
}

// A reply that needs figures is filled with what was read for it, which puts itself into words.
func ExampleReply_Fill() {
	reply := say.Reply{Need: &say.Need{Kind: say.NeedComplaints}}
	filled := reply.Fill(open(3))
	fmt.Println(filled.Parts[0].Key, *filled.Parts[0].Args["Count"].Count, filled.Need == nil)
	// Output: desk.list_title 3 true
}

// A length of time is given in its greatest whole unit.
func ExampleSpan() {
	for _, d := range []time.Duration{20 * time.Second, 90 * time.Minute, 47 * time.Hour, 50 * time.Hour} {
		text := say.Span(d)
		fmt.Println(text.Key, *text.Args["Count"].Count)
	}
	// Output:
	// desk.span_minutes 1
	// desk.span_hours 1
	// desk.span_hours 47
	// desk.span_days 2
}
