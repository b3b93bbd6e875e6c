package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"ikmbot/bot/client"
	"ikmbot/bot/outgoing"
	"ikmbot/dialog/say"
)

// setUp asks Telegram for the bot's name, which also proves the token, takes over the database,
// and gives Telegram the texts of the profile and the menu.
func (b *Bot) setUp(ctx context.Context) error {
	telegram := b.retry("reaching Telegram")
	for {
		me, err := b.api.GetMe(ctx)
		if err := telegram.Wait(ctx, err); err != nil {
			return err
		}
		if err == nil {
			b.in.Name, b.say.Link = me.Username, telegramLink+me.Username
			if err := b.takeOver(ctx, me.ID); err != nil {
				return err
			}
			break
		}
	}
	if err := b.updateProfile(ctx); err != nil && ctx.Err() == nil {
		b.log.Warn("the bot's profile and menu could not be updated", "error", client.Reason(err))
	}
	return ctx.Err()
}

// takeOver makes the database this bot's; it may have been another's.
func (b *Bot) takeOver(ctx context.Context, id int64) error {
	database := b.retry("taking over the database")
	for {
		former, err := b.store.ServeBot(ctx, id)
		if err := database.Wait(ctx, err); err != nil {
			return err
		}
		if err != nil {
			continue
		}
		if former != 0 {
			b.log.Warn("the token belongs to another bot than before. All answers and results are kept; owners and officers "+
				"have to start this bot before it can write to them; broadcasts under way are paused; photos that were "+
				"sent to the former bot can't be shown. If this is a mistake, set the former bot's token again",
				"former_bot", former, "bot", id)
		}
		return nil
	}
}

// updateProfile gives Telegram the profile if it has changed since it was last given: Telegram
// soon makes a bot wait for hours that sets its name at every start.
func (b *Bot) updateProfile(ctx context.Context) error {
	hash := sha256.New()
	fmt.Fprintln(hash, b.api.ID(), b.client.URL())
	languages := b.say.Catalog.Languages()
	for _, lang := range languages {
		l := say.Language(lang)
		fmt.Fprintln(hash, b.profile(l), outgoing.Commands(b.say, l, say.AdminMenu))
	}
	sum := hex.EncodeToString(hash.Sum(nil))
	given, err := b.store.Profile(ctx)
	if err != nil || given == sum {
		return err
	}
	// The profile without a language is for people whose app speaks none of the bot's.
	if err := b.present(ctx, b.profile(say.Language(b.say.Catalog.Others())).forOthers()); err != nil {
		return err
	}
	for _, lang := range languages {
		if err := b.present(ctx, b.profile(say.Language(lang))); err != nil {
			return err
		}
	}
	return b.store.KeepProfile(ctx, sum)
}

// profile holds the texts by which the bot presents itself in a language.
type profile struct {
	language           string
	name, about, short string
	menu               []models.BotCommand
}

func (b *Bot) profile(l say.Language) profile {
	p := profile{
		language: string(l),
		name:     b.say.Plain(l, say.Text{Key: "profile.name"}),
		about:    b.say.Plain(l, say.Text{Key: "profile.about"}),
		short:    b.say.Plain(l, say.Text{Key: "profile.short"}),
	}
	p.menu = outgoing.Commands(b.say, l, say.OwnerMenu)
	return p
}

// forOthers is the profile for languages that have none of their own.
func (p profile) forOthers() profile {
	p.language = ""
	return p
}

func (b *Bot) present(ctx context.Context, p profile) error {
	if _, err := b.api.SetMyName(ctx, &bot.SetMyNameParams{Name: p.name, LanguageCode: p.language}); err != nil {
		return fmt.Errorf("set name: %w", err)
	}
	if _, err := b.api.SetMyDescription(ctx, &bot.SetMyDescriptionParams{Description: p.about, LanguageCode: p.language}); err != nil {
		return fmt.Errorf("set description: %w", err)
	}
	short := &bot.SetMyShortDescriptionParams{ShortDescription: p.short, LanguageCode: p.language}
	if _, err := b.api.SetMyShortDescription(ctx, short); err != nil {
		return fmt.Errorf("set short description: %w", err)
	}
	if _, err := b.api.SetMyCommands(ctx, &bot.SetMyCommandsParams{Commands: p.menu, LanguageCode: p.language}); err != nil {
		return fmt.Errorf("set menu: %w", err)
	}
	return nil
}
