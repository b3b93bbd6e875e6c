package dialog

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
)

// Letter is what an owner writes to the officers, or an officer to an owner. Neither learns
// the other's Telegram account.
type Letter struct {
	Text  string // may be empty where there is a picture
	Photo string // Telegram's file id of a picture; empty: none
}

// Inquiry is what an owner asks the officers.
type Inquiry struct {
	Letter
	Follows int64 // the inquiry that it goes on from, or 0. It may be forged: it counts among the person's own only
}

// How much an owner can ask, so that the officers are not flooded.
const (
	MaxOpenInquiries  = 3 // without an answer yet, of the last two weeks
	MaxDailyInquiries = 5 // within 24 hours
)

// Limits of a letter, in UTF-16 units, as Telegram counts. What stands under a picture has less
// room: with all that is told of it, it must fit into a caption of 1024.
const (
	maxLetter       = 1500
	maxUnderPicture = 380
)

// How much of a letter is quoted, and of a letter or a name listed, in UTF-16 units.
const (
	maxQuote  = 100
	maxListed = 40
)

// The values of verbInquiry. Those with a parameter have it behind a dot.
const (
	inquiryAsk      = "ask"   // .id of the one that it follows, or 0
	inquiryAgree    = "agree" // to the consent that asking needs
	inquiryClose    = "close"
	inquiryList     = "list"
	inquiryShow     = "show"   // .id
	inquiryTake     = "take"   // .id
	inquiryReturn   = "return" // .id
	inquiryAnswer   = "answer" // .id
	inquiryBusiness = "of"     // .id: the result of whoever asks
)

// openInquiry asks what the owner wants to know; follows is the inquiry that it goes on from, or 0.
func (t *turn) openInquiry(mode Mode, follows int64) {
	t.s.Aside = Aside{Kind: AsideInquiry, ID: follows, Typing: true}
	switch {
	case t.s.Stopped:
		t.s.Aside = Aside{}
		t.reply(mode, t.wayBack(), say("inquiry.stopped"))
	case !t.s.consented():
		t.s.Aside.Typing = false
		t.reply(mode, []Keys{{Column: true, Choices: []Choice{
			{Label: say("button.agree_and_ask"), Data: data(verbInquiry, inquiryAgree), Style: Success},
			{Label: say("button.inquiry_close"), Data: data(verbInquiry, inquiryClose)},
		}}}, say("inquiry.needs_consent"), t.consentText())
	case follows != 0:
		t.reply(mode, closeInquiry(), say("inquiry.ask_on"))
	default:
		t.reply(mode, closeInquiry(), say("inquiry.ask"))
	}
}

func closeInquiry() []Keys {
	return row(Choice{Label: say("button.inquiry_close"), Data: data(verbInquiry, inquiryClose)})
}

// corresponds takes what an officer answers or an owner asks; false where it is neither.
func (t *turn) corresponds(e Event) bool {
	switch {
	case e.Inquiry != 0:
		t.answers(e.Inquiry, e, nil)
	case t.s.Aside.Kind == AsideAnswer && t.s.Officer != nil:
		t.answers(t.s.Aside.ID, e, closeInquiry())
	case t.s.Aside.Kind == AsideInquiry && t.s.Aside.Typing:
		t.asks(e)
	default:
		return false
	}
	return true
}

// asks takes what the owner wants to know. What can't be sent leaves the place open for another try.
func (t *turn) asks(e Event) {
	letter, fault := letterOf(e)
	if fault != nil {
		t.reply(Send, closeInquiry(), *fault)
		return
	}
	t.note(InquiryAsked{Inquiry{letter, t.s.Aside.ID}})
	t.s.Aside = Aside{}
	t.add(Reply{Need: &Need{Kind: NeedAsked}, Keys: t.wayBack()})
}

