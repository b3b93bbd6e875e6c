// Package incoming reads what Telegram tells the bot: an update becomes an event of the conversation.
package incoming

import (
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

// Reader reads updates.
type Reader struct {
	Catalog *locales.Catalog
	Name    string // the bot's username, by which commands in a group name it

	commands speech.Commands
}

// New makes a reader of whatever languages a catalog has.
func New(catalog *locales.Catalog) *Reader {
	return &Reader{Catalog: catalog, commands: speech.NewCommands(catalog)}
}

// update is an update of which, for a tap, only what the bot uses is decoded: the message that
// was tapped comes whole, keyboard and all, and would take several times as long.
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

// Read reads one update. One that the library can't decode keeps what can be
// read of it, so that its sender can be told.
func (r *Reader) Read(raw json.RawMessage) store.Inbound {
	var u update
	if err := json.Unmarshal(raw, &u); err != nil {
		return r.undecoded(raw, err)
	}
	in := store.Inbound{Update: u.ID, Raw: raw}
	switch {
	case u.CallbackQuery != nil:
		r.tapped(&in, &u)
	case u.Message != nil:
		r.wrote(&in, u.Message)
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

// undecoded reads the little that is needed to set an update aside, and to erase it
// with whatever else there is of its sender.
func (r *Reader) undecoded(raw json.RawMessage, fault error) store.Inbound {
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
	// What could be read is filled in even where there is an error.
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

// tapped reads a tap on a button. The message may be too old for Telegram to show it; its number
// is known all the same.
func (r *Reader) tapped(in *store.Inbound, u *update) {
	tap := u.CallbackQuery
	in.Callback = tap.ID
	if tap.Message == nil || tap.Message.Chat.ID != tap.From.ID {
		return // a button in a group or of an inline message: the bot has none there
	}
	in.Chat, in.Message, in.Language = tap.Message.Chat.ID, tap.Message.ID, r.languageOf(&tap.From)
	in.Event = turn.Event{Kind: turn.Tapped, Data: tap.Data}
}

// wrote reads a message.
func (r *Reader) wrote(in *store.Inbound, m *models.Message) {
	if m.From == nil || m.From.IsBot {
		return
	}
	event := r.eventOf(m)
	if m.ReplyToMessage != nil {
		event.ReplyTo = m.ReplyToMessage.ID
	}
	switch m.Chat.Type {
	case models.ChatTypePrivate:
		in.Chat, in.Event = m.Chat.ID, event
	case models.ChatTypeGroup, models.ChatTypeSupergroup:
		if event.Kind == turn.CommandGiven && r.meant(m.Text) {
			in.Chat, in.Event, in.Group = m.Chat.ID, event, true
		}
	}
	in.Language = r.languageOf(m.From)
}

// meant reports whether a command in a group is for this bot and no other.
func (r *Reader) meant(text string) bool {
	name, _, _ := strings.Cut(text, " ")
	_, addressee, named := strings.Cut(name, "@")
	return !named || strings.EqualFold(addressee, r.Name)
}

func (r *Reader) eventOf(m *models.Message) turn.Event {
	switch {
	case strings.HasPrefix(m.Text, "/"):
		return turn.Event{Kind: turn.CommandGiven, Command: r.commands.Find(commandName(m.Text)), Payload: payload(m.Text)}
	case m.Text != "":
		return turn.Event{Kind: turn.Typed, Text: m.Text, Markup: markup(m.Text, m.Entities)}
	case m.Voice != nil || m.VideoNote != nil || m.Audio != nil:
		return turn.Event{Kind: turn.ContentSent, Content: turn.Voice}
	case len(m.Photo) > 0:
		// Telegram gives the sizes that it keeps, the smallest first.
		return captioned(m, turn.Photo, say.MediaPhoto, m.Photo[len(m.Photo)-1].FileID)
	case m.Document != nil:
		return captioned(m, turn.Another, say.MediaDocument, m.Document.FileID)
	case m.Sticker != nil:
		return turn.Event{Kind: turn.ContentSent, Content: turn.Sticker}
	case m.PinnedMessage != nil || m.MessageAutoDeleteTimerChanged != nil:
		return turn.Event{} // Telegram tells of something done to the chat
	}
	return turn.Event{Kind: turn.ContentSent, Content: turn.Another}
}

// captioned is a file with what stands under it.
func captioned(m *models.Message, content turn.Content, kind say.MediaKind, file string) turn.Event {
	return turn.Event{
		Kind: turn.ContentSent, Content: content, Media: &say.Media{Kind: kind, File: file},
		Text: m.Caption, Markup: markup(m.Caption, m.CaptionEntities),
	}
}

// commandName takes "mulai" out of "/Mulai@name payload". It goes by the text: the
// offsets of entities count UTF-16 units and may be forged.
func commandName(text string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(text, "/"), " ")
	name, _, _ = strings.Cut(name, "@")
	return strings.ToLower(strings.TrimSpace(name))
}

// payload takes "payload" out of "/start payload": what the link held that the bot was started by.
func payload(text string) string {
	_, behind, _ := strings.Cut(text, " ")
	return strings.TrimSpace(behind)
}

// languageOf chooses the language that somebody is greeted in.
func (r *Reader) languageOf(u *models.User) say.Language {
	return say.Language(r.Catalog.Greeting(u.LanguageCode))
}
