package outgoing

import (
	"net/url"
	"strings"
	"unicode/utf16"

	"github.com/go-telegram/bot/models"

	"ikmbot/dialog/say"
	"ikmbot/locales/speech"
)

// Keyboard lays out a reply's buttons for a narrow phone; nil if it has none.
func Keyboard(say *speech.Speaker, r say.Reply) *models.InlineKeyboardMarkup {
	var rows [][]models.InlineKeyboardButton
	for _, group := range r.Keys {
		buttons := make([]models.InlineKeyboardButton, 0, len(group.Choices))
		widest := 0.0
		for _, c := range group.Choices {
			made, fits := button(say, r.Language, c)
			if !fits {
				continue
			}
			buttons = append(buttons, made)
			widest = max(widest, labelWidth(made.Text))
		}
		rows = append(rows, split(buttons, perRow(group.Column, widest))...)
	}
	if rows == nil {
		return nil
	}
	return &models.InlineKeyboardMarkup{InlineKeyboard: rows}
}

// maxCopy is the length of the longest text that a button can copy, in UTF-16 units.
const maxCopy = 256

// button makes one button; false if the text that it copies is too long for a button. That text
// can still be copied from the message.
func button(say *speech.Speaker, l say.Language, c say.Choice) (models.InlineKeyboardButton, bool) {
	button := models.InlineKeyboardButton{
		Text:         say.Label(l, c),
		CallbackData: c.Data,
		Style:        string(c.Style),
	}
	if c.Chat {
		button.URL = say.Link
	}
	if c.Link != nil {
		button.URL = address(say, l, *c.Link)
	}
	if c.Copy == nil {
		return button, true
	}
	button.CopyText = &models.CopyTextButton{Text: say.Plain(l, *c.Copy)}
	return button, len(utf16.Encode([]rune(button.CopyText.Text))) <= maxCopy
}

// address is where a link leads, with the texts that it hands over behind it.
func address(speaker *speech.Speaker, l say.Language, link say.Link) string {
	if len(link.Texts) == 0 {
		return link.Address
	}
	return link.Address + strings.ReplaceAll(url.QueryEscape(speaker.Plain(l, link.Texts...)), "+", "%20")
}

// split breaks buttons into rows of at most n, as equal as possible.
func split(buttons []models.InlineKeyboardButton, n int) [][]models.InlineKeyboardButton {
	if len(buttons) == 0 {
		return nil
	}
	count := (len(buttons) + n - 1) / n
	each := (len(buttons) + count - 1) / count
	var rows [][]models.InlineKeyboardButton
	for len(buttons) > each {
		rows = append(rows, buttons[:each])
		buttons = buttons[each:]
	}
	return append(rows, buttons)
}
