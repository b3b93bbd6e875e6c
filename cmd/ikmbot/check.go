package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"ikmbot/bot"
	"ikmbot/scoring/store"
)

const (
	// leastFree is how much of the disk has to be free, in bytes: room for the log, a backup
	// being made and some months' answers.
	leastFree = 200 << 20
	// clockTolerance is how far the clock may be off: reminders go by the hour.
	clockTolerance = time.Minute
	// checkTimeout bounds the wait for Telegram.
	checkTimeout = 20 * time.Second
	// recent is how long ago Telegram may have failed to reach the webhook for that to matter.
	recent = 10 * time.Minute
)

// errFindings ends a check that has found something. What it was is printed already.
var errFindings = errors.New("the check has found something")

// A finding is one line of a check: its mark, the message program.check.<what> and its parameters.
type finding struct {
	mark string
	what string
	args map[string]any
}

// The marks. What is to be noted keeps nothing from working, and fails no check.
const (
	markWell = "ok"
	markNote = "--"
	markIll  = "!!"
)

func well(what string, args map[string]any) finding { return finding{markWell, what, args} }
func note(what string, args map[string]any) finding { return finding{markNote, what, args} }
func ill(what string, args map[string]any) finding  { return finding{markIll, what, args} }

// check looks at all that the bot needs, whether the bot is running or not, and changes
// nothing. The settings' mistakes were told before.
func (p *program) check(ctx context.Context) error {
	findings := []finding{well("settings", nil)}
	findings = append(findings, p.checkTelegram(ctx)...)
	findings = append(findings, p.checkDatabase(ctx)...)
	findings = append(findings, p.checkDisk(), p.checkWords())
	result := error(nil)
	for _, f := range findings {
		if f.mark == markIll {
			result = errFindings
		}
		if _, err := fmt.Fprintf(p.out, "%s  %s\n", f.mark, p.say("check."+f.what, f.args)); err != nil {
			return err
		}
	}
	return result
}

// checkTelegram looks at the token, the webhook and the clock.
func (p *program) checkTelegram(ctx context.Context) []finding {
	if p.settings.Token == "" {
		return []finding{ill("no_token", nil)}
	}
	ctx, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	found, err := bot.Inspect(ctx, p.settings.APIURL, p.settings.Token)
	switch {
	case errors.Is(err, bot.ErrUnauthorized):
		return []finding{ill("token_unknown", nil)}
	case err != nil:
		return []finding{ill("telegram", map[string]any{"Error": err.Error()})}
	}
	clock := well("clock", nil)
	if found.Ahead.Abs() > clockTolerance {
		clock = ill("clock_wrong", map[string]any{"By": found.Ahead.Abs().Round(time.Second).String()})
	}
	return []finding{well("token", map[string]any{"Name": found.Name}), p.webhookFinding(found), clock}
}

// webhookFinding compares the webhook that Telegram knows with the one of the settings.
func (p *program) webhookFinding(found bot.Inspection) finding {
	args := map[string]any{"Found": found.Webhook, "Wanted": p.settings.Webhook, "Pending": found.Pending, "Error": found.Trouble}
	switch {
	case found.Webhook != "" && found.Pending > 0 && time.Since(found.TroubleAt) < recent:
		return ill("webhook_unreached", args)
	case found.Webhook == p.settings.Webhook && found.Webhook != "":
		return well("webhook", args)
	case found.Webhook == "" && p.settings.Webhook == "":
		return well("polling", args)
	case p.settings.Webhook == "":
		return ill("webhook_left", args)
	}
	return ill("webhook_other", args)
}

// checkDatabase reads the whole database, as it is at this moment, and looks how old the steps in
// it are.
func (p *program) checkDatabase(ctx context.Context) []finding {
	args := map[string]any{"File": p.settings.database()}
	if _, err := os.Stat(p.settings.database()); errors.Is(err, fs.ErrNotExist) {
		return []finding{well("database_absent", args)}
	}
	var aged []string
	r, err := store.OpenReader(ctx, p.settings.database())
	if errors.Is(err, store.ErrOtherVersion) {
		return []finding{ill("database_old", args)}
	}
	if err == nil {
		if err = r.Verify(ctx); err == nil {
			aged, err = r.AgedSteps(ctx, p.clock())
		}
		err = errors.Join(err, r.Close())
	}
	switch {
	case errors.Is(err, store.ErrChanged):
		return []finding{ill("database_changed", args)}
	case err != nil:
		return []finding{ill("database_bad", map[string]any{"Error": p.explain(err)})}
	}
	steps := well("steps", nil)
	if len(aged) > 0 {
		steps = note("steps_aged", map[string]any{"Codes": strings.Join(aged, ", ")})
	}
	return []finding{well("database", args), steps}
}

// checkDisk looks whether there is room, for a copy of the database too.
func (p *program) checkDisk() finding {
	free, err := store.FreeSpace(p.settings.database())
	if err != nil {
		return ill("disk_unknown", map[string]any{"Error": err.Error()})
	}
	least := int64(leastFree)
	if info, err := os.Stat(p.settings.database()); err == nil {
		least += info.Size()
	}
	args := map[string]any{"Free": p.catalog.Number(p.language, int(free>>20)), "Least": p.catalog.Number(p.language, int(least>>20))}
	if free < least {
		return ill("disk_short", args)
	}
	return well("disk", args)
}

// checkWords looks whether every message is there in every language.
func (p *program) checkWords() finding {
	if missing := p.catalog.Missing(); len(missing) > 0 {
		return ill("words_missing", map[string]any{"Key": missing[0], "Missing": p.catalog.Number(p.language, len(missing))})
	}
	return well("words", map[string]any{"Languages": p.languageNames()})
}

// languageNames are the names of the catalog's languages, as a sentence has them.
func (p *program) languageNames() string {
	var names []string
	for _, lang := range p.catalog.Languages() {
		names = append(names, p.catalog.Say(p.language, "language.called_"+lang, nil))
	}
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return p.catalog.Say(p.language, "language.and", map[string]any{"Some": strings.Join(names[:last], ", "), "Last": names[last]})
}
