package questionnaire

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"ikmbot/dialog/say"
)

// Chapter is one of the questionnaire's three parts.
type Chapter string

// The chapters in their order. Questions of the first may be skipped.
const (
	ChapterBusiness  Chapter = "business"  // the business: the paper's characteristics of respondents
	ChapterMarketing Chapter = "marketing" // internet marketing: strengths and weaknesses
	ChapterMarket    Chapter = "market"    // the market: opportunities and threats
)

// Chapters lists the chapters in their order.
var Chapters = []Chapter{ChapterBusiness, ChapterMarketing, ChapterMarket}

// Kind is how a question is answered.
type Kind int

// The kinds of questions.
const (
	OneOf    Kind = iota // one of Options; the value is its position from 1
	SomeOf               // any of Options; the value is a bit mask, 1<<(position-1)
	RegionOf             // one of the regions; the value is the region's code
	FreeText             // typed, 1 to MaxNameRunes characters
)

// Topic is the group of a recap that a question about the business belongs to.
type Topic string

// The topics. A question without one is not counted by its options in a recap: the business's name,
// which is unique, its region, which selects the recap, and the factors, which have figures.
const (
	TopicOwner    Topic = "owner"
	TopicBusiness Topic = "business"
	TopicSize     Topic = "size" // shown as the size class that follows from the answers (UU 20/2008)
)

// Question is one question of a questionnaire. Its words are found by [Question.Key]: ask,
// why, answer and option, and, where Long, meaning and option.
type Question struct {
	Code    string
	Chapter Chapter
	Kind    Kind
	Options []string
	Topic   Topic
	Long    bool     // the buttons' labels are short for meanings that are listed above them
	Edition int      // the version that its words came with; 0: the first
	Resaid  int      // the version that the words came with that say its answers as sentences; 0: the first
	Imagine bool     // who sells nothing online answers as if they did
	Since   int      // the first version whose answers mean what they do in this one; 0: the first
	Unless  []Reason // it is not asked where one of them holds
	Bands   []int    // the greatest number that each option stands for; nil: none is typed
}

// Key is the key of the question's words of a kind, such as ask, or answer and an option.
func (q Question) Key(kind ...string) string {
	return "question." + edited(q.Code, q.Edition) + "." + strings.Join(kind, ".")
}

// edited is how message keys name a question or a factor in an edition of its words.
func edited(code string, edition int) string {
	if edition <= 1 {
		return code
	}
	return code + "_" + strconv.Itoa(edition)
}

// Comparable reports whether an answer that was given in a version of the questionnaire means what
// it would mean here.
func (q Question) Comparable(version int) bool { return version >= q.Since }

// Skippable reports whether the question may be left unanswered. Those about the business may; the
// factors may not, because the model needs every rating.
func (q Question) Skippable() bool { return q.Chapter == ChapterBusiness }

// MayPickNothing reports whether picking no option is an answer; it is unless an option says so.
func (q Question) MayPickNothing() bool {
	return q.Kind == SomeOf && !slices.Contains(q.Options, NoneOption)
}

// Written returns an answer's value in codes: the option, several separated by spaces, or the value
// itself where it is a rating or a region's code.
func (q Question) Written(value int) string {
	switch {
	case q.Kind == RegionOf:
		return strconv.Itoa(value)
	case q.Kind == OneOf && value >= 1 && value <= len(q.Options):
		return q.Options[value-1]
	case q.Kind != SomeOf:
		return ""
	case value == 0:
		return NoneOption
	}
	var picked []string
	for i, option := range q.Options {
		if value&(1<<i) != 0 {
			picked = append(picked, option)
		}
	}
	return strings.Join(picked, " ")
}

// Read is the inverse of Written; false if no value is written like that. Any number may be a
// region's code.
func (q Question) Read(written string) (value int, ok bool) {
	switch q.Kind {
	case RegionOf:
		code, err := strconv.Atoi(written)
		return code, err == nil && strconv.Itoa(code) == written
	case OneOf:
		value = slices.Index(q.Options, written) + 1
		return value, value > 0
	case SomeOf:
		return q.readSeveral(strings.Fields(written))
	}
	return 0, false
}

func (q Question) readSeveral(codes []string) (value int, ok bool) {
	if q.MayPickNothing() && slices.Equal(codes, []string{NoneOption}) {
		return 0, true
	}
	for _, code := range codes {
		bit := q.OptionBit(code)
		if bit == 0 || value&bit != 0 || code == NoneOption && len(codes) > 1 {
			return 0, false
		}
		value |= bit
	}
	return value, len(codes) > 0
}

// OptionBit returns the bit of a SomeOf question's option; 0 if there is no such option.
func (q Question) OptionBit(option string) int {
	for i, o := range q.Options {
		if o == option {
			return 1 << i
		}
	}
	return 0
}

// NoneOption is the option of a SomeOf question that excludes the others.
const NoneOption = "none"

// MaxNameRunes is the greatest length of a business's name, in characters.
const MaxNameRunes = 60

// BusinessName returns a typed business name cleaned for one line; false if it is empty or longer
// than MaxNameRunes.
func BusinessName(written string) (name string, ok bool) {
	name = say.OneLine(written)
	n := utf8.RuneCountInString(name)
	return name, n >= 1 && n <= MaxNameRunes
}
