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

// The chapters in their order. The first may be skipped question by question.
const (
	ChapterBusiness  Chapter = "business"  // the business: the paper's characteristics of respondents
	ChapterMarketing Chapter = "marketing" // internet marketing: strengths and weaknesses
	ChapterMarket    Chapter = "market"    // the market: opportunities and threats
)

// Chapters lists the chapters in their order.
var Chapters = []Chapter{ChapterBusiness, ChapterMarketing, ChapterMarket}

// Kind tells how a question is answered.
type Kind int

// The kinds of questions.
const (
	OneOf    Kind = iota // one of Options; the value is its position from 1
	SomeOf               // any of Options; the value is a bit mask, 1<<(position-1)
	RegionOf             // one of the regions; the value is the region's code
	FreeText             // typed, 1 to MaxNameRunes characters
)

// Topic is what a question about the business asks about, as a recap groups its answers.
type Topic string

// The topics. A question without one is in no recap by its options: the business's name, which
// is nobody else's, its region, which a recap is of, and the factors, which have figures.
const (
	TopicOwner    Topic = "owner"
	TopicBusiness Topic = "business"
	TopicSize     Topic = "size" // told by the size class that the answers come to (UU 20/2008)
)

// Question is one question of a questionnaire. Its words are question.<Code>.ask,
// .why, .answer.<option> and, where Long, .meaning.<option>.
type Question struct {
	Code    string
	Chapter Chapter
	Kind    Kind
	Options []string
	Topic   Topic
	Long    bool // the buttons' labels stand for longer meanings, listed above them
}

// Skippable reports whether the question may be left unanswered: those about the
// business may, the factors may not, for the model needs every rating.
func (q Question) Skippable() bool { return q.Chapter == ChapterBusiness }

// MayPickNothing reports whether none of the options is an answer, and no option says so.
func (q Question) MayPickNothing() bool {
	return q.Kind == SomeOf && !slices.Contains(q.Options, NoneOption)
}

// Written is the value of an answer by its codes: the option, several with a space between,
// or what the value itself says, a rating or the code of a region.
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

// Read is the contrary of Written; false where no answer is written so. Any number may be the
// code of a region.
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

// OptionBit is the bit of an option in a SomeOf question; 0 if it has no such option.
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

// BusinessName is what was written as the name of a business, cleaned for one line; false
// where it is empty or longer than MaxNameRunes.
func BusinessName(written string) (name string, ok bool) {
	name = say.OneLine(written)
	n := utf8.RuneCountInString(name)
	return name, n >= 1 && n <= MaxNameRunes
}
