package bot

import (
	"context"
	"html"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"ikmbot/bot/client"
	"ikmbot/bot/delivery"
	"ikmbot/dialog"
	"ikmbot/locales/speech"
	"ikmbot/scoring/store"
)

// sendCopy sends one person's copy of a broadcast.
func (s *sender) sendCopy(ctx context.Context, m delivery.Message, out store.Outgoing) error {
	c, err := s.store.Copy(ctx, out.Chat, out.Reply.Language, *out.Reply.Broadcast)
	if err != nil {
		return err
	}
	text, mode := s.copied(c), models.ParseModeHTML
	if m.Plain {
		text, mode = speech.Strip(text), ""
	}
	trial := out.Reply.Broadcast.For != dialog.CopyRecipient
	keys := s.keyboard(dialog.Reply{Language: c.Language, Keys: c.Broadcast.Keys(c.Language, trial)})
	switch media := c.Broadcast.Media; {
	case media == nil:
		_, err = s.sendMessage(ctx, &bot.SendMessageParams{ChatID: m.Chat, Text: text, ParseMode: mode, ReplyMarkup: keys, LinkPreviewOptions: noPreview})
	case media.Kind == dialog.MediaPhoto:
		_, err = s.api.SendPhoto(ctx, &bot.SendPhotoParams{
			ChatID: m.Chat, Photo: &models.InputFileString{Data: media.File}, Caption: text, ParseMode: mode, ReplyMarkup: keys, AllowPaidBroadcast: s.paid()})
	default:
		_, err = s.api.SendDocument(ctx, &bot.SendDocumentParams{
			ChatID: m.Chat, Document: &models.InputFileString{Data: media.File}, Caption: text, ParseMode: mode, ReplyMarkup: keys, AllowPaidBroadcast: s.paid()})
	}
	return err
}

// copied is the text of a copy as Telegram HTML, with the person's own words and figures in
// their places.
func (s *sender) copied(c store.Copy) string {
	catalog := s.say.Catalog
	text, language := c.Broadcast.TextIn(c.Language)
	said := map[string]string{"name": html.EscapeString(c.Name)}
	if c.Quadrant != "" {
		said["quadrant"] = catalog.Say(string(language), "quadrant."+c.Quadrant+".name", nil)
	}
	if c.Strategy != "" {
		said["strategy"] = catalog.Say(string(language), "strategy."+c.Strategy+".title", nil)
	}
	return s.languages.FillPlaceholders(text, func(what string) string {
		if words := said[what]; words != "" {
			return words
		}
		return catalog.Say(string(language), "broadcast.without."+what, nil)
	})
}

// report reads figures over many businesses, and works out how long sending takes.
func (b *Bot) report(ctx context.Context, chat int64, r dialog.Report) (dialog.Figures, error) {
	figures, err := b.store.Report(ctx, chat, r)
	switch f := figures.(type) {
	case *dialog.Reach:
		f.Seconds = b.lasts(f.Recipients)
	case *dialog.BroadcastProgress:
		f.Seconds = b.lasts(f.Left)
	}
	return figures, err
}

// lasts is how many seconds so many messages take at the rate that is allowed.
func (b *Bot) lasts(messages int) int {
	if b.rate == 0 {
		return 0
	}
	return (messages + b.rate - 1) / b.rate
}

// keepProgress notes which message tells how far a broadcast is, so that it is put right
// while the broadcast runs.
func (b *Bot) keepProgress(ctx context.Context, m delivery.Message, p dialog.BroadcastProgress, message int) {
	if p.State == dialog.BroadcastDone || p.State == dialog.BroadcastCancelled {
		return
	}
	if err := b.store.KeepProgressMessage(ctx, p.ID, message, m.ID); err != nil {
		b.log.Warn("a progress message stays as it is", "error", client.Reason(err))
	}
}
