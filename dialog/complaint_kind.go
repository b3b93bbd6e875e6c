package dialog

// ComplaintKind names what a buyer's complaint is about.
type ComplaintKind string

// The kinds of complaints.
const (
	ComplaintLate    ComplaintKind = "late"    // not sent, not arrived, past the promised date
	ComplaintDamaged ComplaintKind = "damaged" // it broke on the way
	ComplaintWrong   ComplaintKind = "wrong"   // not as in the picture; wrong item, colour, size or number
	ComplaintQuality ComplaintKind = "quality" // poorly made, breaks early
	ComplaintPrice   ComplaintKind = "price"   // price, delivery cost or fees
	ComplaintRude    ComplaintKind = "rude"    // answered late, not at all or unkindly
	ComplaintRefund  ComplaintKind = "refund"  // wants the money back
	ComplaintReview  ComplaintKind = "review"  // said badly of in public, or threatened with it
	ComplaintFraud   ComplaintKind = "fraud"   // feels cheated, or a false account uses the name
)

// ComplaintKinds lists the kinds in the order of the buttons.
var ComplaintKinds = []ComplaintKind{
	ComplaintLate, ComplaintDamaged, ComplaintWrong, ComplaintQuality, ComplaintPrice,
	ComplaintRude, ComplaintRefund, ComplaintReview, ComplaintFraud,
}

// ComplaintChannel names where a complaint came in.
type ComplaintChannel string

// The channels.
const (
	ComplaintWhatsApp    ComplaintChannel = "whatsapp"
	ComplaintSocial      ComplaintChannel = "social" // Instagram, Facebook, TikTok
	ComplaintMarketplace ComplaintChannel = "marketplace"
	ComplaintFace        ComplaintChannel = "face" // face to face
)

// ComplaintChannels lists the channels in the order of the buttons.
var ComplaintChannels = []ComplaintChannel{
	ComplaintWhatsApp, ComplaintSocial, ComplaintMarketplace, ComplaintFace,
}
