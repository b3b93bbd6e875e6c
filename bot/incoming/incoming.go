// Package incoming turns Telegram's updates into events of the conversation.
package incoming

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/go-telegram/bot/models"

	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	"ikmbot/locales"
	"ikmbot/locales/speech"
	"ikmbot/scoring/store"
)

// Decoder decodes updates.
type Decoder struct {
	Catalog *locales.Catalog
	Name    string // the bot's username, which commands in a group may address

	commands speech.Commands
}

// New makes a decoder that knows the commands of all languages of a catalog.
func New(catalog *locales.Catalog) *Decoder {
	return &Decoder{Catalog: catalog, commands: speech.NewCommands(catalog)}
}

// update is models.Update, except that of a tapped button only the fields that the bot uses are
// decoded. Telegram sends the whole message with it, keyboard included, and decoding that would
// take several times as long.
type update struct {
	models.Update
	CallbackQuery *struct {
		ID      string      `json:"id"`
		From    models.User `json:"from"`
		Data    string      `json:"data"`
		Message *struct {
			ID   int         `json:"message_id"`
			Chat models.Chat `json:"chat"`
		} `json:"message"`
	} `json:"callback_query"`
}

// Decode decodes one update. If the library can't decode it, the result has a Fault and as much as
// can be read, so that the sender can be told.
func (r *Decoder) Decode(raw json.RawMessage) store.Inbound {
	var u update
	if err := json.Unmarshal(raw, &u); err != nil {
		return r.salvage(raw, err)
	}
	in := store.Inbound{Update: u.ID, Raw: raw}
	switch {
	case u.CallbackQuery != nil:
		r.readTap(&in, &u)
	case u.Message != nil:
		r.readMessage(&in, u.Message)
	case u.EditedMessage != nil && u.EditedMessage.Chat.Type == models.ChatTypePrivate && u.EditedMessage.From != nil:
		in.Chat, in.Language = u.EditedMessage.Chat.ID, r.languageOf(u.EditedMessage.From)
		in.Event = turn.Event{Kind: turn.MessageEdited}
	case u.MyChatMember != nil && u.MyChatMember.Chat.Type == models.ChatTypePrivate:
		in.Chat, in.Language = u.MyChatMember.Chat.ID, r.languageOf(&u.MyChatMember.From)
		in.Event = turn.Event{Kind: turn.BotUnblocked}
		if u.MyChatMember.NewChatMember.Type == models.ChatMemberTypeBanned {
			in.Event.Kind = turn.BotBlocked
		}
	}
	return in
}

// salvage reads the little that is needed to set an update aside, and to erase it together with
// the sender's other data.
func (r *Decoder) salvage(raw json.RawMessage, fault error) store.Inbound {
	type message struct {
		Chat struct {
			ID   int64           `json:"id"`
			Type models.ChatType `json:"type"`
		} `json:"chat"`
		From models.User `json:"from"`
	}
	var u struct {
		ID       int64   `json:"update_id"`
		Message  message `json:"message"`
		Edited   message `json:"edited_message"`
		Member   message `json:"my_chat_member"`
		Callback struct {
			ID   string      `json:"id"`
			From models.User `json:"from"`
		} `json:"callback_query"`
	}
	in := store.Inbound{Raw: raw, Fault: fmt.Errorf("decode: %w", fault)}
	// Unmarshal fills in what it can read even when it fails.
	if err := json.Unmarshal(raw, &u); err != nil && u.ID == 0 {
		in.Fault = errors.Join(in.Fault, err)
	}
	in.Update = u.ID
	for _, m := range []message{u.Message, u.Edited, u.Member} {
		if m.Chat.Type == models.ChatTypePrivate {
			in.Chat, in.Language = m.Chat.ID, r.languageOf(&m.From)
		}
	}
	if u.Callback.From.ID != 0 {
		in.Callback, in.Chat, in.Language = u.Callback.ID, u.Callback.From.ID, r.languageOf(&u.Callback.From)
	}
	return in
}

// readTap reads a tap on a button. A message that is too old for Telegram to include it still comes
// with its number.
func (r *Decoder) readTap(in *store.Inbound, u *update) {
	tap := u.CallbackQuery
	in.Callback = tap.ID
	if tap.Message == nil || tap.Message.Chat.ID != tap.From.ID {
		return // a button in a group or of an inline message: the bot makes none there
	}
	in.Chat, in.Message, in.Language = tap.Message.Chat.ID, tap.Message.ID, r.languageOf(&tap.From)
	in.Event = turn.Event{Kind: turn.Tapped, Data: tap.Data}
}

