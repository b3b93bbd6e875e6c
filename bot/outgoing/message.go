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

// calls makes the Bot API's calls for replies that are filled in. What most turns need goes by the
// client's own way, which is the faster one, all else by the library's.
type calls struct {
	client *client.Client
	api    *bot.Bot
	say    *speech.Speaker
	paid   bool // messages over the free rate are paid for
}

var noPreview = &models.LinkPreviewOptions{IsDisabled: bot.True()}

// words are a reply's text, with markup unless that could not be read.
func (c calls) words(m delivery.Message, r say.Reply) (string, models.ParseMode) {
	text := c.say.HTML(r.Language, r.Parts)
	if m.Plain {
		return say.Plain(text), ""
	}
	return text, models.ParseModeHTML
}

// write writes a message, or edits the one that is there, and returns its number. Where
// Telegram keeps a picture no longer, its words go without it.
func (c calls) write(ctx context.Context, m delivery.Message, out store.Outgoing) (int, error) {
	switch {
	case out.Reply.Photo != "" && !m.Fresh:
		sent, err := c.photo(ctx, m, out, &models.InputFileString{Data: out.Reply.Photo})
		if err != nil {
			return 0, err
		}
		return sent.ID, nil
	case out.Message != 0 && !m.Fresh:
		return out.Message, c.edit(ctx, m, out)
	}
	return c.send(ctx, m, out)
}

// send sends a text and returns the number of the message.
func (c calls) send(ctx context.Context, m delivery.Message, out store.Outgoing) (int, error) {
	text, mode := c.words(m, out.Reply)
	call := bot.SendMessageParams{ChatID: m.Chat, Text: text, ParseMode: mode, LinkPreviewOptions: noPreview}
	if k := Keyboard(c.say, out.Reply); k != nil {
		k.ForceReply = out.Reply.Typed // Telegram takes it with a message of its own, not with an edit
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

// edit edits a text.
func (c calls) edit(ctx context.Context, m delivery.Message, out store.Outgoing) error {
	text, mode := c.words(m, out.Reply)
	call := bot.EditMessageTextParams{ChatID: m.Chat, MessageID: out.Message, Text: text, ParseMode: mode, LinkPreviewOptions: noPreview}
	if k := Keyboard(c.say, out.Reply); k != nil {
		call.ReplyMarkup = k
	}
	return c.client.Call(ctx, "editMessageText", &call, nil)
}

// photo sends a picture with the reply's text under it.
func (c calls) photo(ctx context.Context, m delivery.Message, out store.Outgoing, photo models.InputFile) (*models.Message, error) {
	text, mode := c.words(m, out.Reply)
	call := bot.SendPhotoParams{ChatID: m.Chat, Photo: photo, Caption: text, ParseMode: mode, AllowPaidBroadcast: c.paid}
	if k := Keyboard(c.say, out.Reply); k != nil {
		call.ReplyMarkup = k
	}
	return c.api.SendPhoto(ctx, &call)
}

// editCaption edits what stands under a picture.
func (c calls) editCaption(ctx context.Context, m delivery.Message, out store.Outgoing) error {
	text, mode := c.words(m, out.Reply)
	call := bot.EditMessageCaptionParams{ChatID: m.Chat, MessageID: out.Message, Caption: text, ParseMode: mode}
	if k := Keyboard(c.say, out.Reply); k != nil {
		call.ReplyMarkup = k
	}
	_, err := c.api.EditMessageCaption(ctx, &call)
	return err
}

// menu puts the commands of a role into a chat's menu. An owner's chat has the menu
// that all have.
func (c calls) menu(ctx context.Context, chat int64, r say.Reply) error {
	scope := &models.BotCommandScopeChat{ChatID: chat}
	if r.Menu == say.OwnerMenu {
		_, err := c.api.DeleteMyCommands(ctx, &bot.DeleteMyCommandsParams{Scope: scope})
		return err
	}
	_, err := c.api.SetMyCommands(ctx, &bot.SetMyCommandsParams{Commands: Commands(c.say, r.Language, r.Menu), Scope: scope})
	return err
}

// Commands are a menu's commands in a language.
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
