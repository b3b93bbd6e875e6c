package questionnaire

import "slices"

// Release is one released version of the questions. An interview keeps the version that it began
// with, so that a change does not affect one under way.
type Release struct {
	Version   int
	Questions []Question
}

// Releases holds every released version, the newest last.
var Releases = []Release{{Version: 1, Questions: slices.Concat(
	businessQuestions(),
	factorQuestions(ChapterMarketing, "S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "W1", "W2", "W3", "W4", "W5", "W6"),
	factorQuestions(ChapterMarket, "O1", "O2", "O3", "O4", "T1", "T2", "T3", "T4"),
)}}

// AllQuestions returns the questions of all versions, each code once, in the order of their
// release.
func AllQuestions() []Question {
	var all []Question
	known := map[string]bool{}
	for _, version := range Releases {
		for _, q := range version.Questions {
			if !known[q.Code] {
				known[q.Code] = true
				all = append(all, q)
			}
		}
	}
	return all
}

// Newest returns the questionnaire that a new interview begins with.
func Newest() Release { return Releases[len(Releases)-1] }

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

// factorQuestions makes the questions about SWOT factors: four answers each, whose positions are
// the ratings 1 to 4.
func factorQuestions(chapter Chapter, codes ...string) []Question {
	long := []string{"S2", "W2", "O4", "T2"}
	questions := make([]Question, len(codes))
	for i, code := range codes {
		questions[i] = Question{Code: code, Chapter: chapter, Options: []string{"1", "2", "3", "4"}, Long: slices.Contains(long, code)}
	}
	return questions
}

// Find returns the place of a question in the questionnaire, or -1.
func (q Release) Find(code string) int {
	return slices.IndexFunc(q.Questions, func(x Question) bool { return x.Code == code })
}
