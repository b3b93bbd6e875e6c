package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"time"

	"ikmbot/bot"
	"ikmbot/scoring/store"
)

const (
	// leastFree is the free disk space, in bytes, that the check asks for besides room for a
	// backup: enough for the write-ahead log and some months of answers.
	leastFree = 200 << 20
	// clockTolerance is how far the clock may be off; reminders go by the hour.
	clockTolerance = time.Minute
	// checkTimeout bounds the calls to Telegram.
	checkTimeout = 20 * time.Second
	// recent is the age up to which a failure to reach the webhook matters.
	recent = 10 * time.Minute
)

// errFindings ends a check that has found something wrong. The findings are printed already.
var errFindings = errors.New("the check has found something wrong")

// A finding is one line of a check: its mark, the message program.check.<what> and its parameters.
type finding struct {
	mark string
	what string
	args map[string]any
}

// The marks. A note points out something that does not keep the bot from working; the check passes.
const (
	markPassed = "ok"
	markNote   = "--"
	markFailed = "!!"
)

func passed(what string, args map[string]any) finding { return finding{markPassed, what, args} }
func note(what string, args map[string]any) finding   { return finding{markNote, what, args} }
func failed(what string, args map[string]any) finding { return finding{markFailed, what, args} }

// check checks everything that the bot needs, whether or not the bot is running, and changes
// nothing. Mistakes in the settings have ended the program before.
func (p *program) check(ctx context.Context) error {
	findings := []finding{p.checkSettings(), p.checkOperator()}
	if p.settings.TokenSeen {
		findings = append(findings, note("token_seen", nil))
	}
	findings = append(findings, p.checkTelegram(ctx)...)
	findings = append(findings, p.checkDatabase(ctx)...)
	findings = append(findings, p.checkDisk(), p.checkWords())
	result := error(nil)
	for _, f := range findings {
		if f.mark == markFailed {
			result = errFindings
		}
		if _, err := fmt.Fprintf(p.out, "%s  %s\n", f.mark, p.say("check."+f.what, f.args)); err != nil {
			return err
		}
	}
	return result
}

// checkSettings says which settings file was read.
func (p *program) checkSettings() finding {
	if p.settings.EnvFile == "" {
		return passed("settings", nil)
	}
	return passed("settings_of", map[string]any{"File": p.settings.EnvFile})
}

// checkOperator checks that people are told who runs the bot.
func (p *program) checkOperator() finding {
	if p.settings.Operator == "" {
		return note("operator_missing", nil)
	}
	return passed("operator", map[string]any{"Operator": p.settings.Operator})
}

// checkTelegram checks the token, the webhook and the clock.
func (p *program) checkTelegram(ctx context.Context) []finding {
	if p.settings.Token == "" {
		return []finding{failed("no_token", nil)}
	}
	ctx, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	found, err := bot.Inspect(ctx, p.settings.APIURL, p.settings.Token, p.settings.Officers...)
	switch {
	case errors.Is(err, bot.ErrUnauthorized):
		return []finding{failed("token_unknown", nil)}
	case err != nil:
		return []finding{failed("telegram", map[string]any{"Error": err.Error()})}
	}
	clock := passed("clock", nil)
	if found.Ahead.Abs() > clockTolerance {
		clock = failed("clock_wrong", map[string]any{"By": found.Ahead.Abs().Round(time.Second).String()})
	}
	return append([]finding{passed("token", map[string]any{"Name": found.Name}), p.webhookFinding(found), clock}, administratorFindings(found)...)
}

// administratorFindings names the administrators as Telegram does.
func administratorFindings(found bot.Inspection) (findings []finding) {
	var names []string
	for _, a := range found.Administrators {
		if a.Name == "" {
			findings = append(findings, note("administrator_unknown", map[string]any{"Number": strconv.FormatInt(a.ID, 10)}))
			continue
		}
		names = append(names, fmt.Sprintf("%s (%d)", a.Name, a.ID))
	}
	if len(names) > 0 {
		findings = append([]finding{passed("administrators", map[string]any{"Names": strings.Join(names, ", ")})}, findings...)
	}
	return findings
}

// webhookFinding compares the webhook set at Telegram with the one in the settings.
func (p *program) webhookFinding(found bot.Inspection) finding {
	args := map[string]any{"Found": found.Webhook, "Wanted": p.settings.Webhook, "Pending": found.Pending, "Error": found.Trouble}
	switch {
	case found.Webhook != "" && found.Pending > 0 && time.Since(found.TroubleAt) < recent:
		return failed("webhook_unreached", args)
	case found.Webhook == p.settings.Webhook && found.Webhook != "":
		return passed("webhook", args)
	case found.Webhook == "" && p.settings.Webhook == "":
		return passed("polling", args)
	case p.settings.Webhook == "":
		return failed("webhook_left", args)
	}
	return failed("webhook_other", args)
}

// checkDatabase verifies the whole database as it is at this moment, and checks how old the steps
// in it are.
func (p *program) checkDatabase(ctx context.Context) []finding {
	args := map[string]any{"File": p.settings.database()}
	if _, err := os.Stat(p.settings.database()); errors.Is(err, fs.ErrNotExist) {
		if p.settings.DB == "" {
			return []finding{note("database_unset", args)}
		}
		return []finding{passed("database_absent", args)}
	}
	var aged []string
	r, err := store.OpenReader(ctx, p.settings.database())
	if errors.Is(err, store.ErrOtherVersion) {
		return []finding{failed("database_old", args)}
	}
	if err == nil {
		if err = r.Verify(ctx); err == nil {
			aged, err = r.AgedSteps(ctx, p.clock())
		}
		err = errors.Join(err, r.Close())
	}
	switch {
	case errors.Is(err, store.ErrChanged):
		return []finding{failed("database_changed", args)}
	case err != nil:
		return []finding{failed("database_bad", map[string]any{"Error": p.explain(err)})}
	}
	steps := passed("steps", nil)
	if len(aged) > 0 {
		steps = note("steps_aged", map[string]any{"Codes": strings.Join(aged, ", ")})
	}
	return []finding{passed("database", args), steps}
}

// checkDisk checks that there is enough space, including that for a copy of the database.
func (p *program) checkDisk() finding {
	free, err := store.FreeSpace(p.settings.database())
	if err != nil {
		return failed("disk_unknown", map[string]any{"Error": err.Error()})
	}
	least := int64(leastFree)
	if info, err := os.Stat(p.settings.database()); err == nil {
		least += info.Size()
	}
	args := map[string]any{"Free": p.catalog.Number(p.language, int(free>>20)), "Least": p.catalog.Number(p.language, int(least>>20))}
	if free < least {
		return failed("disk_short", args)
	}
	return passed("disk", args)
}

// checkWords checks that every message exists in every language.
func (p *program) checkWords() finding {
	if missing := p.catalog.Missing(); len(missing) > 0 {
		return failed("words_missing", map[string]any{"Key": missing[0], "Missing": p.catalog.Number(p.language, len(missing))})
	}
	return passed("words", map[string]any{"Languages": p.languageNames()})
}

// languageNames lists the names of the catalog's languages for use in a sentence.
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
