package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

const (
	// usualEnvFile is the settings file that every command reads if it exists, whichever shell or
	// service runs it.
	usualEnvFile = "/etc/ikmbot.env"
	// noEnvFile is IKMBOT_ENV for no settings file at all: for a service that is given the settings
	// in its environment and may not read the file.
	noEnvFile = "none"
	// tokenCredential is the name of the token among the credentials of systemd.
	tokenCredential = "telegram_bot_token"
)

// An environment is where settings come from beside flags: the variables of the process, and those
// of the settings file for which it has none.
type environment struct {
	getenv func(string) string
	file   map[string]string
	path   string // of the settings file; empty: none was read
}

// get returns a variable without surrounding space.
func (e environment) get(name string) string {
	if value := strings.TrimSpace(e.getenv(name)); value != "" {
		return value
	}
	return e.file[name]
}

// readEnvironment reads the settings file that args name by -env, or the environment by IKMBOT_ENV,
// or else the usual one, which need not exist.
func readEnvironment(args []string, getenv func(string) string) (e environment, mistakes []mistake) {
	e.getenv = getenv
	path, named := envFlag(args)
	if !named {
		path = strings.TrimSpace(getenv("IKMBOT_ENV"))
		named = path != ""
	}
	if !named {
		path = usualEnvFile
	}
	if path == noEnvFile {
		return e, nil
	}
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !named:
		return e, nil
	case errors.Is(err, fs.ErrNotExist):
		return e, []mistake{{"env_absent", map[string]any{"Value": path}}}
	case err != nil:
		return e, []mistake{{"env_unreadable", map[string]any{"Value": path}}}
	}
	e.path, e.file = path, map[string]string{}
	for i, line := range strings.Split(strings.TrimPrefix(string(text), "\ufeff"), "\n") {
		if !e.add(line) {
			mistakes = append(mistakes, mistake{"env_line", map[string]any{"Value": path, "Line": i + 1}})
		}
	}
	return e, mistakes
}

// add takes a line of a settings file, in the form that systemd and the shell both read:
// NAME=value, perhaps in quotes. It reports whether the line has it. Its text may hold the token, so
// that it is told by its number.
func (e environment) add(line string) bool {
	line = strings.TrimSpace(line)
	if line == "" || strings.HasPrefix(line, "#") {
		return true
	}
	name, value, ok := strings.Cut(strings.TrimPrefix(line, "export "), "=")
	if !ok || strings.TrimSpace(name) != name || name == "" || strings.ContainsAny(name, " \t\"'") {
		return false
	}
	value = strings.TrimSpace(value)
	if first, last := quoteAt(value, 0), quoteAt(value, len(value)-1); first != 0 || last != 0 {
		if first != last || len(value) < 2 {
			return false
		}
		value = strings.TrimSpace(value[1 : len(value)-1])
	}
	e.file[name] = value
	return true
}

// quoteAt returns the quotation mark at a place of a value; 0 if there is none.
func quoteAt(value string, i int) byte {
	if i >= 0 && i < len(value) && (value[i] == '"' || value[i] == '\'') {
		return value[i]
	}
	return 0
}

// envFlag returns the value of the flag -env, which is read before all others.
func envFlag(args []string) (path string, given bool) {
	for i, arg := range args {
		name, value, joined := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(arg, "-"), "-"), "=")
		switch {
		case name != "env" || !strings.HasPrefix(arg, "-"):
		case joined:
			return value, true
		case i+1 < len(args):
			return args[i+1], true
		}
	}
	return "", false
}

// readToken takes the token from a file where no other setting gives it: neither the list of
// processes nor the environment shows it then.
func (s *settings) readToken(file string, e environment) (mistakes []mistake) {
	named := file != ""
	if folder := e.getenv("CREDENTIALS_DIRECTORY"); !named && folder != "" {
		file = filepath.Join(folder, tokenCredential)
	}
	if s.Token != "" || file == "" {
		return nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		if !named && errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return []mistake{{"token_file", map[string]any{"Value": file}}}
	}
	s.Token = strings.TrimSpace(string(text))
	if s.Token == "" {
		return []mistake{{"token_file", map[string]any{"Value": file}}}
	}
	return nil
}
