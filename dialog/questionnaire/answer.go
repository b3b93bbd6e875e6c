package questionnaire

// Answer is what was answered to one question.
type Answer struct {
	Value   int    `json:"value,omitempty"` // the position, the bit mask or the region's code
	Text    string `json:"text,omitempty"`  // what was typed
	Skipped bool   `json:"skipped,omitempty"`
}

// Answers are the answers of one interview by the questions' codes. A question
// that is not in it is unanswered.
type Answers map[string]Answer
