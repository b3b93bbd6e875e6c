package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"ikmbot/bot/client"
	"ikmbot/bot/outgoing"
	"ikmbot/dialog/say"
)

// setUp asks Telegram for the bot's name, which also proves the token, and takes over the
// database.
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

// profileSum is the hash of all that Telegram is given of the profile.
func (b *Bot) profileSum() string {
	hash := sha256.New()
	fmt.Fprintln(hash, b.api.ID(), b.client.URL())
	for _, lang := range b.say.Catalog.Languages() {
		l := say.Language(lang)
		fmt.Fprintln(hash, b.profile(l), outgoing.Commands(b.say, l, say.AdminMenu))
	}
	return hex.EncodeToString(hash.Sum(nil))
}

// startProfile gives Telegram the profile if it has changed since it was last given: Telegram
// soon makes a bot wait for hours that sets its name at every start. It returns what Telegram did
// not take, for finishProfile.
func (b *Bot) startProfile(ctx context.Context) (unfinished profileTask) {
	sum := b.profileSum()
	given, err := b.store.Profile(ctx)
	if err != nil && ctx.Err() == nil {
		b.log.Warn("the bot's profile and menu could not be updated", "error", client.Reason(err))
	}
	if err != nil || given == sum {
		return profileTask{}
	}
	task := profileTask{sum: sum, parts: b.profileParts()}
	b.giveProfile(ctx, &task)
	if len(task.parts) > 0 && ctx.Err() == nil {
		b.log.Warn("Telegram does not take all of the bot's name, descriptions and menu now; the rest is tried again later",
			"first", task.parts[0].method, "error", client.Reason(task.err))
		b.keepProfile(ctx, "unfinished "+sum) // the menus of officers need not wait for the rest
	}
	return task
}

// finishProfile tries again what Telegram did not take of the profile, until it has.
func (b *Bot) finishProfile(ctx context.Context, task profileTask) error {
	for pause := firstProfilePause; len(task.parts) > 0; pause = min(2*pause, longestProfilePause) {
		wait := pause
		if action, asked := client.Verdict(task.err); action == client.Wait {
			wait = asked
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
		if b.giveProfile(ctx, &task); len(task.parts) == 0 {
			b.log.Info("Telegram has all of the bot's name, descriptions and menu now")
		}
	}
	return nil
}

const (
	firstProfilePause   = time.Minute
	longestProfilePause = time.Hour
)

// A profileTask is what Telegram has still to be given of the profile.
type profileTask struct {
	sum   string
	parts []profilePart
	err   error // why it did not take the last part that it did not take
}

// A profilePart is one call of the profile.
type profilePart struct {
	method string
	give   func(context.Context) error
}

// giveProfile gives Telegram the parts of a task, each by itself: one that it does not take now
// keeps none of another kind from being given. What it refuses for good is not given again.
func (b *Bot) giveProfile(ctx context.Context, task *profileTask) {
	var left []profilePart
	for _, part := range task.parts {
		sameKind := func(p profilePart) bool { return p.method == part.method }
		if slices.ContainsFunc(left, sameKind) {
			left = append(left, part) // it would be refused as well
			continue
		}
		err := part.give(ctx)
		switch action, _ := client.Verdict(err); action {
		case client.Done:
		case client.GiveUp, client.Stop, client.Gone:
			b.log.Warn("the bot's profile and menu could not be updated", "what", part.method, "error", client.Reason(err))
		default:
			task.err = err
			left = append(left, part)
		}
	}
	if task.parts = left; len(left) == 0 {
		b.keepProfile(ctx, task.sum)
	}
}

// keepProfile stores what Telegram was given.
func (b *Bot) keepProfile(ctx context.Context, sum string) {
	if err := b.store.KeepProfile(ctx, sum); err != nil && ctx.Err() == nil {
		b.log.Warn("that the bot's profile was updated could not be stored; it is given again at the next start", "error", client.Reason(err))
	}
}

// profileParts are all calls of the profile. That without a language is for people whose app speaks
// none of the bot's.
func (b *Bot) profileParts() []profilePart {
	parts := b.partsOf(b.profile(say.Language(b.say.Catalog.Others())).forOthers())
	for _, lang := range b.say.Catalog.Languages() {
		parts = append(parts, b.partsOf(b.profile(say.Language(lang)))...)
	}
	return parts
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

// partsOf are the calls of a profile in one language.
func (b *Bot) partsOf(p profile) []profilePart {
	return []profilePart{
		{"setMyCommands", func(ctx context.Context) error {
			_, err := b.api.SetMyCommands(ctx, &bot.SetMyCommandsParams{Commands: p.menu, LanguageCode: p.language})
			return err
		}},
		{"setMyDescription", func(ctx context.Context) error {
			_, err := b.api.SetMyDescription(ctx, &bot.SetMyDescriptionParams{Description: p.about, LanguageCode: p.language})
			return err
		}},
		{"setMyShortDescription", func(ctx context.Context) error {
			short := &bot.SetMyShortDescriptionParams{ShortDescription: p.short, LanguageCode: p.language}
			_, err := b.api.SetMyShortDescription(ctx, short)
			return err
		}},
		{"setMyName", func(ctx context.Context) error {
			_, err := b.api.SetMyName(ctx, &bot.SetMyNameParams{Name: p.name, LanguageCode: p.language})
			return err
		}},
	}
}
