package dialog

import (
	"testing"

	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// TestSession_NeverAsksAnotherVersionsQuestions takes a turn of an interview whose questionnaire
// the program lacks.
func TestSession_NeverAsksAnotherVersionsQuestions(t *testing.T) {
	t.Parallel()
	s := turn.Session{Language: say.Indonesian, Place: turn.PlaceAsking, Run: 1, Version: 99}
	for what, e := range map[string]turn.Event{"continue": {Kind: turn.CommandGiven, Command: say.CommandContinue}, "text": {Kind: turn.Typed, Text: "Batik"}} {
		func() {
			defer func() {
				const want = "interview 1 has version 99 of the questionnaire, which this program does not have"
				if got := recover(); got != want {
					t.Errorf("%s: %v, want %q", what, got, want)
				}
			}()
			Dialog{}.Next(s, e)
		}()
	}
	if _, _, replies := (Dialog{}).Next(s, turn.Event{Kind: turn.CommandGiven, Command: say.CommandDelete}); len(replies) != 1 || replies[0].Parts[0].Key != "chat.ask_erase" {
		t.Errorf("nothing can be erased: %+v", replies)
	}
}
