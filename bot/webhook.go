package bot

import (
	"context"
	"fmt"
	"time"

	"ikmbot/bot/upkeep"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// webhookWatch is how often Telegram is asked whether it reaches the webhook.
const webhookWatch = time.Minute

// keepWebhook sets the webhook, and checks that it stays set and can be reached, until the
// context ends.
func (b *Bot) keepWebhook(ctx context.Context) error {
	set := false
	keep := func(ctx context.Context) (next time.Time, err error) {
		err = b.ensureWebhook(ctx, &set)
		b.health.note(err)
		return time.Now().Add(webhookWatch), err
	}
	return upkeep.Loop{Job: "receiving by the webhook", Do: keep}.Run(ctx, b.log, advice)
}

// ensureWebhook sets the webhook if this run has not done so yet or somebody else has changed it
// since. Otherwise it returns an error if Telegram can't reach it.
func (b *Bot) ensureWebhook(ctx context.Context, set *bool) error {
	if *set {
		info, err := b.api.GetWebhookInfo(ctx)
		if err != nil {
			return fmt.Errorf("look at the webhook: %w", err)
		}
		if info.URL == b.intake.URL {
			return unreached(info, b.health.lastPosted())
		}
	}
	_, err := b.api.SetWebhook(ctx, &bot.SetWebhookParams{URL: b.intake.URL, SecretToken: b.intake.Secret, AllowedUpdates: allowedUpdates})
	if err != nil {
		return fmt.Errorf("set the webhook: %w", err)
	}
	if *set {
		b.log.Warn("somebody else changed the bot's webhook; it has been set again")
	}
	*set = true
	return nil
}

// unreached returns an error if updates wait at Telegram because it could not post them, and none
// has come since.
func unreached(info *models.WebhookInfo, lastPosted time.Time) error {
	failed := time.Unix(int64(info.LastErrorDate), 0)
	if info.PendingUpdateCount == 0 || info.LastErrorDate == 0 || lastPosted.After(failed) {
		return nil
	}
	return fmt.Errorf("telegram can't reach the webhook, %d updates wait: %s", info.PendingUpdateCount, info.LastErrorMessage)
}

// removeWebhook removes the webhook, if one is set, so that updates can be polled for. Updates
// that wait at Telegram stay there.
func (b *Bot) removeWebhook(ctx context.Context) error {
	telegram := b.retry("removing the webhook")
	for {
		info, err := b.api.GetWebhookInfo(ctx)
		if err == nil && info.URL != "" {
			if _, err = b.api.DeleteWebhook(ctx, &bot.DeleteWebhookParams{}); err == nil {
				b.log.Info("the webhook has been removed: updates are polled for")
			}
		}
		if stop := telegram.Wait(ctx, err); stop != nil || err == nil {
			return stop
		}
	}
}