// readMessage reads a message of a person.
func (r *Decoder) readMessage(in *store.Inbound, m *models.Message) {
	if m.From == nil || m.From.IsBot {
		return
	}
	event := r.eventOf(m)
	if m.ReplyToMessage != nil {
		event.ReplyTo, event.Replied = m.ReplyToMessage.ID, replied(m)
	}
	event.Forwarded = m.ForwardOrigin != nil
	switch m.Chat.Type {
	case models.ChatTypePrivate:
		in.Chat, in.Event = m.Chat.ID, event
	case models.ChatTypeGroup, models.ChatTypeSupergroup:
		if event.Kind == turn.CommandGiven && r.isAddressed(m.Text) {
			in.Chat, in.Event, in.Group = m.Chat.ID, event, true
		}
	}
	in.Language = r.languageOf(m.From)
}

// replied reads the message that a message replies to. Only the bot's own have buttons.
func replied(m *models.Message) turn.Replied {
	original := m.ReplyToMessage
	r := turn.Replied{Text: cmp.Or(original.Text, original.Caption), Own: original.From != nil && original.From.ID == m.From.ID}
	if r.Own || original.ReplyMarkup == nil {
		return r
	}
	for _, row := range original.ReplyMarkup.InlineKeyboard {
		for _, b := range row {
			if b.CallbackData != "" {
				r.Buttons = append(r.Buttons, b.CallbackData)
			}
		}
	}
	return r
}

// isAddressed reports whether a command in a group is for this bot and no other.
func (r *Decoder) isAddressed(text string) bool {
	name, _, _ := strings.Cut(text, " ")
	_, addressee, named := strings.Cut(name, "@")
	return !named || strings.EqualFold(addressee, r.Name)
}

func (r *Decoder) eventOf(m *models.Message) turn.Event {
	switch {
	case strings.HasPrefix(m.Text, "/"):
		return turn.Event{Kind: turn.CommandGiven, Command: r.commands.Find(commandName(m.Text)), Payload: payload(m.Text)}
	case m.Text != "":
		return turn.Event{Kind: turn.Typed, Text: m.Text, Markup: markup(m.Text, m.Entities)}
	case m.Voice != nil:
		return turn.Event{Kind: turn.ContentSent, Content: turn.Voice, Voice: m.Voice.FileID, Text: m.Caption}
	case m.VideoNote != nil || m.Audio != nil:
		return turn.Event{Kind: turn.ContentSent, Content: turn.Voice}
	case len(m.Photo) > 0:
		// Telegram lists the sizes of the photo, the smallest first.
		return captioned(m, turn.Photo, say.MediaPhoto, m.Photo[len(m.Photo)-1].FileID)
	case m.Document != nil:
		return captioned(m, turn.Another, say.MediaDocument, m.Document.FileID)
	case m.Sticker != nil:
		return turn.Event{Kind: turn.ContentSent, Content: turn.Sticker}
	case m.PinnedMessage != nil || m.MessageAutoDeleteTimerChanged != nil:
		return turn.Event{} // a notice by Telegram about the chat
	}
	return turn.Event{Kind: turn.ContentSent, Content: turn.Another}
}

// captioned is the event of a file and the caption under it.
func captioned(m *models.Message, content turn.Content, kind say.MediaKind, file string) turn.Event {
	return turn.Event{
		Kind: turn.ContentSent, Content: content, Media: &say.Media{Kind: kind, File: file},
		Text: m.Caption, Markup: markup(m.Caption, m.CaptionEntities),
	}
}

// commandName takes "mulai" out of "/Mulai@name payload". It looks at the text alone, because the
// entities may be forged.
func commandName(text string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(text, "/"), " ")
	name, _, _ = strings.Cut(name, "@")
	return strings.ToLower(strings.TrimSpace(name))
}

// payload takes "payload" out of "/start payload": the parameter of the link that started the bot.
func payload(text string) string {
	_, rest, _ := strings.Cut(text, " ")
	return strings.TrimSpace(rest)
}

// languageOf chooses the language in which a person is greeted.
func (r *Decoder) languageOf(u *models.User) say.Language {
	return say.Language(r.Catalog.Greeting(u.LanguageCode))
}
