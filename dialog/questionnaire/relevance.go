package questionnaire

import "slices"

// Reason is why a question does not apply. Table implication has the rating that its factor has
// instead of an answer.
type Reason string

// The reasons.
const (
	NoMedia        Reason = "no_media"         // the business uses no internet medium
	NoOnlineBuyers Reason = "no_online_buyers" // no buyer has come through the internet
)

// Holds reports whether the answers make it so. Where the question behind it is skipped or
// not answered, nothing is known, and everything is asked.
func (r Reason) Holds(of Answers) bool {
	switch r {
	case NoMedia:
		media := Newest().Questions[Newest().Find("media")]
		return of["media"].Value == media.OptionBit(NoneOption)
	case NoOnlineBuyers:
		return of["S1"].Value == 1
	}
	return false
}

// Decides reports whether the answer to a question decides which others apply.
func Decides(code string) bool { return code == "media" || code == "S1" }

// Implied is why a question does not apply, given the answers to the others; false where it is to be asked.
func (q Question) Implied(given Answers) (Reason, bool) {
	for _, reason := range q.Unless {
		if reason.Holds(given) {
			return reason, true
		}
	}
	return "", false
}

// Asked lists the questions that apply, given the answers.
func (r Release) Asked(given Answers) []Question {
	implied := func(q Question) bool { _, is := q.Implied(given); return is }
	if !slices.ContainsFunc(r.Questions, implied) {
		return r.Questions
	}
	return slices.DeleteFunc(slices.Clone(r.Questions), implied)
}

// Implied lists the codes of the questions that do not apply, given the answers.
func (r Release) Implied(given Answers) []string {
	var codes []string
	for _, q := range r.Questions {
		if _, implied := q.Implied(given); implied {
			codes = append(codes, q.Code)
		}
	}
	return codes
}

// Redefined lists the questions whose answers do not mean in the newest version what they meant
// in the first, in their order.
func Redefined() []Question {
	return slices.DeleteFunc(AllQuestions(), func(q Question) bool { return q.Since <= 1 })
}

// Said is the message of what was answered about a factor, as the version of the questionnaire
// puts it that asked.
func Said(version int, factor string, rating int) string {
	edition := 1
	if r, ok := Released(version); ok {
		if i := r.Find(factor); i >= 0 {
			edition = r.Questions[i].Resaid
		}
	}
	return "factor." + edited(factor, edition) + ".said." + string(rune('0'+rating))
}
