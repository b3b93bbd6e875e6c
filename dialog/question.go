package dialog

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
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

// QuestionKind tells how a question is answered.
type QuestionKind int

// The kinds of questions.
const (
	OneOf    QuestionKind = iota // one of Options; the value is its position from 1
	SomeOf                       // any of Options; the value is a bit mask, 1<<(position-1)
	RegionOf                     // one of the regions; the value is the region's code
	FreeText                     // typed, 1 to MaxNameRunes characters
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
	Kind    QuestionKind
	Options []string
	Topic   Topic
	Long    bool // the buttons' labels stand for longer meanings, listed above them
}

// Skippable tells whether the question may be left unanswered: those about the
// business may, the factors may not, for the model needs every rating.
func (q Question) Skippable() bool { return q.Chapter == ChapterBusiness }

// MayPickNothing tells whether none of the options is an answer, and no option says so.
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
		bit := q.optionBit(code)
		if bit == 0 || value&bit != 0 || code == NoneOption && len(codes) > 1 {
			return 0, false
		}
		value |= bit
	}
	return value, len(codes) > 0
}

// BusinessName is what was written as the name of a business, cleaned for one line; false
// where it is empty or longer than MaxNameRunes.
func BusinessName(written string) (name string, ok bool) {
	name = oneLine(written)
	n := utf8.RuneCountInString(name)
	return name, n >= 1 && n <= MaxNameRunes
}

// NoneOption is the option of a SomeOf question that excludes the others.
const NoneOption = "none"

// MaxNameRunes is the greatest length of a business's name, in characters.
const MaxNameRunes = 60

// Questionnaire is one released version of the questions. An interview keeps the
// version it began with, so that a change never muddles one that is under way.
type Questionnaire struct {
	Version   int
	Questions []Question
}

// Questionnaires holds every version ever released, the newest last.
var Questionnaires = []Questionnaire{{Version: 1, Questions: slices.Concat(
	businessQuestions(),
	factorQuestions(ChapterMarketing, "S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "W1", "W2", "W3", "W4", "W5", "W6"),
	factorQuestions(ChapterMarket, "O1", "O2", "O3", "O4", "T1", "T2", "T3", "T4"),
)}}

// AllQuestions lists the questions of all versions, each code once, in the order in which
// they were released.
func AllQuestions() []Question {
	var all []Question
	known := map[string]bool{}
	for _, version := range Questionnaires {
		for _, q := range version.Questions {
			if !known[q.Code] {
				known[q.Code] = true
				all = append(all, q)
			}
		}
	}
	return all
}

// Newest is the questionnaire that a new interview begins with.
func Newest() Questionnaire { return Questionnaires[len(Questionnaires)-1] }

func businessQuestions() []Question {
	questions := []Question{
		{Code: "name", Kind: FreeText},
		{Code: "region", Kind: RegionOf},
		{Code: "age", Topic: TopicOwner, Options: []string{"to30", "to40", "to50", "to60", "over60"}},
		{Code: "education", Topic: TopicOwner, Options: []string{"sd", "smp", "sma", "diploma", "s1"}},
		{Code: "funding", Topic: TopicOwner, Options: []string{"own", "family", "bank", "cooperative", "government", "another"}},
		{Code: "seller", Topic: TopicOwner, Options: []string{"owner", "agents", "shops", "cooperative", "traders"}},
		{Code: "media", Topic: TopicBusiness, Kind: SomeOf, Options: []string{"whatsapp", "facebook", "instagram", "tiktok", "x", "marketplace", "website", "maps", NoneOption}},
		{Code: "craft", Topic: TopicBusiness, Options: []string{"batik", "weaving", "wood", "fibre", "ceramic", "metal", "paper", "glass", "another"}},
		{Code: "scale", Topic: TopicBusiness, Options: []string{"single", "limited", "mass"}, Long: true},
		{Code: "workers", Topic: TopicBusiness, Options: []string{"to4", "to19", "to99", "over99"}},
		{Code: "sales", Topic: TopicSize, Options: []string{"to300m", "to2b", "to2_5b", "to15b", "to50b", "over50b"}},
		{Code: "assets", Topic: TopicSize, Options: []string{"to50m", "to500m", "to1b", "to5b", "to10b", "over10b"}},
		{Code: "obstacles", Topic: TopicBusiness, Kind: SomeOf, Options: []string{"skills", "interest", "money", "motivation", "time", "signal"}},
	}
	for i := range questions {
		questions[i].Chapter = ChapterBusiness
	}
	return questions
}

// factorQuestions makes the questions of the SWOT factors: four answers each, the
// rating 1 to 4 being the answer's position.
func factorQuestions(chapter Chapter, codes ...string) []Question {
	long := []string{"S2", "W2", "O4", "T2"}
	questions := make([]Question, len(codes))
	for i, code := range codes {
		questions[i] = Question{Code: code, Chapter: chapter, Options: []string{"1", "2", "3", "4"}, Long: slices.Contains(long, code)}
	}
	return questions
}

// find returns the place of a question in the questionnaire, or -1.
func (q Questionnaire) find(code string) int {
	return slices.IndexFunc(q.Questions, func(x Question) bool { return x.Code == code })
}
