package dialog_test

import (
	"fmt"

	"ikmbot/dialog"
	"ikmbot/dialog/button"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// Somebody opens the bot and begins. Replies are message keys, whose words are in locales; effects
// are what the store writes down.
func ExampleDialog_Next() {
	d := dialog.Dialog{Languages: languages}
	session := turn.Arrive("en")
	for _, event := range []turn.Event{
		{Kind: turn.CommandGiven, Command: say.CommandStart},
		{Kind: turn.Tapped, Data: button.Data(button.Go, button.GoConsent)},
		{Kind: turn.Tapped, Data: button.Data(button.Consent, button.Yes)},
	} {
		next, effects, replies := d.Next(session, event)
		for _, e := range effects {
			fmt.Printf("! %T\n", e)
		}
		for _, r := range replies {
			for _, part := range r.Parts {
				fmt.Println("<", part.Key)
			}
			for _, keys := range r.Keys {
				for _, choice := range keys.Choices {
					fmt.Printf("    [%s] %s\n", choice.Label.Key, choice.Data)
				}
			}
		}
		session = next
	}
	// Output:
	// < chat.welcome
	//     [button.to_consent] go:consent
	//     [language.name_id] lang:id
	// < consent.head
	// < consent.short
	// < consent.ask
	//     [button.consent_yes] consent:yes
	//     [button.consent_quiet] consent:quiet
	//     [button.consent_terms] go:terms
	//     [button.consent_no] consent:no
	// ! interview.ConsentDecided
	// ! interview.Begun
	// < interview.progress_left
	// < interview.chapter
	// < interview.ask
	//     [button.skip] s:1:name:
	//     [button.pause] p:1:name:
	//     [button.why] w:1:name:
}
