// Command ikmbot is the bot. With a token it serves Telegram; without one it runs
// a demo on this machine. The package reads the settings, runs the command, and
// stops it cleanly on a signal.
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
	"slices"
	"syscall"
	"time"

	"ikmbot/bot/client"
	"ikmbot/locales"
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
	language string // of the program's own messages
	in       io.Reader
	out      io.Writer
	log      *slog.Logger
	clock    func() time.Time
}

// run runs the command with its arguments and returns the exit status.
func run(ctx context.Context, args []string, getenv func(string) string, in io.Reader, out, errs io.Writer) int {
	p := &program{in: in, out: out, clock: time.Now}
	environment, wrong := readEnvironment(args, getenv)
	command, mistakes := p.settings.read(args, environment)
	mistakes = slices.Concat(wrong, mistakes)
	p.log = p.settings.logger(errs)
	var err error
	p.catalog, err = locales.Load(func(err error) { p.log.Error("a text is missing", "error", err) })
	if err != nil {
		fmt.Fprintln(errs, err)
		return exitFailed
	}
	p.language = languageOf(environment.get, p.catalog)
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

// statusOf is the exit status of an error. An unknown region and a file named twice are mistakes,
// although they come to light only when the database and the files are read.
func statusOf(err error) int {
	if _, unknown := errors.AsType[*unknownRegionError](err); unknown || errors.Is(err, errNamedTwice) {
		return exitMistake
	}
	return exitFailed
}

// logger returns a logger in the format that is set.
func (s settings) logger(to io.Writer) *slog.Logger {
	if s.Log == "json" {
		return slog.New(slog.NewJSONHandler(to, nil))
	}
	return slog.New(slog.NewTextHandler(to, nil))
}

// tell says why the program ends, as a line of the log if that is read by a machine. The findings
// of a check have been printed already.
func (p *program) tell(errs io.Writer, err error) {
	switch {
	case errors.Is(err, errFindings):
	case p.settings.Log == "json":
		p.log.Error(p.explain(err))
	default:
		fmt.Fprintln(errs, p.explain(err))
	}
}

// commands returns the program's commands by name; "" runs the bot or the demo.
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

// say returns one of the program's own messages.
func (p *program) say(key string, args map[string]any) string {
	return p.catalog.Say(p.language, "program."+key, args)
}

func (p *program) help() error {
	_, err := fmt.Fprintln(p.out, p.say("help", nil))
	return err
}

// version prints the version that the Go toolchain stamped into the program.
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
