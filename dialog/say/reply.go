package say

// Mode tells how a reply reaches the person.
type Mode int

// The modes.
const (
	Send  Mode = iota // as a message of its own
	Edit              // in place of the message whose button was tapped
	Toast             // as the short notice that answers a tap; it is never stored
)

// Reply is something said to a person.
type Reply struct {
	Mode     Mode      `json:"mode,omitempty"`
	Language Language  `json:"language"`
	Parts    []Text    `json:"parts,omitempty"`    // paragraphs
	Keys     []Keys    `json:"keys,omitempty"`     // the inline keyboard
	Need     *Need     `json:"-"`                  // figures that are still to be filled in
	Picture  *Picture  `json:"picture,omitempty"`  // drawn when it is sent; Parts are its caption
	Document *Document `json:"document,omitempty"` // made when it is sent; Parts are its caption
	Report   *Report   `json:"report,omitempty"`   // figures over many businesses that it is filled with when it is sent
	// Broadcast is written out when it is sent, as one recipient gets it, with its own buttons.
	Broadcast *BroadcastCopy `json:"broadcast,omitempty"`
	Typed     bool           `json:"typed,omitempty"` // it is to be answered by typing
	Photo     string         `json:"photo,omitempty"` // Telegram's file id of a picture; Parts stand under it
	// Inquiry is told to an officer as it is when the reply is sent, 0: none.
	Inquiry int64 `json:"inquiry,omitempty"`
	// Answers is the inquiry that the reply answers, 0: none. Its officer is told where it can't be delivered.
	Answers int64 `json:"answers,omitempty"`
	// Back stands for what belongs to the place where the person stands, Parts being said ahead of
	// it. No reply that is given out has it.
	Back bool `json:"-"`
	Menu Menu `json:"menu,omitempty"` // no message: the commands that the chat's menu offers from now on
}