// letterOf reads a letter, or says why it is none.
func letterOf(e Event) (Letter, *Text) {
	letter, most := Letter{Text: lines(e.Text)}, maxLetter
	if e.Media != nil && e.Media.Kind == MediaPhoto {
		letter.Photo, most = e.Media.File, maxUnderPicture
	}
	switch {
	case e.Kind == ContentSent && letter.Photo == "", letter == Letter{}:
		return Letter{}, &Text{Key: "inquiry.text_or_photo"}
	case len(utf16.Encode([]rune(letter.Text))) > most:
		return Letter{}, &Text{Key: "inquiry.too_long", Args: Args{"Max": Count(most)}}
	}
	return letter, nil
}

// lines makes what was typed fit to be shown: each line as oneLine has it, and no more than
// one empty line between two.
func lines(text string) string {
	var kept []string
	for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		line = oneLine(line)
		if line != "" || len(kept) > 0 && kept[len(kept)-1] != "" {
			kept = append(kept, line)
		}
	}
	return strings.TrimRightFunc(strings.Join(kept, "\n"), unicode.IsSpace)
}

// quote is the beginning of a letter in one line.
func (l Letter) quote(most int) Value {
	if l.Text == "" {
		return Words(say("inquiry.photo"))
	}
	return Raw(cut(oneLine(l.Text), most))
}

// cut is a text without what goes past so many UTF-16 units.
func cut(text string, most int) string {
	units := 0
	for i, r := range text {
		if units += utf16.RuneLen(r); units > most {
			return strings.TrimSpace(text[:i]) + "…"
		}
	}
	return text
}

// tappedInquiry takes a tap on a button of an inquiry. Only officers have most of them; to
// others they are old ones.
func (t *turn) tappedInquiry(p tap) {
	action, argument := p.action()
	id, err := strconv.ParseInt(argument, 10, 64)
	switch {
	case action == inquiryAsk && err == nil && id >= 0:
		t.openInquiry(Send, id)
	case action == inquiryAgree && t.before.Kind == AsideInquiry:
		t.agree()
		t.openInquiry(Edit, t.before.ID)
	case action == inquiryClose:
		t.back(Edit)
	case action == inquiryList && t.s.Officer != nil:
		t.listInquiries()
	case t.s.Officer != nil && id > 0 && t.handleInquiry(action, id):
	default:
		t.toast("toast.old_button")
	}
}

// Asked is what became of something that was asked.
type Asked struct {
	Open     bool // refused: too many wait for an answer
	Daily    bool // refused: too many within a day
	Officers int  // who have got it
	Region   Region
	Known    bool // Region is known
}

// Tell tells the owner.
func (a *Asked) Tell(r Reply) Reply {
	switch {
	case a.Open:
		r.Parts = []Text{{Key: "inquiry.too_many_open", Args: Args{"Max": Count(MaxOpenInquiries)}}}
	case a.Daily:
		r.Parts = []Text{{Key: "inquiry.too_many_today", Args: Args{"Max": Count(MaxDailyInquiries)}}}
	case a.Officers == 0:
		r.Parts = []Text{say("inquiry.kept")}
	case a.Known:
		r.Parts = []Text{{Key: "inquiry.sent", Args: Args{"Region": Words(a.Region.text())}}}
	default:
		r.Parts = []Text{say("inquiry.sent_anywhere")}
	}
	return r
}

// AnswerReply brings an officer's answer to whoever asked.
func AnswerReply(l Language, inquiry int64, asked, answer Letter) Reply {
	r := Reply{Language: l, Answers: inquiry, Keys: row(Choice{
		Label: say("button.ask_on"), Data: data(verbInquiry, inquiryAsk, dataID(inquiry))})}
	r.Parts = []Text{{Key: "inquiry.answer", Args: Args{"Question": asked.quote(maxQuote)}}}
	return r.with(answer)
}

// with puts a letter below what the reply says.
func (r Reply) with(letter Letter) Reply {
	if letter.Text != "" {
		r.Parts = append(r.Parts, Text{Key: "inquiry.letter", Args: Args{"Text": Raw(letter.Text)}})
	}
	r.Photo = letter.Photo
	return r
}
