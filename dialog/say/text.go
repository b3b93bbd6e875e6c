package say

import (
	"html"
	"regexp"
)

// Text is something to say: a message key of locales, and its parameters.
type Text struct {
	Key      string   `json:"key"`
	Args     Args     `json:"args,omitempty"`
	Language Language `json:"language,omitempty"` // set where it is in this language, whatever the reply's is
}

// Args holds a message's parameters by the names of its placeholders.
type Args map[string]Value

// Value is one parameter. The first field that is set counts, in the order given here; an empty
// Value is an empty string.
type Value struct {
	Texts  []Text   `json:"texts,omitempty"`  // messages, one a line
	Inline bool     `json:"inline,omitempty"` // Texts stand on one line, with commas
	Count  *int     `json:"count,omitempty"`  // a whole number; it chooses the plural
	Figure *float64 `json:"figure,omitempty"` // a figure of the model, shown with two decimals
	Weight *float64 `json:"weight,omitempty"` // a factor's weight, shown with four decimals
	Time   *int64   `json:"time,omitempty"`   // a day, as unix milliseconds
	Moment *int64   `json:"moment,omitempty"` // a day and the time of day, as unix milliseconds
	Zone   Zone     `json:"zone,omitempty"`   // of Moment; empty: WIB
	Due    bool     `json:"due,omitempty"`    // Moment is when something is to happen
	Start  string   `json:"start,omitempty"`  // the link that starts the bot with this parameter
	Raw    string   `json:"raw,omitempty"`    // a person's words or a name from data: escaped wherever they are shown
}

// Words is a parameter made of other messages, one a line.
func Words(texts ...Text) Value { return Value{Texts: texts} }

// Word is a parameter made of one message that has no parameters itself.
func Word(key string) Value { return Words(Message(key)) }

// Count is a whole number as a parameter.
func Count(n int) Value { return Value{Count: &n} }

// Figure is a figure of the model as a parameter.
func Figure(x float64) Value { return Value{Figure: &x} }

// Weight is a factor's weight, or the sum of several, as a parameter.
func Weight(x float64) Value { return Value{Weight: &x} }

// Day is the day that a time, in unix milliseconds, falls on.
func Day(ms int64) Value { return Value{Time: &ms} }

// Moment is the day and the time of day of a time in unix milliseconds.
func Moment(ms int64) Value { return Value{Moment: &ms} }

// Due is when something is to happen, as the clocks of a zone show it.
func Due(ms int64, zone Zone) Value { return Value{Moment: &ms, Zone: zone, Due: true} }

// Raw is text that comes from a person or from data, never from locales.
func Raw(s string) Value { return Value{Raw: s} }

// Message is a message without parameters.
func Message(key string) Text { return Text{Key: key} }

var tag = regexp.MustCompile(`</?[a-z][^<>]*>`)

// Plain returns Telegram HTML as plain text.
func Plain(markup string) string { return html.UnescapeString(tag.ReplaceAllString(markup, "")) }
