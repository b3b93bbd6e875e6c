package say

// Mode is how a reply reaches the person.
type Mode int

// The modes.
const (
	Send  Mode = iota // as a message of its own
	Edit              // replaces the message whose button was tapped
	Toast             // as the short notice that answers a tap; it is never stored
)

// Reply is something said to a person.
type Reply struct {
	Mode     Mode      `json:"mode,omitempty"`
	Language Language  `json:"language"`
	Parts    []Text    `json:"parts,omitempty"`    // paragraphs
	Keys     []Keys    `json:"keys,omitempty"`     // the inline keyboard
	Need     *Need     `json:"-"`                  // figures that are still to be read
	Picture  *Picture  `json:"picture,omitempty"`  // drawn when it is sent; Parts are its caption
	Document *Document `json:"document,omitempty"` // made when it is sent; Parts are its caption
	Report   *Report   `json:"report,omitempty"`   // figures of many businesses that are read when it is sent
	// Broadcast is rendered when it is sent, as one recipient gets it, with its own buttons.
	Broadcast *BroadcastCopy `json:"broadcast,omitempty"`
	Typed     bool           `json:"typed,omitempty"` // the person is to answer by typing
	Photo     string         `json:"photo,omitempty"` // Telegram's file id of a picture; Parts are its caption
	Voice     string         `json:"voice,omitempty"` // Telegram's file id of a voice note; Parts are its caption
	// Inquiry is the inquiry whose card this is, 0: none. The card shows its state when it is sent.
	Inquiry int64 `json:"inquiry,omitempty"`
	// Answers is the inquiry that the reply answers, 0: none. Its officer is told if it can't be
	// delivered.
	Answers int64 `json:"answers,omitempty"`
	// Back stands for what belongs to the person's current place; Parts come before it. No reply
	// that leaves the package dialog has it.
	Back bool `json:"-"`
	Menu Menu `json:"menu,omitempty"` // no message: the commands that the chat's menu offers from now on
}
