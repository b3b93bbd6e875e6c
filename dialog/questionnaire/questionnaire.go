package questionnaire

import (
	"slices"
	"strings"
)

// Release is one released version of the questions. An interview keeps the version that it began
// with, so that a change does not affect one under way.
type Release struct {
	Version   int
	Questions []Question
}

// Releases holds every version ever released, the newest last.
var Releases = []Release{
	{Version: 1, Questions: slices.Concat(
		businessQuestions(),
		factorQuestions(ChapterMarketing, "S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "W1", "W2", "W3", "W4", "W5", "W6"),
		factorQuestions(ChapterMarket, "O1", "O2", "O3", "O4", "T1", "T2", "T3", "T4"),
	)},
	{Version: 2, Questions: second()},
}

// AllQuestions lists the questions of all versions, each code once and in its newest form, in the
// order in which they were released.
func AllQuestions() []Question {
	var all []Question
	for _, version := range Releases {
		for _, q := range version.Questions {
			if i := slices.IndexFunc(all, func(known Question) bool { return known.Code == q.Code }); i >= 0 {
				all[i] = q
			} else {
				all = append(all, q)
			}
		}
	}
	return all
}

// Newest returns the questionnaire that a new interview begins with.
func Newest() Release { return Releases[len(Releases)-1] }

// Released is a version of the questionnaire; false where there is none.
func Released(version int) (Release, bool) {
	i := slices.IndexFunc(Releases, func(r Release) bool { return r.Version == version })
	if i < 0 {
		return Release{}, false
	}
	return Releases[i], true
}

func businessQuestions() []Question {
	questions := []Question{
		{Code: "name", Kind: FreeText},
		{Code: "region", Kind: RegionOf},
		{Code: "age", Topic: TopicOwner, Options: []string{"to30", "to40", "to50", "to60", "over60"}, Bands: []int{30, 40, 50, 60, 120}},
		{Code: "education", Topic: TopicOwner, Options: []string{"sd", "smp", "sma", "diploma", "s1"}},
		{Code: "funding", Topic: TopicOwner, Options: []string{"own", "family", "bank", "cooperative", "government", "another"}},
		{Code: "seller", Topic: TopicOwner, Options: []string{"owner", "agents", "shops", "cooperative", "traders"}},
		{Code: "media", Topic: TopicBusiness, Kind: SomeOf, Options: []string{"whatsapp", "facebook", "instagram", "tiktok", "x", "marketplace", "website", "maps", NoneOption}},
		{Code: "craft", Topic: TopicBusiness, Options: []string{"batik", "weaving", "wood", "fibre", "ceramic", "metal", "paper", "glass", "another"}},
		{Code: "scale", Topic: TopicBusiness, Options: []string{"single", "limited", "mass"}, Long: true},
		{Code: "workers", Topic: TopicBusiness, Options: []string{"to4", "to19", "to99", "over99"}, Bands: []int{4, 19, 99, 100_000}},
		{Code: "sales", Topic: TopicSize, Options: []string{"to300m", "to2b", "to2_5b", "to15b", "to50b", "over50b"}},
		{Code: "assets", Topic: TopicSize, Options: []string{"to50m", "to500m", "to1b", "to5b", "to10b", "over10b"}},
		{Code: "obstacles", Topic: TopicBusiness, Kind: SomeOf, Options: []string{"skills", "interest", "money", "motivation", "time", "signal"}},
	}
	for i := range questions {
		questions[i].Chapter = ChapterBusiness
	}
	return questions
}

// factorQuestions makes the questions about SWOT factors: four answers each, whose positions are
// the ratings 1 to 4.
func factorQuestions(chapter Chapter, codes ...string) []Question {
	long := []string{"S2", "W2", "O4", "T2"}
	questions := make([]Question, len(codes))
	for i, code := range codes {
		questions[i] = Question{Code: code, Chapter: chapter, Options: []string{"1", "2", "3", "4"}, Long: slices.Contains(long, code)}
		if code == "W1" || code == "W4" {
			questions[i].Bands = []int{1, 4, 7, 10} // of 10 people
		}
	}
	return questions
}

// second makes the questions of version 2 from those of version 1: new words, answers that were
// missing behind those that were there, and what does not apply left out.
func second() []Question {
	questions := slices.Concat(
		businessQuestions(),
		factorQuestions(ChapterMarketing, "S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "W1", "W2", "W3", "W4", "W5", "W6"),
		factorQuestions(ChapterMarket, "O1", "O2", "O3", "O4", "T1", "T2", "T3", "T4"))
	reworded := strings.Fields("education seller media craft sales assets obstacles S1 S2 S3 S4 S5 S7 S8 W1 W2 W3 W4 W5 O1 O2 O4 T1 T2 T3 T4")
	resaid := strings.Fields("S1 S4 S7 S8 W2 O1 O2 O4 T1 T2 T3 T4")
	imagined := strings.Fields("W1 W3 W4 T3 T4")
	redefined := strings.Fields("S1 S4 S8 W2 W5 T2")
	online := strings.Fields("S1 S2 S3 S4 S5 S6 S7 S8 W2 W5")
	for i := range questions {
		q := &questions[i]
		if slices.Contains(reworded, q.Code) {
			q.Edition = 2
		}
		if slices.Contains(resaid, q.Code) {
			q.Resaid = 2
		}
		q.Imagine = slices.Contains(imagined, q.Code)
		if slices.Contains(redefined, q.Code) {
			q.Since = 2
		}
		if slices.Contains(online, q.Code) {
			q.Unless = append(q.Unless, NoMedia)
		}
		switch q.Code {
		case "seller":
			q.Options = append(q.Options, "another")
		case "obstacles":
			q.Options = append(q.Options, "fraud", "delivery", NoneOption)
		case "W2":
			q.Long = false
		case "S8":
			q.Unless = append(q.Unless, NoOnlineBuyers)
		}
	}
	return questions
}

// Find returns the place of a question in the questionnaire, or -1.
func (r Release) Find(code string) int {
	return slices.IndexFunc(r.Questions, func(x Question) bool { return x.Code == code })
}
