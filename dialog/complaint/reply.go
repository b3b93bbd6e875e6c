package complaint

import (
	"unicode/utf16"

	"ikmbot/dialog/say"
)

// What a ready reply has room for, in UTF-16 units. A button copies [MostCopied] at most; the tests
// of the locales hold the words to the rest.
const (
	MostCopied  = 256
	MostBody    = 140 // thanks, apology and question, with a greeting that has no name in it
	MostAlso    = 60  // the sentence on a second kind
	MostPromise = 60  // the usual promise
	MostLabel   = 14  // what introduces a promise

	gap = 2 // the empty line before the promise
)

// Reply is the ready reply to the buyer in a language, whatever the owner's is: one text where a
// button can copy it, and otherwise two, of which the second is the promise. What was promised in
// another language is left to the usual promise.
func (c Complaint) Reply(l say.Language) []say.Text {
	words, length := say.Words(say.Text{Key: "complaint.default." + string(c.Kind) + ".promise", Language: l}), MostPromise
	if c.Promise != "" && c.Tongue == l {
		words, length = say.Raw(c.Promise), units(c.Promise)
	}
	promise := say.Text{Key: "complaint.promise", Language: l, Args: say.Args{"Promise": words}}
	body, room := c.body(l), MostCopied-MostBody-gap-MostLabel-length
	if !c.Public() {
		room -= units(c.Buyer)
	}
	if c.Also != "" {
		room -= MostAlso + 1
	}
	if room < 0 {
		return []say.Text{body, promise}
	}
	return []say.Text{{Key: "complaint.whole", Language: l, Args: say.Args{"Body": say.Words(body), "Promise": say.Words(promise)}}}
}

// body is what a reply says ahead of the promise.
func (c Complaint) body(l say.Language) say.Text {
	key := "complaint.reply." + string(c.Kind)
	if c.Kind == Review && !c.Public() {
		key = "complaint.reply.review_chat"
	}
	body := c.addressed(key, l)
	if c.Also == "" {
		return body
	}
	also := say.Text{Key: "complaint.also." + string(c.Also), Language: l}
	return say.Text{Key: "complaint.body_also", Language: l, Args: say.Args{"Body": say.Words(body), "Also": say.Words(also)}}
}

// Checked is the reply for when the complaint has been looked into: what the buyer can choose.
func (c Complaint) Checked(l say.Language) say.Text {
	return c.addressed("complaint.checked."+string(c.Kind), l)
}

// addressed is a message that greets the buyer. One that everybody reads has no name in it.
func (c Complaint) addressed(key string, l say.Language) say.Text {
	return say.Text{Key: key, Language: l, Args: say.Args{"Greeting": say.Words(greeting(c.Buyer, l))}}
}

func units(text string) int { return len(utf16.Encode([]rune(text))) }
