package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"ikmbot/bot"
	"ikmbot/scoring/sheet"
	"ikmbot/scoring/store"
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
	args := map[string]any{"Error": err.Error(), "File": p.fileOf(err), "Backup": strings.Join(p.settings.Words, " ")}
	for _, explain := range []func(error, map[string]any) string{p.explainFiles, p.explainDatabase, p.explainAccess, p.explainWeights} {
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
		return p.say("error.region", map[string]any{"Region": region.region, "Regions": strings.Join(regionNames(region.regions), ", ")})
	}
	if faulty, ok := errors.AsType[*faultyFileError](err); ok {
		args["Faults"] = strings.Join(faulty.lines, "\n")
		return p.say(faulty.message, args)
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded) && p.settings.Within > 0:
		return p.say("error.too_long", map[string]any{"Files": args["Backup"], "Within": p.settings.Within.String()})
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
		return p.say("error.bad_backup", map[string]any{"Backup": bad.Path, "Error": p.explain(&fileError{bad.Path, bad.Err})})
	}
	if altered, ok := errors.AsType[*store.AlteredError](err); ok {
		args["Object"] = fmt.Sprintf("%q", altered.Object)
		return p.say("error.altered", args)
	}
	if _, ok := errors.AsType[*store.NewerError](err); ok {
		return p.say("error.newer", args)
	}
	switch {
	case errors.Is(err, store.ErrInUse):
		return p.say("error.in_use", args)
	case errors.Is(err, store.ErrForeign):
		return p.say("error.foreign", args)
	case store.IsDamaged(err):
		return p.say("error.damaged", args)
	case errors.Is(err, store.ErrNewerData):
		return p.say("error.newer_data", args)
	case errors.Is(err, store.ErrExists):
		return p.say("error.exists", args)
	}
	return ""
}

// fileOf returns the file that an error is about: the one that was named or that was to be written,
// or the one that could not be opened. Otherwise it is the database.
func (p *program) fileOf(err error) string {
	database := p.settings.database()
	if file, ok := errors.AsType[*fileError](err); ok {
		return file.path
	}
	if file, ok := errors.AsType[*store.FileError](err); ok {
		return file.Path
	}
	if access, ok := errors.AsType[*fs.PathError](err); ok && !strings.HasPrefix(access.Path, database) {
		if real, err := filepath.EvalSymlinks(database); err != nil || !strings.HasPrefix(access.Path, real) {
			return access.Path
		}
	}
	return database
}

// explainAccess explains why a file can't be opened or created; "" for other errors.
func (p *program) explainAccess(err error, args map[string]any) string {
	_, writing := errors.AsType[*store.FileError](err)
	absent := errors.Is(err, fs.ErrNotExist)
	switch {
	case errors.Is(err, fs.ErrPermission):
		return p.say("error.forbidden", args)
	case absent && writing:
		return p.say("error.no_folder", args)
	case absent && args["File"] != p.settings.database():
		return p.say("error.absent", args)
	case absent && p.settings.DB == "":
		return p.say("error.no_database_set", args)
	case absent:
		return p.say("error.no_database", args)
	}
	return ""
}

// explainWeights explains errors of weight sets; "" for other errors.
func (p *program) explainWeights(err error, _ map[string]any) string {
	if set, ok := errors.AsType[*store.WeightSetError](err); ok {
		lines := make([]string, len(set.Faults))
		for i, f := range set.Faults {
			lines[i] = p.say("fault.weight."+string(f.Kind), map[string]any{"Factor": f.Factor, "Value": p.catalog.Decimal(p.language, f.Value, 6)})
		}
		return p.say("error.weights", map[string]any{"Name": set.Name, "Faults": strings.Join(lines, "\n")})
	}
	switch {
	case errors.Is(err, store.ErrNoWeightSet):
		return p.say("error.no_weights", nil)
	case errors.Is(err, store.ErrWeightSetExists):
		return p.say("error.weights_exist", nil)
	}
	return ""
}
