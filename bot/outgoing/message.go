package outgoing

import (
	"context"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"ikmbot/bot/client"
	"ikmbot/bot/delivery"
	"ikmbot/dialog/say"
	"ikmbot/locales/speech"
	"ikmbot/scoring/store"
)

// calls makes the Bot API calls for replies that are filled in. The calls that most turns need go
// through [client.Client.Call], which is faster than the library; all others use the library.
type calls struct {
	client *client.Client
	api    *bot.Bot
	say    *speech.Speaker
	paid   bool // pay for messages over the free rate
}

var noPreview = &models.LinkPreviewOptions{IsDisabled: bot.True()}

// textOf is a reply's text, with markup unless Telegram could not read that.
func (c calls) textOf(m delivery.Message, r say.Reply) (string, models.ParseMode) {
	text := c.say.HTML(r.Language, r.Parts)
	if m.Plain {
		return say.Plain(text), ""
	}
	return text, models.ParseModeHTML
}

// write sends a message, or edits the one that is to be edited, and returns its number. If
// Telegram no longer has the picture, the text goes without it.
func (c calls) write(ctx context.Context, m delivery.Message, out store.Outgoing) (int, error) {
	switch {
	case out.Reply.Photo != "" && !m.Fresh:
		sent, err := c.photo(ctx, m, out, &models.InputFileString{Data: out.Reply.Photo})
		if err != nil {
			return 0, err
		}
		return sent.ID, nil
	case out.Reply.Voice != "" && !m.Fresh:
		return c.voice(ctx, m, out)
	case out.Message != 0 && !m.Fresh:
		return out.Message, c.edit(ctx, m, out)
	}
	return c.send(ctx, m, out)
}

// send sends a text and returns the number of the message.
func (c calls) send(ctx context.Context, m delivery.Message, out store.Outgoing) (int, error) {
	text, mode := c.textOf(m, out.Reply)
	call := bot.SendMessageParams{ChatID: m.Chat, Text: text, ParseMode: mode, LinkPreviewOptions: noPreview}
	if k := Keyboard(c.say, out.Reply); k != nil {
		k.ForceReply = out.Reply.Typed // Telegram takes it with a new message only, not with an edit
		call.ReplyMarkup = k
	}
	return c.sendMessage(ctx, &call)
}

// sendMessage makes the call of that name and returns the number of the message.
func (c calls) sendMessage(ctx context.Context, call *bot.SendMessageParams) (int, error) {
	call.AllowPaidBroadcast = c.paid
	var sent struct {
		ID int `json:"message_id"`
	}
	err := c.client.Call(ctx, "sendMessage", call, &sent)
	return sent.ID, err
}

// edit edits the text of a message.
func (c calls) edit(ctx context.Context, m delivery.Message, out store.Outgoing) error {
	text, mode := c.textOf(m, out.Reply)
	call := bot.EditMessageTextParams{ChatID: m.Chat, MessageID: out.Message, Text: text, ParseMode: mode, LinkPreviewOptions: noPreview}
	if k := Keyboard(c.say, out.Reply); k != nil {
		call.ReplyMarkup = k
	}
	return c.client.Call(ctx, "editMessageText", &call, nil)
}

// photo sends a picture with the reply's text as its caption.
func (c calls) photo(ctx context.Context, m delivery.Message, out store.Outgoing, photo models.InputFile) (*models.Message, error) {
	text, mode := c.textOf(m, out.Reply)
	call := bot.SendPhotoParams{ChatID: m.Chat, Photo: photo, Caption: text, ParseMode: mode, AllowPaidBroadcast: c.paid}
	if k := Keyboard(c.say, out.Reply); k != nil {
		call.ReplyMarkup = k
	}
	return c.api.SendPhoto(ctx, &call)
}

// voice sends a voice note with the reply's text under it and returns the number of the message.
func (c calls) voice(ctx context.Context, m delivery.Message, out store.Outgoing) (int, error) {
	text, mode := c.textOf(m, out.Reply)
	call := bot.SendVoiceParams{ChatID: m.Chat, Voice: &models.InputFileString{Data: out.Reply.Voice}, Caption: text, ParseMode: mode, AllowPaidBroadcast: c.paid}
	if k := Keyboard(c.say, out.Reply); k != nil {
		call.ReplyMarkup = k
	}
	sent, err := c.api.SendVoice(ctx, &call)
	if err != nil {
		return 0, err
	}
	return sent.ID, nil
}

// editCaption edits the caption of a picture.
func (c calls) editCaption(ctx context.Context, m delivery.Message, out store.Outgoing) error {
	text, mode := c.textOf(m, out.Reply)
	call := bot.EditMessageCaptionParams{ChatID: m.Chat, MessageID: out.Message, Caption: text, ParseMode: mode}
	if k := Keyboard(c.say, out.Reply); k != nil {
		call.ReplyMarkup = k
	}
	_, err := c.api.EditMessageCaption(ctx, &call)
	return err
}

// menu sets a chat's menu to the commands of a role. An owner's chat goes back to the menu that
// applies to every chat.
func (c calls) menu(ctx context.Context, chat int64, r say.Reply) error {
	scope := &models.BotCommandScopeChat{ChatID: chat}
	if r.Menu == say.OwnerMenu {
		_, err := c.api.DeleteMyCommands(ctx, &bot.DeleteMyCommandsParams{Scope: scope})
		return err
	}
	_, err := c.api.SetMyCommands(ctx, &bot.SetMyCommandsParams{Commands: Commands(c.say, r.Language, r.Menu), Scope: scope})
	return err
}

// Commands lists a menu's commands in a language.
func Commands(speaker *speech.Speaker, l say.Language, m say.Menu) []models.BotCommand {
	var commands []models.BotCommand
	for _, c := range m.Commands() {
		commands = append(commands, models.BotCommand{
			Command: speech.CommandName(speaker.Catalog, l, c), Description: speaker.Plain(l, say.Text{Key: "command." + string(c)})})
	}
	return commands
}

// notice answers a callback query.
func (c calls) notice(ctx context.Context, n store.Notice) error {
	call := bot.AnswerCallbackQueryParams{CallbackQueryID: n.Callback}
	if n.Toast != nil {
		call.Text = c.say.Plain(n.Toast.Language, n.Toast.Parts...)
	}
	return c.client.Call(ctx, "answerCallbackQuery", &call, nil)
}
