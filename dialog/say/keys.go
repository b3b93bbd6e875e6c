package say

import "ikmbot/dialog/button"

// Keys is a group of buttons that stand together in a keyboard.
type Keys struct {
	Choices []Choice `json:"choices"`
	Column  bool     `json:"column,omitempty"` // one a row; otherwise as many a row as their labels allow
}

// Choice is one button. Label is plain text, never markup.
type Choice struct {
	Label Text   `json:"label"`
	Data  string `json:"data,omitempty"` // the callback data, 1 to 64 bytes
	Copy  *Text  `json:"copy,omitempty"` // what a tap copies; beyond 256 UTF-16 units the button is left out
	Link  *Link  `json:"link,omitempty"` // opens an address
	Chat  bool   `json:"chat,omitempty"` // opens the private chat with the bot instead of answering
	Style Style  `json:"style,omitempty"`
	Tick  Tick   `json:"tick,omitempty"` // empty: it is no picking button
}

// Link is an address outside, and texts that are handed over to it: they follow the address,
// percent-encoded, with an empty line between two.
type Link struct {
	Address string `json:"address"`
	Texts   []Text `json:"texts,omitempty"`
}

// Style is a button's colour (Bot API 9.4), plain where it is empty.
type Style string

// The styles.
const (
	Primary Style = "primary"
	Success Style = "success"
	Danger  Style = "danger"
)

// Tick is whether the thing that a picking button stands for is picked.
type Tick string

// The ticks.
const (
	Picked   Tick = "picked"
	Unpicked Tick = "unpicked"
)

// Pick returns a button that picks or drops something. Its data ends with the state that a tap
// leads to, + for picked and - for dropped.
func Pick(label Text, picked bool, data string) Choice {
	if picked {
		return Choice{Label: label, Tick: Picked, Data: data + "-"}
	}
	return Choice{Label: label, Tick: Unpicked, Data: data + "+"}
}

// Row is a keyboard of one group of buttons.
func Row(choices ...Choice) []Keys { return []Keys{{Choices: choices}} }

// StopKeys returns the button below every message that the bot sends by itself, which stops these.
func StopKeys() []Keys {
	return Row(Choice{Label: Message("button.stop"), Data: button.Data(button.Stop, "")})
}
