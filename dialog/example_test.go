package dialog_test

import (
	"fmt"

	"ikmbot/dialog"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// A person starts the bot, reads what is stored and agrees, and is asked the first question. What
// is said is told by the keys of its messages, and by what its buttons carry.
func ExampleDialog_Next() {
	jambi := dialog.Dialog{
		Languages: say.Languages{{Language: say.Indonesian}},
		Regions:   []say.Region{{Code: 1571, Name: "Kota Jambi"}, {}},
	}
	session := turn.Arrive(say.Indonesian)
	for _, event := range []turn.Event{
		{Kind: turn.CommandGiven, Command: say.CommandStart},
		{Kind: turn.Tapped, Data: "go:consent"},
		{Kind: turn.Tapped, Data: "consent:yes"},
		{Kind: turn.Typed, Text: "Batik  Sari"},
	} {
		var effects []turn.Effect
		var replies []say.Reply
		session, effects, replies = jambi.Next(session, event)
		for _, effect := range effects {
			fmt.Printf("%T\n", effect)
		}
		for _, reply := range replies {
			fmt.Println("  says", reply.Parts[len(reply.Parts)-1].Key)
			for _, group := range reply.Keys {
				for _, choice := range group.Choices {
					fmt.Println("    button", choice.Data)
				}
			}
		}
	}
	fmt.Println(session.Place, "after", session.Answers["name"].Text)
	// Output:
	// says chat.welcome
	//     button go:consent
	//   says chat.consent
	//     button consent:yes
	//     button consent:quiet
	//     button consent:no
	// interview.ConsentDecided
	// interview.Begun
	//   says interview.ask
	//     button s:1:name:
	//     button p:1:name:
	//     button w:1:name:
	// interview.Answered
	//   says interview.ask
	//     button a:1:region:1571
	//     button a:1:region:0
	//     button s:1:region:
	//     button b:1:region:
	//     button p:1:region:
	//     button w:1:region:
	// asking after Batik Sari
}
