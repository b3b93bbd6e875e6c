package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"ikmbot/dialog/say"
	"ikmbot/dialog/typed"
	"ikmbot/locales/speech"
	"ikmbot/scoring"
	"ikmbot/scoring/sheet"
	"ikmbot/scoring/store"
	"ikmbot/scoring/store/exchange"
	"ikmbot/scoring/store/recap"
)

// usualWithin is how long a recap of named files may take: a file that somebody else has made may
// hold anything, and a recap of a million businesses takes a minute.
const usualWithin = 10 * time.Minute

// recap prints the recap of the businesses in the scope, whether or not the bot is running. It
// reads the files that are named, such as one for each province, or the bot's own database.
func (p *program) recap(ctx context.Context) error {
	paths := p.settings.Words
	if len(paths) == 0 {
		paths = []string{p.settings.database()}
	} else {
		within, cancel := context.WithTimeout(ctx, p.settings.Within)
		defer cancel()
		ctx = within
	}
	return p.withReaders(ctx, paths, func(files []*store.Reader, scope scoring.Scope, regions []say.Region) error {
		for i, file := range files[:len(p.settings.Words)] {
			if err := file.Verify(ctx); err != nil {
				return &fileError{paths[i], err}
			}
		}
		recap, err := store.Recap(ctx, scope, files...)
		if err != nil {
			return err
		}
		language := p.tables()
		return sheet.Text(p.out, sheet.Tables(recap, regions, language), language)
	})
}

// export writes the businesses in the scope to a file, as a workbook or as CSV. The file gets its
// name only when it is complete.
func (p *program) export(ctx context.Context) error {
	file := p.settings.Words[0]
	err := p.withReaders(ctx, []string{p.settings.database()}, func(files []*store.Reader, scope scoring.Scope, regions []say.Region) error {
		r := files[0]
		write := func(w io.Writer) error {
			return exchange.Write(w, r.Businesses(ctx, scope, p.settings.Names))
		}
		if !isCSV(file) {
			recap, err := r.Recap(ctx, scope)
			if err != nil {
				return err
			}
			write = sheet.Workbook{
				Recap: recap, Interviews: r.Businesses(ctx, scope, p.settings.Names), Identities: p.settings.Names,
				Regions: regions, Language: p.tables(),
			}.Write
		}
		return writeNew(file, write)
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.out, p.say("exported", map[string]any{"Export": file}))
	return err
}

// tables returns the words and numbers of tables in the program's language.
func (p *program) tables() sheet.Language {
	return speech.In(p.catalog, say.Language(p.language))
}

// fileError is an error with one of the files opened for reading.
type fileError struct {
	path string
	err  error
}

func (e *fileError) Error() string { return e.err.Error() }

func (e *fileError) Unwrap() error { return e.err }

// errNamedTwice is returned by withReaders for a file that is named twice, whose businesses would
// count twice.
var errNamedTwice = errors.New("it is named twice")

// withReaders opens databases for reading and calls act with them, the scope and the regions. All
// of them have the same regions, since a Reader opens no file of another version.
func (p *program) withReaders(ctx context.Context, paths []string, act func([]*store.Reader, scoring.Scope, []say.Region) error) (err error) {
	if i := repeated(paths); i > 0 {
		return &fileError{paths[i], errNamedTwice}
	}
	var files []*store.Reader
	defer func() {
		for i, r := range files {
			if closing := r.Close(); closing != nil {
				err = errors.Join(err, &fileError{paths[i], closing})
			}
		}
	}()
	for _, path := range paths {
		r, err := store.OpenReader(ctx, path)
		if err != nil {
			return &fileError{path, err}
		}
		files = append(files, r)
	}
	regions, err := files[0].Regions(ctx)
	if err != nil {
		return err
	}
	scope, err := p.settings.Scope.scope(regions)
	if err != nil {
		return err
	}
	err = act(files, scope, regions)
	if at, ok := errors.AsType[*recap.FileError](err); ok {
		return &fileError{paths[at.File], err}
	}
	return err
}

// repeated is the index of the first path to a file that an earlier path names too; 0 if there is
// none. A missing file is reported when it is opened.
func repeated(paths []string) int {
	var before []os.FileInfo
	for i, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return 0
		}
		if slices.ContainsFunc(before, func(b os.FileInfo) bool { return os.SameFile(b, info) }) {
			return i
		}
		before = append(before, info)
	}
	return 0
}

// writeNew writes a file that must not exist yet and that only its owner can read.
func writeNew(path string, write func(io.Writer) error) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%w: %s", store.ErrExists, path)
	}
	part, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.part")
	if err != nil {
		return err
	}
	defer os.Remove(part.Name())
	if err := errors.Join(write(part), part.Close()); err != nil {
		return err
	}
	return os.Rename(part.Name(), path)
}

// scopeFlags are the flags that choose businesses.
type scopeFlags struct {
	Region   string // codes or names, separated by commas; empty: all
	From, To string // the first and the last day, such as 2026-01-31; empty: no limit
}

// add defines the flags for a command.
func (f *scopeFlags) add(flags *flag.FlagSet) {
	flags.StringVar(&f.Region, "region", "", "")
	flags.StringVar(&f.From, "from", "", "")
	flags.StringVar(&f.To, "to", "", "")
}

// unknownRegionError is returned by [scopeFlags.scope] for a region that the database does not
// have.
type unknownRegionError struct {
	region  string
	regions []say.Region // those of the database
}

func (e *unknownRegionError) Error() string { return fmt.Sprintf("there is no region %q", e.region) }

// scope makes a scope of the flags, whose days were checked before.
func (f scopeFlags) scope(regions []say.Region) (scope scoring.Scope, err error) {
	for _, name := range strings.Split(f.Region, ",") {
		name = strings.TrimSpace(name)
		if name == "" {
			continue
		}
		code, ok := findRegion(regions, name)
		if !ok {
			return scope, &unknownRegionError{name, regions}
		}
		scope.Regions = append(scope.Regions, code)
	}
	scope.From, _ = day(f.From)
	if to, ok := day(f.To); ok && !to.IsZero() {
		scope.To = to.AddDate(0, 0, 1)
	}
	return scope, nil
}

// findRegion finds a region by its code or its name.
func findRegion(regions []say.Region, name string) (code int, ok bool) {
	for _, r := range regions {
		if strconv.Itoa(r.Code) == name || r.Name != "" && strings.EqualFold(r.Name, name) {
			return r.Code, true
		}
	}
	return 0, false
}

// mistakes finds invalid days, and a span that ends before it begins.
func (f scopeFlags) mistakes() (mistakes []mistake) {
	from, ok := day(f.From)
	if !ok {
		mistakes = append(mistakes, mistake{"day", map[string]any{"Flag": "from", "Value": f.From}})
	}
	to, ok := day(f.To)
	if !ok {
		mistakes = append(mistakes, mistake{"day", map[string]any{"Flag": "to", "Value": f.To}})
	}
	if mistakes == nil && !to.IsZero() && to.Before(from) {
		mistakes = append(mistakes, mistake{"span", map[string]any{"From": f.From, "To": f.To}})
	}
	return mistakes
}

// day is the beginning of a day in western Indonesian time; zero for an empty text.
func day(text string) (t time.Time, ok bool) {
	if text == "" {
		return t, true
	}
	t, ok = typed.Moment(text, store.WIB)
	return t, ok && t.Equal(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, store.WIB))
}
