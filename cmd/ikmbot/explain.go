package main

import (
	"errors"
	"strings"

	"ikmbot/bot"
	"ikmbot/scoring/sheet"
	"ikmbot/scoring/store"
	"ikmbot/scoring/store/exchange"
	"ikmbot/scoring/store/recap"
)

// storageFaults maps storage faults to the names of their messages.
var storageFaults = map[store.StorageFault]string{
	store.DiskFull:    "disk_full",
	store.ReadOnly:    "read_only",
	store.Locked:      "locked",
	store.DiskFailing: "disk_failing",
}

// explain says what an error means and what to do about it, in the program's language.
func (p *program) explain(err error) string {
	args := map[string]any{"Error": err.Error(), "File": p.settings.database(), "Backup": strings.Join(p.settings.Words, " ")}
	if file, ok := errors.AsType[*fileError](err); ok {
		args["File"] = file.path
	}
	for _, explain := range []func(error, map[string]any) string{p.explainFiles, p.explainDatabase, p.explainWeights} {
		if said := explain(err, args); said != "" {
			return said
		}
	}
	if errors.Is(err, bot.ErrUnauthorized) {
		return p.say("error.unauthorized", nil)
	}
	if word := storageFaults[store.StorageFaultOf(err)]; word != "" {
		return p.say("error."+word, args)
	}
	return p.say("error.any", args)
}

// explainFiles explains errors in what was asked for and in the content of files; "" for others.
func (p *program) explainFiles(err error, args map[string]any) string {
	if region, ok := errors.AsType[*unknownRegionError](err); ok {
		return p.say("error.region", map[string]any{"Region": region.region})
	}
	if faulty, ok := errors.AsType[*exchange.Error](err); ok {
		return p.say("error.import", map[string]any{"Faults": strings.Join(p.faultLines(faulty.Faults), "\n")})
	}
	switch {
	case errors.Is(err, sheet.ErrTooMany):
		return p.say("error.too_many", nil)
	case errors.Is(err, errNamedTwice):
		return p.say("error.named_twice", args)
	case errors.Is(err, recap.ErrOtherWeights):
		return p.say("error.other_weights", args)
	case errors.Is(err, store.ErrOtherVersion):
		return p.say("error.other_version", args)
	case errors.Is(err, store.ErrChanged):
		return p.say("error.changed", args)
	}
	return ""
}

// explainDatabase explains why a database or a backup can't be used; "" for other errors.
func (p *program) explainDatabase(err error, args map[string]any) string {
	if bad, ok := errors.AsType[*store.BackupError](err); ok {
		return p.say("error.bad_backup", map[string]any{"Backup": bad.Path, "Error": bad.Err.Error()})
	}
	if _, ok := errors.AsType[*store.NewerError](err); ok {
		return p.say("error.newer", args)
	}
	switch {
	case errors.Is(err, store.ErrInUse):
		return p.say("error.in_use", args)
	case errors.Is(err, store.ErrForeign):
		return p.say("error.foreign", args)
	case errors.Is(err, store.ErrNewerData):
		return p.say("error.newer_data", args)
	case errors.Is(err, store.ErrExists):
		return p.say("error.exists", args)
	}
	return ""
}

// explainWeights explains errors of weight sets; "" for other errors.
func (p *program) explainWeights(err error, _ map[string]any) string {
	if set, ok := errors.AsType[*store.WeightSetError](err); ok {
		lines := make([]string, len(set.Faults))
		for i, f := range set.Faults {
			lines[i] = f.String()
		}
		return p.say("error.weights", map[string]any{"Name": set.Name, "Faults": strings.Join(lines, "\n")})
	}
	if line, ok := errors.AsType[*weightLineError](err); ok {
		return p.say("error.weight_line", map[string]any{"File": line.file, "Line": line.line})
	}
	switch {
	case errors.Is(err, store.ErrNoWeightSet):
		return p.say("error.no_weights", nil)
	case errors.Is(err, store.ErrWeightSetExists):
		return p.say("error.weights_exist", nil)
	}
	return ""
}
