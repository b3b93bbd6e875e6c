package complaint

import "ikmbot/dialog/say"

// Kind is what a buyer's complaint is about.
type Kind string

// The kinds of complaints.
const (
	Late    Kind = "late"    // not sent, not arrived, past the promised date
	Damaged Kind = "damaged" // it broke on the way
	Wrong   Kind = "wrong"   // not as in the picture; wrong item, colour, size or number
	Quality Kind = "quality" // poorly made, breaks early
	Price   Kind = "price"   // price, delivery cost or fees
	Rude    Kind = "rude"    // answered late, not at all or unkindly
	Refund  Kind = "refund"  // wants the money back
	Review  Kind = "review"  // criticised in public, or threatened with it
	Fraud   Kind = "fraud"   // feels cheated, or a fake account uses the name
)

// Kinds lists the kinds in the order of the buttons.
var Kinds = []Kind{
	Late, Damaged, Wrong, Quality, Price,
	Rude, Refund, Review, Fraud,
}

// Channel is where a complaint came in.
type Channel string

// The channels.
const (
	WhatsApp    Channel = "whatsapp"
	Social      Channel = "social" // Instagram, Facebook, TikTok
	Marketplace Channel = "marketplace"
	Face        Channel = "face" // face to face
)

// Channels lists the channels in the order of the buttons.
var Channels = []Channel{
	WhatsApp, Social, Marketplace, Face,
}

// Name returns the kind's name.
func (k Kind) Name() say.Text { return say.Message("complaint.kind." + string(k) + ".name") }

// About says in a sentence what belongs to the kind.
func (k Kind) About() say.Text { return say.Message("complaint.kind." + string(k) + ".about") }
