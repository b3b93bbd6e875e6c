package questionnaire

// Answer is the answer to one question.
type Answer struct {
	Value   int    `json:"value,omitempty"` // the position, the bit mask or the region's code
	Text    string `json:"text,omitempty"`  // what was typed
	Skipped bool   `json:"skipped,omitempty"`
}

// Answers holds the answers of one interview by the questions' codes. A question without an entry
// is unanswered.
type Answers map[string]Answer
