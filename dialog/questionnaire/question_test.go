package questionnaire_test

import (
	"testing"

	"ikmbot/dialog/questionnaire"
)

// TestQuestion_ReadsWhatItWrites writes every possible answer and reads it back.
func TestQuestion_ReadsWhatItWrites(t *testing.T) {
	t.Parallel()
	for _, q := range questionnaire.AllQuestions() {
		values := []int{1571}
		switch q.Kind {
		case questionnaire.FreeText:
			continue
		case questionnaire.OneOf:
			values = nil
			for i := range q.Options {
				values = append(values, i+1)
			}
		case questionnaire.SomeOf:
			values = nil
			none := q.OptionBit(questionnaire.NoneOption)
			for mask := range 1 << len(q.Options) {
				alone := mask == none || mask&none == 0
				if alone && (mask > 0 || q.MayPickNothing()) {
					values = append(values, mask)
				}
			}
		}
		for _, value := range values {
			if got, ok := q.Read(q.Written(value)); !ok || got != value {
				t.Errorf("%s: %d is written %q and read as %d, %v", q.Code, value, q.Written(value), got, ok)
			}
		}
	}
}

func TestQuestion_RefusesWhatIsNoAnswer(t *testing.T) {
	t.Parallel()
	for _, q := range questionnaire.AllQuestions() {
		for _, written := range []string{"", "-", "5", "whatsapp whatsapp", "whatsapp none", "batik wood", "1571 "} {
			if value, ok := q.Read(written); ok && (q.Kind != questionnaire.RegionOf || written != "5") {
				t.Errorf("%s reads %q as %d", q.Code, written, value)
			}
		}
	}
}
