package outgoing

import (
	"context"
	"html"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"ikmbot/bot/client"
	"ikmbot/bot/delivery"
	"ikmbot/dialog/broadcast"
	"ikmbot/dialog/say"
	"ikmbot/scoring/store"
)

// sendCopy sends one recipient's copy of a broadcast.
func (s *Sender) sendCopy(ctx context.Context, m delivery.Message, out store.Outgoing) error {
	c, err := s.store.Copy(ctx, out.Chat, out.Reply.Language, *out.Reply.Broadcast)
	if err != nil {
		return err
	}
	text, mode := s.copyText(c), models.ParseModeHTML
	if m.Plain {
		text, mode = say.Plain(text), ""
	}
	trial := out.Reply.Broadcast.For != say.CopyRecipient
	keys := Keyboard(s.calls.say, say.Reply{Language: c.Language, Keys: c.Broadcast.Keys(c.Language, trial)})
	switch media := c.Broadcast.Media; {
	case media == nil:
		_, err = s.calls.sendMessage(ctx, &bot.SendMessageParams{
			ChatID: m.Chat, Text: text, ParseMode: mode, ReplyMarkup: keys, LinkPreviewOptions: noPreview})
	case media.Kind == say.MediaPhoto:
		_, err = s.calls.api.SendPhoto(ctx, &bot.SendPhotoParams{
			ChatID: m.Chat, Photo: &models.InputFileString{Data: media.File}, Caption: text, ParseMode: mode,
			ReplyMarkup: keys, AllowPaidBroadcast: s.calls.paid})
	default:
		_, err = s.calls.api.SendDocument(ctx, &bot.SendDocumentParams{
			ChatID: m.Chat, Document: &models.InputFileString{Data: media.File}, Caption: text, ParseMode: mode,
			ReplyMarkup: keys, AllowPaidBroadcast: s.calls.paid})
	}
	return err
}

// copyText is the text of a copy as Telegram HTML, with the recipient's own name, quadrant and
// strategy in place of the placeholders.
func (s *Sender) copyText(c store.Copy) string {
	catalog := s.calls.say.Catalog
	text, language := c.Broadcast.TextIn(c.Language)
	own := map[string]string{"name": html.EscapeString(c.Name)}
	if c.Quadrant != "" {
		own["quadrant"] = catalog.Say(string(language), "quadrant."+c.Quadrant+".name", nil)
	}
	if c.Strategy != "" {
		own["strategy"] = catalog.Say(string(language), "strategy."+c.Strategy+".title", nil)
	}
	return broadcast.FillPlaceholders(s.languages, text, func(what string) string {
		if words := own[what]; words != "" {
			return words
		}
		return catalog.Say(string(language), "broadcast.without."+what, nil)
	})
}

// keepProgress records which message shows the progress of a broadcast, so that it is updated
// while the broadcast runs.
func (s *Sender) keepProgress(ctx context.Context, m delivery.Message, p broadcast.Progress, message int) {
	if p.State == broadcast.Done || p.State == broadcast.Cancelled {
		return
	}
	if err := s.store.KeepProgressMessage(ctx, p.ID, message, m.ID); err != nil {
		s.log.Warn("a progress message will not be updated", "error", client.Reason(err))
	}
}
