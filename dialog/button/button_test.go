package button_test

import (
	"testing"

	"ikmbot/dialog/button"
)

func TestParse_ReadsWhatIsWritten(t *testing.T) {
	t.Parallel()
	for data, want := range map[string]button.Button{
		button.Data(button.Stop, ""):                                 {Verb: button.Stop},
		button.Data(button.Broadcast, "set", "rating", "S1-3") + "+": {Verb: button.Broadcast, Value: "set.rating.S1-3+"},
		button.Data(button.Inquiry, "take", button.ID(-7)):           {Verb: button.Inquiry, Value: "take.-7"},
		button.RunData(button.Answer, 2, "S1", "4"):                  {Verb: button.Answer, Run: 2, Question: "S1", Value: "4"},
		button.RunData(button.Finish, 1, "", ""):                     {Verb: button.Finish, Run: 1},
	} {
		if got, ok := button.Parse(data); !ok || got != want {
			t.Errorf("%q is read as %+v, %v; want %+v", data, got, ok, want)
		}
	}
}

func TestParse_RefusesEveryOtherForm(t *testing.T) {
	t.Parallel()
	for _, forged := range []string{"", "go", "a:1:S1", "a:1:S1:4:5", "a:x:S1:4", "a:99999999999999999999:S1:1", "a: 1:S1:4"} {
		if got, ok := button.Parse(forged); ok {
			t.Errorf("%q is read as %+v", forged, got)
		}
	}
}

func TestButton_ActionEndsAtTheFirstDot(t *testing.T) {
	t.Parallel()
	for value, want := range map[string][2]string{"": {}, "list": {"list", ""}, "set.cell.IV+": {"set", "cell.IV+"}, ".x": {"", "x"}} {
		action, argument := button.Button{Value: value}.Action()
		if action != want[0] || argument != want[1] {
			t.Errorf("%q is %q with %q, want %q", value, action, argument, want)
		}
	}
}
