// Command ikmbot is the bot: with a token it serves Telegram, without one it runs
// a demo on this machine alone. Here are settings, commands, signals and the clean
// stop, and no logic.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"ikmbot/bot"
	"ikmbot/bot/client"
	"ikmbot/locales"
	"ikmbot/scoring/sheet"
	"ikmbot/scoring/store"
	"ikmbot/scoring/store/exchange"
	"ikmbot/scoring/store/recap"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// The exit statuses.
const (
	exitDone    = 0
	exitFailed  = 1
	exitMistake = 2 // a mistaken setting or command; nothing was touched
)

// program is one run of the command.
type program struct {
	settings settings
	catalog  *locales.Catalog
	language string // of what the program itself says
	in       io.Reader
	out      io.Writer
	log      *slog.Logger
}

// run is the whole command; it returns the exit status.
func run(ctx context.Context, args []string, getenv func(string) string, in io.Reader, out, errs io.Writer) int {
	p := &program{in: in, out: out}
	command, mistakes := p.settings.read(args, getenv)
	p.log = p.settings.logger(errs)
	var err error
	p.catalog, err = locales.Load(func(err error) { p.log.Error("a text is missing", "error", err) })
	if err != nil {
		fmt.Fprintln(errs, err)
		return exitFailed
	}
	p.language = languageOf(getenv, p.catalog)
	act, known := p.commands()[command]
	if !known {
		mistakes = append(mistakes, mistake{"command", map[string]any{"Command": command}})
	}
	for _, m := range mistakes {
		fmt.Fprintln(errs, client.WithoutToken(p.say("mistake."+m.what, m.args)))
	}
	if len(mistakes) > 0 {
		return exitMistake
	}
	if err := act(ctx); err != nil {
		p.tell(errs, err)
		return statusOf(err)
	}
	return exitDone
}

// statusOf is the exit status of an error. Which regions there are is known only when the
// database is read, and which files are one and the same when they are looked at.
func statusOf(err error) int {
	var region *unknownRegionError
	if errors.As(err, &region) || errors.Is(err, errNamedTwice) {
		return exitMistake
	}
	return exitFailed
}

// logger writes the log in the form that is set.
func (s settings) logger(to io.Writer) *slog.Logger {
	if s.Log == "json" {
		return slog.New(slog.NewJSONHandler(to, nil))
	}
	return slog.New(slog.NewTextHandler(to, nil))
}

// tell says why the program ends: as a line of the log where that is read by a machine.
// What was found by a check has been said already.
func (p *program) tell(errs io.Writer, err error) {
	switch {
	case errors.Is(err, errFindings):
	case p.settings.Log == "json":
		p.log.Error(p.explain(err))
	default:
		fmt.Fprintln(errs, p.explain(err))
	}
}

// commands are the program's commands by name; "" is the main job.
func (p *program) commands() map[string]func(context.Context) error {
	job := p.demo().Page
	if p.settings.Token != "" {
		job = p.serve
	}
	return map[string]func(context.Context) error{
		"":        job,
		"backup":  p.backup,
		"chat":    p.demo().Chat,
		"check":   p.check,
		"export":  p.export,
		"help":    func(context.Context) error { return p.help() },
		"import":  p.importFile,
		"recap":   p.recap,
		"restore": p.restore,
		"version": func(context.Context) error { return p.version() },
		"weights": p.weights,
	}
}

// say is one of the program's own messages.
func (p *program) say(key string, args map[string]any) string {
	return p.catalog.Say(p.language, "program."+key, args)
}

// storageFaults are the words for what keeps the database from being opened.
var storageFaults = map[store.StorageFault]string{
	store.DiskFull:    "disk_full",
	store.ReadOnly:    "read_only",
	store.Locked:      "locked",
	store.DiskFailing: "disk_failing",
}

// explain says what an error means and what to do about it.
func (p *program) explain(err error) string {
	args := map[string]any{"Error": err.Error(), "File": p.settings.database(), "Backup": strings.Join(p.settings.Words, " ")}
	var newer *store.NewerError
	var set *store.WeightSetError
	var line *weightLineError
	var bad *store.BackupError
	var faulty *exchange.Error
	var region *unknownRegionError
	var file *fileError
	if errors.As(err, &file) {
		args["File"] = file.path
	}
	switch {
	case errors.As(err, &region):
		return p.say("error.region", map[string]any{"Region": region.region})
	case errors.As(err, &faulty):
		lines := strings.Join(p.faultLines(faulty.Faults), "\n")
		return p.say("error.import", map[string]any{"Faults": lines})
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
	case errors.As(err, &bad):
		return p.say("error.bad_backup", map[string]any{"Backup": bad.Path, "Error": bad.Err.Error()})
	case errors.As(err, &newer):
		return p.say("error.newer", args)
	case errors.Is(err, store.ErrInUse):
		return p.say("error.in_use", args)
	case errors.Is(err, store.ErrForeign):
		return p.say("error.foreign", args)
	case errors.As(err, &set):
		lines := make([]string, len(set.Faults))
		for i, f := range set.Faults {
			lines[i] = f.String()
		}
		return p.say("error.weights", map[string]any{"Name": set.Name, "Faults": strings.Join(lines, "\n")})
	case errors.As(err, &line):
		return p.say("error.weight_line", map[string]any{"File": line.file, "Line": line.line})
	case errors.Is(err, store.ErrNoWeightSet):
		return p.say("error.no_weights", nil)
	case errors.Is(err, store.ErrWeightSetExists):
		return p.say("error.weights_exist", nil)
	case errors.Is(err, store.ErrNewerData):
		return p.say("error.newer_data", args)
	case errors.Is(err, store.ErrExists):
		return p.say("error.exists", args)
	case errors.Is(err, bot.ErrUnauthorized):
		return p.say("error.unauthorized", nil)
	}
	if word := storageFaults[store.StorageFaultOf(err)]; word != "" {
		return p.say("error."+word, args)
	}
	return p.say("error.any", args)
}

func (p *program) help() error {
	_, err := fmt.Fprintln(p.out, p.say("help", nil))
	return err
}

// version tells the version that the Go toolchain stamped into the program.
func (p *program) version() error {
	version, revision := "devel", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		if info.Main.Version != "" && info.Main.Version != "(devel)" {
			version = info.Main.Version
		}
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				revision = " " + s.Value
			}
		}
	}
	_, err := fmt.Fprintf(p.out, "ikmbot %s%s\n", version, revision)
	return err
}
